/** The `markdown` block: the everyday part of Markdown, as nodes. */

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link } from "./chips.js";

const INLINE = [
  [/`([^`]+)`/, (m) => h("code", { class: "code" }, m[1])],
  [/\[([^\]]+)\]\(([^()\s]+)\)/, (m) => link(m[2], m[1])],
  [/\*\*(?=\S)(.+?)(?<=\S)\*\*/, (m) => h("strong", null, spans(m[1]))],
  [/~~(?=\S)(.+?)(?<=\S)~~/, (m) => h("s", null, spans(m[1]))],
  [/(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])/, (m) => h("em", null, spans(m[1]))],
  [/https?:\/\/[^\s<>)]+/, (m) => link(m[0], m[0])],
];

function spans(text) {
  let first = null;
  for (const [pattern, make] of INLINE) {
    const found = pattern.exec(text);
    if (found && (!first || found.index < first.found.index)) first = { found, make };
  }
  if (!first) return [withEmoji(text)];
  const { found, make } = first;
  return [withEmoji(text.slice(0, found.index)), make(found), ...spans(text.slice(found.index + found[0].length))];
}

const ITEM = /^\s*(?:([-*+])|(\d+)[.)])\s+(.*)$/;
const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

/** @param {string} text @returns nodes */
export function markdown(text) {
  const lines = text.split("\n");
  const out = [];
  let at = 0;
  const take = (test) => {
    const taken = [];
    while (at < lines.length && test(lines[at])) taken.push(lines[at++]);
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (!line.trim()) at += 1;
    else if (heading) {
      out.push(
        h(`h${Math.min(6, heading[1].length + 2)}`, { class: `md-h md-h${heading[1].length}` }, spans(heading[2])),
      );
      at += 1;
    } else if (/^\s*(-{3,}|\*{3,})\s*$/.test(line)) {
      out.push(h("hr"));
      at += 1;
    } else if (line.startsWith("```")) {
      at += 1;
      out.push(h("pre", { class: "code-block" }, h("code", null, take((l) => !l.startsWith("```")).join("\n"))));
      at += 1;
    } else if (line.startsWith(">")) {
      out.push(
        h(
          "blockquote",
          null,
          markdown(
            take((l) => l.startsWith(">"))
              .map((l) => l.replace(/^> ?/, ""))
              .join("\n"),
          ),
        ),
      );
    } else if (ITEM.test(line)) {
      const ordered = Boolean(ITEM.exec(line)[2]);
      const items = take((l) => ITEM.test(l) && Boolean(ITEM.exec(l)[2]) === ordered);
      out.push(
        h(
          ordered ? "ol" : "ul",
          { class: "rich-list" },
          items.map((l) => h("li", { dir: "auto" }, spans(ITEM.exec(l)[3]))),
        ),
      );
    } else if (line.includes("|") && /^[\s|:-]+$/.test(lines[at + 1] ?? "") && lines[at + 1].includes("-")) {
      const head = cells(line);
      at += 2;
      const rows = take((l) => l.includes("|")).map(cells);
      out.push(
        h(
          "div",
          { class: "table-wrap" },
          h(
            "table",
            { class: "table" },
            h(
              "thead",
              null,
              h(
                "tr",
                null,
                head.map((cell) => h("th", { scope: "col" }, spans(cell))),
              ),
            ),
            h(
              "tbody",
              null,
              rows.map((row) =>
                h(
                  "tr",
                  null,
                  row.map((cell) => h("td", null, spans(cell))),
                ),
              ),
            ),
          ),
        ),
      );
    } else {
      const words = take((l) => l.trim() && !/^(#{1,6}\s|>|```)/.test(l) && !ITEM.test(l));
      out.push(
        h(
          "p",
          { dir: "auto" },
          words.flatMap((l, index) => (index ? [h("br"), ...spans(l)] : spans(l))),
        ),
      );
    }
  }
  return out;
}
