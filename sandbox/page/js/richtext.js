/** rich_text blocks: sections, lists, quotes and code, with everything that may stand inside them. */

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelChip, dateChip, link, userChip, wordChip } from "./chips.js";

const WRAP = [
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
  ["code", "code"],
];

function styled(style, node) {
  return WRAP.filter(([name]) => style?.[name]).reduce(
    (inner, [name, tag]) => h(tag, name === "code" ? { class: "code" } : null, inner),
    node,
  );
}

const LEAVES = {
  text: (e) => lines(e.text ?? ""),
  link: (e) => link(e.url, e.text || e.url),
  user: (e) => userChip(e.user_id),
  usergroup: () => wordChip("@group"),
  channel: (e) => channelChip(e.channel_id),
  broadcast: (e) => wordChip(`@${e.range}`),
  emoji: (e) =>
    h(
      "span",
      { class: "emoji", role: "img", "aria-label": e.name },
      unicode(e.unicode) ?? emoji(e.name) ?? `:${e.name}:`,
    ),
  date: (e) => dateChip(e.timestamp, e.format ?? "{date_num}", e.fallback ?? "", e.url),
  color: (e) =>
    h(
      "span",
      { class: "color" },
      h("i", { class: "color-dot", style: { background: /^#[0-9a-f]{3,8}$/i.test(e.value) ? e.value : "none" } }),
      e.value,
    ),
};

function unicode(codes) {
  const points = (codes ?? "").split("-").map((code) => parseInt(code, 16));
  return points.length && points.every((p) => p > 0 && p <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}

const leaves = (elements) => (elements ?? []).map((e) => styled(e.style, LEAVES[e.type]?.(e) ?? e.text ?? ""));

const PARTS = {
  rich_text_section: (p) => h("div", { class: "rich-section" }, leaves(p.elements)),
  rich_text_quote: (p) => h("blockquote", null, leaves(p.elements)),
  rich_text_preformatted: (p) =>
    h(
      "pre",
      { class: "code-block" },
      h(
        "code",
        null,
        (p.elements ?? []).map((e) => e.text ?? e.url ?? ""),
      ),
    ),
  rich_text_list: (p) =>
    h(
      p.style === "ordered" ? "ol" : "ul",
      { class: `rich-list indent-${Math.min(p.indent ?? 0, 8)}`, start: p.offset ? p.offset + 1 : null },
      (p.elements ?? []).map((item) => h("li", null, PARTS[item.type]?.(item) ?? null)),
    ),
};

/** The parts of a rich_text block (or of a rich_text_input's value). */
export const richText = (block) =>
  h(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map((p) => PARTS[p.type]?.(p) ?? null),
  );
