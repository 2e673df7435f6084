/** Short notices that go away by themselves. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { state, unique, update } from "./store.js";

const SHOWN_MS = 6000;

/** @param {string} text @param {"plain"|"bad"} [kind] */
export function toast(text, kind = "plain") {
  const entry = { id: unique("toast"), text, kind };
  update((s) => s.toasts.push(entry));
  setTimeout(() => drop(entry.id), SHOWN_MS);
}

function drop(id) {
  update((s) => {
    s.toasts = s.toasts.filter((t) => t.id !== id);
  });
}

export function toasts() {
  return h(
    "div",
    { class: "toasts", role: "status", "aria-live": "polite" },
    state.toasts.map((t) =>
      h(
        "div",
        { key: t.id, class: `toast toast-${t.kind}` },
        t.kind === "bad" && icon("alert"),
        h("span", { dir: "auto" }, t.text),
        h(
          "button",
          { type: "button", class: "icon-button small", "aria-label": "Hide this notice", onClick: () => drop(t.id) },
          icon("close"),
        ),
      ),
    ),
  );
}
