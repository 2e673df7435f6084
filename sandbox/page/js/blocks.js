/** Block Kit: blocks to nodes. */

import { h } from "./dom.js";
import { elementNode, namesOf } from "./elements.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { textObject, words } from "./text.js";

const WEB = /^(https?:|data:image\/|\/)/i;

function picture(element, name) {
  const source = element.image_url ?? element.slack_file?.url;
  return WEB.test(source ?? "")
    ? h("img", {
        class: name,
        src: source,
        alt: element.alt_text ?? "",
        loading: "lazy",
        referrerpolicy: "no-referrer",
      })
    : h("span", { class: "muted" }, element.alt_text);
}

function section(scope, block) {
  const side = block.accessory;
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-body" },
      block.text && h("div", { class: "words" }, textObject(block.text)),
      block.fields?.length &&
        h(
          "div",
          { class: "fields" },
          block.fields.map((field) => h("div", { class: "words field" }, textObject(field))),
        ),
    ),
    side &&
      h(
        "div",
        { class: `accessory accessory-${side.type}` },
        side.type === "image" ? picture(side, "accessory-image") : elementNode(scope, block, side),
      ),
  );
}

function context(scope, block) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((e) =>
      e.type === "image" ? picture(e, "context-image") : h("span", { class: "words" }, textObject(e)),
    ),
  );
}

function input(scope, block, tools) {
  const { element } = block;
  const id = namesOf(scope, block, element).field.id;
  const error = scope.errors?.[block.block_id];
  const about = [block.hint && `${id}-hint`, error && `${id}-error`, element.max_length && `${id}-count`]
    .filter(Boolean)
    .join(" ");
  const group = /checkboxes|radio_buttons|datetimepicker/.test(element.type);
  const extra = {
    "aria-describedby": about || null,
    "aria-invalid": error ? "true" : null,
    "aria-required": block.optional ? null : "true",
  };
  const label = [
    h("span", { class: "label-words" }, textObject(block.label)),
    block.optional && h("span", { class: "optional" }, " (optional)"),
  ];
  return h(
    "div",
    { class: "input" },
    group ? h("div", { class: "label", "aria-hidden": "true" }, label) : h("label", { class: "label", for: id }, label),
    elementNode(scope, block, element, { extra, onEnter: tools.onEnter }),
    error &&
      h("div", { class: "error", id: `${id}-error`, role: "alert" }, icon("alert"), h("span", { dir: "auto" }, error)),
    block.hint && h("div", { class: "hint", id: `${id}-hint` }, textObject(block.hint)),
  );
}

function table(scope, block) {
  const settings = block.column_settings ?? [];
  const cell = (tag, scopeName) => (c, index) =>
    h(
      tag,
      {
        scope: scopeName,
        class: `align-${settings[index]?.align ?? "left"}${settings[index]?.is_wrapped ? " wraps" : ""}`,
        dir: "auto",
      },
      c.type === "rich_text" ? richText(c) : String(c.text ?? c.value ?? ""),
    );
  const [head, ...rows] = block.rows ?? [];
  return h(
    "div",
    { class: "table-wrap", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      { class: "table" },
      head && h("thead", null, h("tr", null, head.map(cell("th", "col")))),
      h(
        "tbody",
        null,
        rows.map((row) => h("tr", null, row.map(cell("td", null)))),
      ),
    ),
  );
}

const BY_TYPE = {
  section,
  context,
  input,
  table,
  header: (scope, block) => h("h3", { class: "header" }, textObject(block.text)),
  divider: () => h("hr"),
  actions: (scope, block) =>
    h(
      "div",
      { class: "actions" },
      block.elements.map((e) => h("div", { class: "action", key: e.action_id }, elementNode(scope, block, e))),
    ),
  image: (scope, block) =>
    h(
      "figure",
      { class: "image" },
      block.title && h("figcaption", { dir: "auto" }, textObject(block.title)),
      picture(block, "image-picture"),
    ),
  rich_text: (scope, block) => richText(block),
  markdown: (scope, block) => h("div", { class: "markdown words" }, markdown(block.text)),
};

/**
 * @param {object} scope the form that the blocks are part of: {key, container, blocks, values, errors}
 * @param {{onEnter?: () => void}} [tools] what Enter does in a single-line input
 */
export function blockNodes(scope, tools = {}) {
  return (scope.blocks ?? []).map((block, index) => {
    const make = BY_TYPE[block.type];
    const error = scope.errors?.[block.block_id];
    return h(
      "div",
      {
        key: block.block_id ?? `block-${index}`,
        class: `block block-${block.type}${error ? " has-error" : ""}`,
        "data-block-id": block.block_id,
      },
      make
        ? make(scope, block, tools)
        : h("span", { class: "unknown" }, `The sandbox can't show a “${block.type}” block. ${words(block.text)}`),
    );
  });
}
