/** A value as JSON one can read and fold. */

import { h } from "./dom.js";

const OPEN_DEPTH = 3;

const leaf = (value) =>
  h("span", { class: `json-${value === null ? "null" : typeof value}`, dir: "auto" }, JSON.stringify(value));

/** @param {any} value @param {string} key a path, so that what is folded stays folded */
export function json(value, key = "$", name = null, depth = 0) {
  const label = name !== null && h("span", { class: "json-key" }, `${name}: `);
  if (value === null || typeof value !== "object") return h("div", { class: "json-row", key }, label, leaf(value));
  const entries = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (!entries.length) return h("div", { class: "json-row", key }, label, open + close);
  return h(
    "details",
    { class: "json", key, mount: (el) => (el.open = depth < OPEN_DEPTH) },
    h("summary", null, label, h("span", { class: "muted" }, `${open} ${entries.length} ${close}`)),
    entries.map(([inner, item]) => json(item, `${key}.${inner}`, inner, depth + 1)),
  );
}
