/** Interactive elements by their type, each with its name for those who cannot see it. */

import { isBusy, press } from "./actions.js";
import { checkboxes, radios } from "./choices.js";
import { h } from "./dom.js";
import { spinner, icon } from "./icons.js";
import { datepicker, datetimepicker, timepicker } from "./pickers.js";
import { menu, isOpen, togglePop } from "./popover.js";
import { richTextInput } from "./richinput.js";
import { isSelect, select } from "./selects.js";
import { textObject, words } from "./text.js";
import { isTextInput, textInput } from "./textinputs.js";

/** A safe piece of an element's id: what Slack allows in block and action ids is anything. */
const slug = (text) => String(text).replace(/[^\w-]/g, (c) => `_${c.charCodeAt(0).toString(16)}`);

const WORDS = {
  datepicker: "Date",
  timepicker: "Time",
  datetimepicker: "Date and time",
  checkboxes: "Options",
  radio_buttons: "Options",
  overflow: "More actions",
};

/** The names of an element's field: its id, what it is called, what describes it. */
export function namesOf(scope, block, element, extra = {}) {
  const uid = slug(`${scope.key}-${block.block_id}-${element.action_id}`);
  const label =
    block.type === "input" ? words(block.label) : (element.accessibility_label ?? words(element.placeholder) ?? "");
  const said = label || WORDS[element.type] || words(block.text) || "Options";
  const field = { id: `f-${uid}`, ...extra };
  if (block.type !== "input") field["aria-label"] = said;
  else if (/checkboxes|radio_buttons/.test(element.type)) field["aria-label"] = said;
  return { uid, words: said, field };
}

function button(scope, block, element) {
  const busy = isBusy(scope, block, element);
  const shared = {
    class: `button${element.style ? ` button-${element.style}` : ""}${busy ? " is-busy" : ""}`,
    "data-action-id": element.action_id,
    "data-value": element.value,
    "aria-label": element.accessibility_label,
    "aria-busy": busy || null,
    dir: "auto",
    onClick: (event) => {
      if (!busy) press(scope, block, element, element.value === undefined ? {} : { value: element.value });
      else event.preventDefault();
    },
  };
  const label = [h("span", { class: "button-label" }, textObject(element.text)), busy && spinner()];
  if (element.url && /^https?:/i.test(element.url))
    return h("a", { ...shared, href: element.url, target: "_blank", rel: "noopener noreferrer" }, label);
  return h("button", { ...shared, type: "button" }, label);
}

function overflow(scope, block, element) {
  const { uid, words: said } = namesOf(scope, block, element);
  const id = `overflow-${uid}`;
  const items = element.options.map((option) => ({
    label: textObject(option.text),
    hint: option.description?.text,
    run: () => {
      if (option.url && /^https?:/i.test(option.url)) window.open(option.url, "_blank", "noopener");
      press(scope, block, element, { selected_option: option });
    },
  }));
  return h(
    "span",
    { class: "anchored" },
    h(
      "button",
      {
        type: "button",
        class: "button button-overflow",
        "data-anchor": true,
        "data-action-id": element.action_id,
        "aria-label": said,
        "aria-haspopup": "menu",
        "aria-expanded": isOpen(id),
        onClick: () => togglePop(id),
      },
      icon("more"),
    ),
    menu(id, said, [{ items }], { align: "end" }),
  );
}

const BY_TYPE = {
  button,
  overflow,
  checkboxes,
  datepicker,
  timepicker,
  datetimepicker,
  radio_buttons: radios,
  rich_text_input: richTextInput,
};

/** Renders an element of an actions block, a section's accessory or an input. */
export function elementNode(scope, block, element, { extra, onEnter } = {}) {
  const names = namesOf(scope, block, element, extra);
  if (isSelect(element.type)) return select(scope, block, element, names);
  if (isTextInput(element.type)) return textInput(scope, block, element, names, onEnter);
  const make = BY_TYPE[element.type];
  return make
    ? make(scope, block, element, names)
    : h("span", { class: "unknown" }, `The sandbox can't show “${element.type}”.`);
}
