/** What stands around the text of a composer: the offers, a command's usage, the shortcuts. */

import { runShortcut } from "./actions.js";
import { appAvatar } from "./avatar.js";
import { commandOf } from "./completion.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { isOpen, menu, popover, togglePop } from "./popover.js";
import { pick } from "./sending.js";
import { calledOf, state, update } from "./store.js";

/** Puts an offer in place of what was typed for it. */
export function accept(key, el, offer, from) {
  const before = `${el.value.slice(0, from)}${offer.insert} `;
  const text = before + el.value.slice(el.selectionStart).replace(/^ /, "");
  if (offer.token) pick(key, offer.insert, offer.token);
  el.value = text;
  el.focus();
  el.setSelectionRange(before.length, before.length);
  update((s) => {
    s.drafts.set(key, text);
    s.pop = null;
  });
}

export function offersList(key, popId, fieldId) {
  const pop = isOpen(popId) ? state.pop : null;
  return (
    pop &&
    popover(
      popId,
      {
        role: "listbox",
        "aria-label": "Suggestions",
        id: `${fieldId}-offers`,
        class: "options offers",
        side: "above",
        wide: "anchor",
      },
      pop.offers.map((o, index) =>
        h(
          "div",
          {
            role: "option",
            key: o.key,
            id: `${fieldId}-offer-${index}`,
            "aria-selected": index === pop.active,
            class: `option${index === pop.active ? " is-active" : ""}`,
            onMouseDown: (event) => event.preventDefault(),
            onClick: () => accept(key, document.getElementById(fieldId), o, pop.from),
          },
          o.mark,
          h(
            "span",
            { class: "option-words" },
            h("span", { dir: "auto" }, o.label),
            o.hint && h("span", { class: "option-hint", dir: "auto" }, o.hint),
          ),
          o.tail && h("span", { class: "option-tail" }, o.tail),
        ),
      ),
    )
  );
}

/** How the command that is being typed is used. */
export function usage(text) {
  const command = text.includes(" ") ? commandOf(text) : null;
  if (!command) return null;
  return h(
    "div",
    { class: "usage", key: "usage" },
    h("code", { class: "code" }, command.command),
    " ",
    h("span", { class: "usage-hint" }, command.usage_hint ?? ""),
    h("span", { class: "muted" }, command.description),
  );
}

export function shortcutMenu(popId) {
  const items = state.app.shortcuts
    .filter((s) => s.type === "global")
    .map((s) => ({
      label: s.name,
      hint: s.description,
      mark: appAvatar("tiny"),
      run: () => runShortcut(s.callback_id),
    }));
  return h(
    "span",
    { class: "anchored" },
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "data-anchor": true,
        "aria-label": "Shortcuts",
        title: "Shortcuts",
        "aria-haspopup": "menu",
        "aria-expanded": isOpen(popId),
        onClick: () => togglePop(popId),
      },
      icon("bolt"),
    ),
    menu(
      popId,
      "Shortcuts",
      items.length
        ? [{ title: `${state.app.name}'s shortcuts`, items }]
        : [{ items: [{ label: "This app has no shortcuts.", run: () => {} }] }],
      { side: "above" },
    ),
  );
}

export function broadcast(key, channelId) {
  const entry = state.channels.get(channelId);
  return (
    entry &&
    !entry.is_im &&
    h(
      "label",
      { class: "broadcast" },
      h("input", {
        type: "checkbox",
        checked: state.broadcast.has(key),
        onChange: (event) => update((s) => s.broadcast[event.target.checked ? "add" : "delete"](key)),
      }),
      `Also send to ${calledOf(entry)}`,
    )
  );
}
