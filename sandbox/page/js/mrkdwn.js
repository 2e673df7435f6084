/**
 * Slack's mrkdwn as nodes. Whatever is not understood stays text; addresses other than the web's and mail are no links.
 */

import { h } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { channelChip, dateChip, link, userChip, wordChip } from "./chips.js";

const HOLD = "\ue000"; // the first of the private characters that stand for finished pieces
const PIECE = /[\ue000-\uf8ff]/;

/** Slack escapes three characters, and only those. */
export const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** @param {string} text @param {{verbatim?: boolean}} [options] @returns nodes */
export function mrkdwn(text, options = {}) {
  const clean = (text ?? "").replace(/[\ue000-\uf8ff]/g, "\ufffd");
  const out = [];
  clean.split(/```/).forEach((part, index, all) => {
    const closed = index < all.length - 1;
    if (index % 2 === 1 && closed) out.push(codeBlock(part));
    else if (part) out.push(...paragraphs((index % 2 ? "```" : "") + trimAround(part, index, all.length), options));
  });
  return out;
}

/** A line break next to a code block is the block's own. */
function trimAround(part, index, count) {
  let text = part;
  if (index > 0) text = text.replace(/^\n/, "");
  if (index < count - 1) text = text.replace(/\n$/, "");
  return text;
}

function codeBlock(part) {
  const text = part
    .replace(/^\n/, "")
    .replace(/<([^<>|]+)\|([^<>]*)>/g, "$2")
    .replace(/<((?:https?|mailto):[^<>]+)>/g, "$1");
  return h("pre", { class: "code-block" }, h("code", null, unescape(text)));
}

const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^(\s*)([•◦▪‣\-*]|\d+[.)]) (?=\S)/;

function paragraphs(text, options) {
  const out = [];
  const lines = text.split("\n");
  let breakBefore = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (/^(?:&gt;|>){3}/.test(line)) {
      const rest = [line.replace(/^(?:&gt;|>){3} ?/, ""), ...lines.slice(at + 1)].join("\n");
      out.push(h("blockquote", null, paragraphs(rest, options)));
      return out;
    }
    if (QUOTE.test(line)) {
      const quoted = [];
      while (at < lines.length && QUOTE.test(lines[at])) quoted.push(lines[at++].replace(QUOTE, ""));
      at -= 1;
      out.push(h("blockquote", null, paragraphs(quoted.join("\n"), options)));
      breakBefore = false;
      continue;
    }
    const bullet = BULLET.exec(line);
    if (bullet) {
      const depth = Math.min(3, Math.floor(bullet[1].length / 2));
      const mark = /\d/.test(bullet[2]) ? bullet[2] : bullet[2] === "◦" ? "◦" : "•";
      out.push(
        h(
          "span",
          { class: `line-item depth-${depth}` },
          h("span", { class: "line-mark" }, mark),
          " ",
          h("span", null, inline(line.slice(bullet[0].length), options)),
        ),
      );
      breakBefore = false;
      continue;
    }
    if (breakBefore) out.push(h("br"));
    out.push(...inline(line, options));
    breakBefore = true;
  }
  return out;
}

const TOKEN =
  /`([^`\n]+)`|<([^<>\s][^<>\n]*)>|:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?|((?:https?:\/\/|mailto:)[^\s<>|`]+)/g;

/** One line: pieces that are finished are held back, emphasis is found around them. */
function inline(text, options = {}) {
  const held = [];
  const keep = (node) => {
    held.push(node);
    return String.fromCharCode(HOLD.charCodeAt(0) + held.length - 1);
  };
  const flat = text.replace(TOKEN, (whole, code, angle, name, tone, bare) => {
    if (held.length > 6000) return whole;
    if (code !== undefined) return keep(h("code", { class: "code" }, unescape(withoutAngles(code))));
    if (angle !== undefined) {
      const node = angleToken(angle);
      return node ? keep(node) : whole;
    }
    if (name !== undefined) {
      const char = emoji(name, tone);
      return char
        ? keep(
            h("span", { class: "emoji", role: "img", "aria-label": name.replace(/_/g, " "), title: `:${name}:` }, char),
          )
        : whole;
    }
    if (options.verbatim) return whole;
    const tail = /(?:&gt;|&lt;|[.,;:!?)\]'"*_~])+$/.exec(bare)?.[0] ?? "";
    const address = bare.slice(0, bare.length - tail.length);
    return keep(link(unescape(address), unescape(address))) + tail;
  });
  return emphasis(flat, held);
}

const withoutAngles = (code) => code.replace(/<(?:[^<>|]+\|)?([^<>]*)>/g, "$1");

const mark = (char) => {
  const c = char === "*" ? "\\*" : char;
  return `(?<![\\p{L}\\p{N}${c}])${c}([^\\s${c}](?:[^${c}]*[^\\s${c}])?)${c}(?![\\p{L}\\p{N}${c}])`;
};
const MARKS = new RegExp(["*", "_", "~"].map(mark).join("|"), "u");

function emphasis(text, held) {
  const found = MARKS.exec(text);
  if (!found) return plain(text, held);
  const which = [1, 2, 3].find((n) => found[n] !== undefined);
  return [
    ...plain(text.slice(0, found.index), held),
    h(["strong", "em", "s"][which - 1], null, emphasis(found[which], held)),
    ...emphasis(text.slice(found.index + found[0].length), held),
  ];
}

function plain(text, held) {
  if (!PIECE.test(text)) return text ? [unescape(text)] : [];
  return text
    .split(/([\ue000-\uf8ff])/)
    .filter(Boolean)
    .map((part) => (PIECE.test(part) ? held[part.charCodeAt(0) - HOLD.charCodeAt(0)] : unescape(part)));
}

function angleToken(raw) {
  const cut = raw.indexOf("|");
  const head = cut < 0 ? raw : raw.slice(0, cut);
  const label = cut < 0 ? null : unescape(raw.slice(cut + 1));
  if (head.startsWith("@")) return userChip(head.slice(1), label);
  if (head.startsWith("#")) return channelChip(head.slice(1), label);
  if (head.startsWith("!date^")) {
    const [, seconds, pattern, address] = head.split("^");
    return dateChip(Number(seconds), pattern ?? "", label ?? "", address && unescape(address));
  }
  if (head.startsWith("!subteam^")) return wordChip(label ?? "@group");
  if (/^!(here|channel|everyone)$/.test(head)) return wordChip(`@${head.slice(1)}`);
  if (head.startsWith("!")) return label ? [label] : null;
  return link(unescape(head), label ? withEmoji(label) : unescape(head));
}
