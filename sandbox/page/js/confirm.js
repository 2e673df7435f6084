/** Questions: "are you sure?", as a dialog over everything else. */

import { h } from "./dom.js";
import { keepInside } from "./focus.js";
import { icon } from "./icons.js";
import { state } from "./store.js";
import { textObject, words } from "./text.js";

/** The question that an element asks before it acts. */
export function confirmDialog() {
  const asked = state.confirm;
  if (!asked) return null;
  const { texts } = asked;
  const answer = (yes) => {
    asked.answer(yes);
    setTimeout(() => asked.from?.isConnected && asked.from.focus(), 30);
  };
  return h(
    "div",
    { class: "modal-layer confirm-layer", key: "confirm" },
    h("div", { class: "scrim" }),
    h(
      "section",
      {
        class: "modal confirm",
        role: "alertdialog",
        "aria-modal": "true",
        "aria-labelledby": "confirm-title",
        "aria-describedby": "confirm-text",
        onKeyDown: (event) => keepInside(event, event.currentTarget),
        mount: (el) => el.querySelector("[data-deny]").focus(),
      },
      h(
        "header",
        { class: "modal-head" },
        h("h2", { id: "confirm-title", class: "modal-title" }, words(texts.title)),
        h(
          "button",
          { type: "button", class: "icon-button", "aria-label": "Dismiss", onClick: () => answer(false) },
          icon("close"),
        ),
      ),
      h("div", { class: "modal-body", id: "confirm-text" }, confirmText(texts.text)),
      h(
        "footer",
        { class: "modal-foot" },
        h(
          "button",
          { type: "button", class: "button", "data-deny": true, onClick: () => answer(false) },
          words(texts.deny) || "Cancel",
        ),
        h(
          "button",
          {
            type: "button",
            class: `button button-${texts.style === "danger" ? "danger-solid" : "primary"}`,
            "data-confirm": true,
            onClick: () => answer(true),
          },
          words(texts.confirm) || "Confirm",
        ),
      ),
    ),
  );
}

const confirmText = (text) => h("div", { class: "words" }, textObject(text));

/** Escape: the question is answered with no. */
export function escapeConfirm() {
  if (!state.confirm) return false;
  const { from, answer } = state.confirm;
  answer(false);
  setTimeout(() => from?.isConnected && from.focus(), 30);
  return true;
}
