/**
 * The one thing that hangs open: a menu, a list of options, a calendar. It stands in the top layer, beside its anchor.
 */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { state, update } from "./store.js";

const GAP = 6;

export const isOpen = (id) => state.pop?.id === id;

/** @param {string} id @param {object} [data] whatever the popover keeps while it is open */
export function openPop(id, data = {}) {
  update((s) => {
    s.pop = { id, ...data };
  });
}

export function closePop(id) {
  if (!state.pop || (id && state.pop.id !== id)) return;
  update((s) => {
    s.pop = null;
  });
}

export const togglePop = (id, data) => (isOpen(id) ? closePop(id) : openPop(id, data));

const anchorOf = (el) =>
  el.parentElement.matches("[data-anchor]")
    ? el.parentElement
    : (el.parentElement.querySelector("[data-anchor]") ?? el.previousElementSibling);

function position(el) {
  const anchor = anchorOf(el);
  if (!anchor) return;
  const at = anchor.getBoundingClientRect();
  const frame = el.closest(".client")?.getBoundingClientRect() ?? document.documentElement.getBoundingClientRect();
  const bottom = Math.min(frame.bottom, innerHeight) - GAP;
  const top = Math.max(frame.top, 0) + GAP;
  if (el.dataset.wide === "anchor") el.style.minWidth = `${Math.min(at.width, frame.width - 2 * GAP)}px`;
  el.style.maxWidth = `${frame.width - 2 * GAP}px`;
  const room = { below: bottom - at.bottom - GAP, above: at.top - GAP - top };
  const { scrollTop } = el;
  el.style.maxHeight = "";
  const natural = el.scrollHeight + 2;
  const above = el.dataset.side === "above" ? room.above > 120 : natural > room.below && room.above > room.below;
  const limit = Math.max(120, Math.min(360, above ? room.above : room.below));
  if (natural > limit) el.style.maxHeight = `${limit}px`;
  const height = Math.min(natural, limit);
  const width = el.offsetWidth;
  const left = el.dataset.align === "end" ? at.right - width : at.left;
  el.style.left = `${Math.max(frame.left + GAP, Math.min(left, Math.min(frame.right, innerWidth) - width - GAP))}px`;
  el.scrollTop = scrollTop;
  showActive(el);
  el.style.top = `${above ? at.top - GAP - height : Math.min(at.bottom + GAP, bottom - height)}px`;
}

/** Brings the option that the keyboard is on into sight, when it has moved. */
function showActive(el) {
  const active = el.querySelector(".is-active");
  if (!active || el.__active === active.id) return;
  el.__active = active.id;
  const room = active.getBoundingClientRect();
  const frame = el.getBoundingClientRect();
  if (room.top < frame.top) el.scrollTop -= frame.top - room.top + GAP;
  else if (room.bottom > frame.bottom) el.scrollTop += room.bottom - frame.bottom + GAP;
}

/**
 * The open popover, or nothing. Its anchor is the sibling marked `data-anchor`, or the one before it.
 * @param {{align?: "start"|"end", side?: "above", wide?: "anchor"}} props and any attribute
 */
export function popover(id, { align, side, wide, class: name = "", ...props }, ...children) {
  if (!isOpen(id)) return null;
  return h(
    "div",
    {
      ...props,
      class: `pop ${name}`,
      popover: "manual",
      "data-align": align,
      "data-side": side,
      "data-wide": wide,
      mount: (el) => {
        el.showPopover();
        position(el);
        props.mount?.(el);
      },
      after: (el) => {
        position(el);
        props.after?.(el);
      },
    },
    ...children,
  );
}

/** @typedef {{label: any, hint?: string, mark?: any, danger?: boolean, checked?: boolean, run: () => void}} Item */

/**
 * A menu: arrow keys walk it, Tab leaves it.
 * @param {{title?: string, items: Item[]}[]} groups
 */
export function menu(id, label, groups, options = {}) {
  const pick = (item) => () => {
    closePop(id);
    item.run();
  };
  const one = (item) =>
    h(
      "button",
      {
        type: "button",
        role: item.checked === undefined ? "menuitem" : "menuitemradio",
        tabindex: "-1",
        "aria-checked": item.checked,
        class: item.danger ? "menu-item danger" : "menu-item",
        onClick: pick(item),
        ...item.props,
      },
      item.mark,
      h(
        "span",
        { class: "menu-words" },
        h("span", { class: "menu-label", dir: "auto" }, item.label),
        item.hint && h("span", { class: "menu-hint", dir: "auto" }, item.hint),
      ),
      item.checked && icon("check"),
    );
  return popover(
    id,
    {
      role: "menu",
      "aria-label": label,
      class: "menu",
      ...options,
      onKeyDown: walkMenu,
      mount: (el) => (el.querySelector('[aria-checked="true"]') ?? el.querySelector(".menu-item"))?.focus(),
    },
    groups
      .filter((g) => g.items.length)
      .map((g) =>
        h(
          "div",
          { role: "group", "aria-label": g.title, class: "menu-group" },
          g.title && h("div", { class: "menu-title", "aria-hidden": "true" }, g.title),
          g.items.map(one),
        ),
      ),
  );
}

function walkMenu(event) {
  const items = [...event.currentTarget.querySelectorAll(".menu-item")];
  const at = items.indexOf(document.activeElement);
  const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") return closePop();
  if (step === undefined) return;
  event.preventDefault();
  items[(step + items.length) % items.length]?.focus();
}

/** Closes what is open when one presses elsewhere, and keeps it beside its anchor when things move. */
export function watchPopovers() {
  document.addEventListener(
    "pointerdown",
    (event) => {
      const open = document.querySelector(".pop:popover-open");
      if (open && state.pop && !open.parentElement.contains(event.target)) closePop();
    },
    true,
  );
  const follow = (event) => {
    const open = document.querySelector(".pop:popover-open");
    if (open && !open.contains(event.target)) position(open);
  };
  addEventListener("scroll", follow, true);
  addEventListener("resize", follow);
}

/** Closes the popover and gives focus back to what opened it. @returns whether there was one */
export function escapePop() {
  if (!state.pop) return false;
  const open = document.querySelector(".pop:popover-open");
  const anchor = open && anchorOf(open);
  closePop();
  (anchor?.matches("button, input, textarea, a") ? anchor : anchor?.querySelector("button, input, textarea"))?.focus();
  return true;
}
