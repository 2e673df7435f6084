/** Inputs that are typed into: text, email, address, number. */

import { clearError, tells, typed, press } from "./actions.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { valueOf, write } from "./forms.js";

const COUNTER_FROM = 0.7; // the counter appears when this part of the room is used

const KIND = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", inputmode: "email", autocomplete: "off" },
  url_text_input: { type: "url", inputmode: "url", placeholder: "https://" },
  number_input: { type: "text", inputmode: "decimal" },
};

export const isTextInput = (type) => type in KIND;

/** @param {object} names the field's id and accessible names @param {() => void} [onEnter] what Enter does in a single line */
export function textInput(scope, block, element, names, onEnter) {
  const value = valueOf(scope, block.block_id, element) ?? "";
  const told = tells(block, element);
  const many = Boolean(element.multiline);
  const input = (event) => {
    const payload = write(scope, block.block_id, element, event.target.value || null);
    clearError(scope, block.block_id);
    if (told.has("on_character_entered")) typed(scope, block, element, payload);
  };
  const key = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || many) return;
    event.preventDefault();
    if (told.has("on_enter_pressed")) press(scope, block, element, { value: event.target.value || null });
    else onEnter?.();
  };
  const { type, placeholder, ...rest } = KIND[element.type];
  const shared = {
    ...names.field,
    ...rest,
    "data-action-id": element.action_id,
    class: "text-input",
    dir: "auto",
    value,
    placeholder: withEmoji(element.placeholder?.text ?? placeholder ?? ""),
    spellcheck: element.type === "plain_text_input" ? "true" : "false",
    onInput: input,
    onKeyDown: key,
    mount: element.focus_on_load ? (el) => el.focus() : undefined,
    "data-focus": element.focus_on_load || null,
  };
  return h(
    "div",
    { class: "text-wrap" },
    many ? h("textarea", { ...shared, rows: "4", after: grow }) : h("input", { type, ...shared }),
    counter(value, element, names),
  );
}

function grow(el) {
  el.style.height = "auto";
  el.style.height = `${Math.min(el.scrollHeight + 2, 320)}px`;
}

/** Slack's counter: how much room is left, once it gets narrow; how much is missing, below the least. */
function counter(value, element, names) {
  const length = [...value].length;
  if (element.max_length && length >= element.max_length * COUNTER_FROM) {
    const left = element.max_length - length;
    return h(
      "span",
      {
        class: `counter${left < 0 ? " is-over" : ""}`,
        id: `${names.field.id}-count`,
        "aria-live": "polite",
        "aria-label": `${left} characters left`,
      },
      String(left),
    );
  }
  if (element.min_length && length > 0 && length < element.min_length) {
    return h("span", { class: "counter" }, `${element.min_length - length} more`);
  }
  return null;
}
