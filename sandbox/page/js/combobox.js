/**
 * The searchable list behind every select: a text field that filters, a list that arrow keys walk.
 * @typedef {{key: string, text: string, hint?: string, mark?: any, raw: any}} Option
 * @typedef {{label: string|null, options: Option[]}} Group
 */

import { h } from "./dom.js";
import { icon, spinner } from "./icons.js";
import { closePop, isOpen, openPop, popover } from "./popover.js";
import { state, update } from "./store.js";

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Options whose text or hint has every word of the query: those whose words begin with it first, found by hint last. */
export function filterGroups(groups, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const fits = (o) => words.every((word) => fold(`${o.text} ${o.hint ?? ""}`).includes(word));
  const rank = ({ text }) => {
    if (words.every((word) => ` ${fold(text)}`.includes(` ${word}`))) return 0;
    return words.every((word) => fold(text).includes(word)) ? 1 : 2;
  };
  const found = (options) => options.filter(fits).sort((a, b) => rank(a) - rank(b));
  return groups.map((g) => ({ ...g, options: found(g.options) })).filter((g) => g.options.length);
}

/**
 * @param {object} c
 * @param {string} c.id unique on the page
 * @param {Option[]} c.selected
 * @param {boolean} c.multi
 * @param {(query: string) => Group[]|null} c.groups what the list shows; null while it is being fetched
 * @param {(query: string) => void} [c.onQuery] called on opening and on typing
 * @param {string} [c.empty] the sentence of an empty list
 * @param {(options: Option[]) => void} c.onPick all that is selected now
 * @param {object} c.attributes names and hooks of the field
 */
export function combobox(c) {
  const open = isOpen(c.id);
  const query = open ? state.pop.query : "";
  const groups = open ? c.groups(query) : [];
  const flat = (groups ?? []).flatMap((g) => g.options);
  const active = open ? Math.min(state.pop.active, flat.length - 1) : -1;
  const taken = new Set(c.selected.map((o) => o.key));

  const show = (text = "") => {
    const at =
      c
        .groups(text)
        ?.flatMap((g) => g.options)
        .findIndex((o) => taken.has(o.key)) ?? 0;
    openPop(c.id, { query: text, active: text ? 0 : Math.max(0, at) });
    c.onQuery?.(text);
  };
  const pick = (option) => {
    if (!c.multi) {
      closePop(c.id);
      return c.onPick([option]);
    }
    if (taken.has(option.key)) c.onPick(c.selected.filter((o) => o.key !== option.key));
    else if (!c.max || c.selected.length < c.max) c.onPick([...c.selected, option]);
    update((s) => {
      if (s.pop?.id === c.id) s.pop.query = "";
    });
    c.onQuery?.("");
  };
  const type = (event) => {
    const text = event.target.value;
    if (!open) return show(text);
    update((s) => Object.assign(s.pop, { query: text, active: 0 }));
    c.onQuery?.(text);
  };
  const key = (event) => keys(event, { c, open, flat, active, pick, show });

  const single = !c.multi && c.selected[0];
  return h(
    "div",
    {
      class: `combo${c.multi ? " combo-multi" : ""}${open ? " is-open" : ""}`,
      "data-anchor": true,
      onClick: (event) => {
        event.currentTarget.querySelector("input").focus();
        if (!open) show();
      },
    },
    c.mark,
    c.multi && c.selected.map((o) => chip(c, o)),
    !c.multi && single?.mark && !open ? single.mark : null,
    h("input", {
      ...c.attributes,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      "aria-expanded": open,
      "aria-controls": `${c.id}-list`,
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-activedescendant": active >= 0 ? `${c.id}-${active}` : null,
      value: open ? query : single ? single.text : "",
      placeholder: single ? single.text : c.selected.length ? "" : c.placeholder,
      onInput: type,
      onKeyDown: key,
      onBlur: (event) => leave(event, c.id),
    }),
    !c.multi &&
      c.clearable &&
      single &&
      !open &&
      h(
        "button",
        {
          type: "button",
          class: "combo-clear",
          "aria-label": "Clear",
          onClick: (event) => {
            event.stopPropagation();
            c.onPick([]);
          },
        },
        icon("close"),
      ),
    h(
      "span",
      {
        class: "combo-arrow",
        onClick: (event) => {
          if (!open) return;
          event.stopPropagation();
          closePop(c.id);
        },
      },
      icon("down"),
    ),
    list(c, { groups, active, taken, pick }),
  );
}

function leave(event, id) {
  if (event.relatedTarget && !event.currentTarget.parentElement.contains(event.relatedTarget)) closePop(id);
}

function chip(c, option) {
  return h(
    "span",
    { class: "combo-chip", key: option.key },
    option.mark,
    h("bdi", { dir: "auto" }, option.text),
    h(
      "button",
      {
        type: "button",
        "aria-label": `Remove ${option.text}`,
        onClick: (event) => {
          event.stopPropagation();
          closePop(c.id);
          c.onPick(c.selected.filter((o) => o.key !== option.key));
        },
      },
      icon("close"),
    ),
  );
}

function keys(event, { c, open, flat, active, pick, show }) {
  if (event.isComposing) return;
  const walk = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 }[event.key];
  if (walk !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    if (!open) return show();
    const target =
      Math.abs(walk - active) > 1 ? Math.max(0, Math.min(flat.length - 1, walk)) : (walk + flat.length) % flat.length;
    return flat.length && update((s) => (s.pop.active = target));
  }
  if (event.key === "Enter") {
    event.preventDefault();
    event.stopPropagation();
    if (!open) show();
    else if (flat[active]) pick(flat[active]);
  } else if (event.key === "Backspace" && c.multi && !event.target.value && c.selected.length) {
    c.onPick(c.selected.slice(0, -1));
  } else if (event.key === "Tab") closePop(c.id);
}

function list(c, { groups, active, taken, pick }) {
  let at = -1;
  const one = (option) => {
    at += 1;
    const mine = at;
    return h(
      "div",
      {
        id: `${c.id}-${mine}`,
        role: "option",
        key: option.key,
        "aria-selected": taken.has(option.key),
        "data-value": option.key,
        class: `option${mine === active ? " is-active" : ""}`,
        onMouseDown: (event) => event.preventDefault(),
        onClick: (event) => {
          event.stopPropagation();
          pick(option);
        },
      },
      option.mark,
      h(
        "span",
        { class: "option-words" },
        h("span", { dir: "auto" }, option.text),
        option.hint && h("span", { class: "option-hint", dir: "auto" }, option.hint),
      ),
      taken.has(option.key) && icon("check"),
    );
  };
  const body =
    groups === null
      ? h("div", { class: "option-note" }, spinner(), "Looking…")
      : groups.length === 0
        ? h("div", { class: "option-note" }, c.empty ?? "No matching results")
        : groups.map((g) =>
            g.label
              ? h(
                  "div",
                  { role: "group", "aria-label": g.label },
                  h("div", { class: "option-group", "aria-hidden": "true" }, g.label),
                  g.options.map(one),
                )
              : g.options.map(one),
          );
  return popover(
    c.id,
    {
      id: `${c.id}-list`,
      role: "listbox",
      "aria-label": "Options",
      "aria-multiselectable": c.multi || null,
      class: "options",
      wide: "anchor",
    },
    body,
  );
}
