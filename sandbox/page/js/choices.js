/** Checkboxes and radio buttons. */

import { chosen, ask } from "./actions.js";
import { h } from "./dom.js";
import { valueOf, write } from "./forms.js";
import { textObject } from "./text.js";

async function choose(scope, block, element, value) {
  if (element.confirm && !(await ask(element.confirm)))
    return write(scope, block.block_id, element, valueOf(scope, block.block_id, element));
  const payload = write(scope, block.block_id, element, value);
  return chosen(scope, block, { ...element, confirm: undefined }, payload);
}

/** @param {"checkbox"|"radio"} type */
function choices(scope, block, element, names, type, isOn, onChange) {
  const { id, ...about } = names.field;
  return h(
    "div",
    {
      ...about,
      id,
      role: type === "radio" ? "radiogroup" : "group",
      class: "choices",
      "data-action-id": element.action_id,
      tabindex: "-1",
    },
    element.options.map((option, index) => {
      const mine = `${id}-${index}`;
      return h(
        "div",
        { class: "choice", key: option.value },
        h("input", {
          type,
          id: mine,
          name: id,
          value: option.value,
          checked: isOn(option),
          "aria-describedby": option.description ? `${mine}-about` : null,
          onChange: (event) => onChange(option, event.target.checked),
        }),
        h(
          "div",
          { class: "choice-words" },
          h("label", { for: mine }, textObject(option.text)),
          option.description &&
            h(
              "div",
              { class: "choice-about", id: `${mine}-about`, onClick: () => document.getElementById(mine)?.click() },
              textObject(option.description),
            ),
        ),
      );
    }),
  );
}

export function checkboxes(scope, block, element, names) {
  const on = valueOf(scope, block.block_id, element) ?? [];
  const has = (option) => on.some((o) => o.value === option.value);
  const change = (option, checked) =>
    choose(
      scope,
      block,
      element,
      element.options.filter((o) => (o.value === option.value ? checked : has(o))),
    );
  return choices(scope, block, element, names, "checkbox", has, change);
}

export function radios(scope, block, element, names) {
  const on = valueOf(scope, block.block_id, element);
  return choices(
    scope,
    block,
    element,
    names,
    "radio",
    (option) => on?.value === option.value,
    (option) => choose(scope, block, element, option),
  );
}
