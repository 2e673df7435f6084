/**
 * rich_text_input, the everyday part: bold, italic, strike, code, bullet and numbered lists.
 * The browser edits; what it made is read into a rich_text value after each change. Nothing is ever put in as markup.
 */

import { clearError, tells, typed } from "./actions.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { valueOf, write } from "./forms.js";

const STYLES = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  S: "strike",
  STRIKE: "strike",
  DEL: "strike",
  CODE: "code",
};
const TAGS = { bold: "b", italic: "i", strike: "s", code: "code" };
const BLOCKS = new Set(["DIV", "P", "UL", "OL", "LI"]);

const BUTTONS = [
  ["bold", "Bold", "bold"],
  ["italic", "Italic", "italic"],
  ["strike", "Strikethrough", "strikeThrough"],
  ["list", "Bulleted list", "insertUnorderedList"],
];

function leaves(node, style, out) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.data.replace(/\u00a0/g, " ");
    if (text) out.push({ type: "text", text, ...(Object.keys(style).length && { style }) });
  } else if (node.nodeName === "BR") out.push({ type: "text", text: "\n" });
  else
    for (const child of node.childNodes)
      leaves(child, STYLES[node.nodeName] ? { ...style, [STYLES[node.nodeName]]: true } : style, out);
  return out;
}

/** What stands in the editor, as a rich_text value; null when it is empty. */
function readEditor(root) {
  const parts = [];
  let run = [];
  const end = () => {
    if (run.length) parts.push({ type: "rich_text_section", elements: run });
    run = [];
  };
  const walk = (node) => {
    if (node.nodeName === "UL" || node.nodeName === "OL") {
      end();
      parts.push({
        type: "rich_text_list",
        style: node.nodeName === "OL" ? "ordered" : "bullet",
        indent: 0,
        elements: [...node.querySelectorAll("li")].map((li) => ({
          type: "rich_text_section",
          elements: leaves(li, {}, []),
        })),
      });
    } else if (BLOCKS.has(node.nodeName)) {
      if (run.length) run.push({ type: "text", text: "\n" });
      for (const child of node.childNodes) walk(child);
    } else leaves(node, {}, run);
  };
  for (const child of root.childNodes) walk(child);
  end();
  const words = parts
    .flatMap((p) => p.elements)
    .flatMap((e) => e.elements ?? [e])
    .map((e) => e.text)
    .join("");
  return words.trim() ? { type: "rich_text", elements: parts } : null;
}

/** Puts a rich_text value into the editor, as elements and text nodes. */
function fill(root, value) {
  const leaf = (e) => {
    const text = document.createTextNode(e.text ?? e.url ?? "");
    return Object.keys(TAGS)
      .filter((name) => e.style?.[name])
      .reduce((inner, name) => {
        const tag = document.createElement(TAGS[name]);
        tag.append(inner);
        return tag;
      }, text);
  };
  const part = (p) => {
    const el = document.createElement({ rich_text_list: p.style === "ordered" ? "ol" : "ul" }[p.type] ?? "div");
    for (const e of p.elements ?? []) {
      const inner = p.type === "rich_text_list" ? document.createElement("li") : el;
      if (inner === el) el.append(leaf(e));
      else {
        inner.append(...(e.elements ?? []).map(leaf));
        el.append(inner);
      }
    }
    return el;
  };
  root.replaceChildren(...(value?.elements ?? []).map(part));
}

export function richTextInput(scope, block, element, names) {
  const changed = (root) => {
    const value = readEditor(root);
    root.classList.toggle("is-empty", !value);
    const payload = write(scope, block.block_id, element, value);
    clearError(scope, block.block_id);
    if (tells(block, element).has("on_character_entered")) typed(scope, block, element, payload);
  };
  const format = (command) => (event) => {
    event.preventDefault();
    const root = event.currentTarget.closest(".rich-input").querySelector("[contenteditable]");
    root.focus();
    document.execCommand(command); // deprecated and without a successor; every browser has it
    changed(root);
  };
  const paste = (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  };
  const placeholder = element.placeholder?.text ?? "";
  return h(
    "div",
    { class: "rich-input" },
    h(
      "div",
      { class: "rich-tools", role: "toolbar", "aria-label": "Formatting" },
      BUTTONS.map(([sign, name, command]) =>
        h(
          "button",
          {
            type: "button",
            class: "icon-button small",
            "aria-label": name,
            onMouseDown: (event) => event.preventDefault(),
            onClick: format(command),
          },
          icon(sign),
        ),
      ),
    ),
    h("div", {
      ...names.field,
      "aria-label": names.words,
      opaque: true,
      contenteditable: "true",
      role: "textbox",
      "aria-multiline": "true",
      dir: "auto",
      class: `rich-edit${valueOf(scope, block.block_id, element) ? "" : " is-empty"}`,
      "data-action-id": element.action_id,
      "data-placeholder": placeholder,
      onInput: (event) => changed(event.currentTarget),
      onPaste: paste,
      mount: (el) => {
        fill(el, valueOf(scope, block.block_id, element));
        if (element.focus_on_load) el.focus();
      },
    }),
  );
}
