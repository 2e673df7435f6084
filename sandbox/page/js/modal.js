/** Modals: the top view of the stack, with what keeps keyboard and eyes inside it. */

import { closeView, flush, submitView } from "./actions.js";
import { appAvatar } from "./avatar.js";
import { blockNodes } from "./blocks.js";
import { h } from "./dom.js";
import { icon, spinner } from "./icons.js";
import { textObject, words } from "./text.js";
import { state, update } from "./store.js";

const REACHABLE = 'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea, select, [contenteditable="true"], [tabindex="0"]';
let opener = null; // what had focus before the first view opened

/** The form of a view. */
export const viewScope = (view) => ({
  key: `view:${view.id}`, kind: "view", container: { type: "view", view_id: view.id }, blocks: view.blocks, values: view.state?.values, errors: state.errors.get(view.id),
});

/** Keeps Tab inside `el`. */
export function keepInside(event, el) {
  if (event.key !== "Tab") return;
  const stops = [...el.querySelectorAll(REACHABLE)].filter((stop) => stop.offsetParent !== null || stop === document.activeElement);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (!stops.length || (document.activeElement !== edge && el.contains(document.activeElement) && document.activeElement !== el)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

function focusFirst(el) {
  if (el.contains(document.activeElement) && document.activeElement !== el) return;
  const body = el.querySelector(".modal-body");
  const wanted = body.querySelector("[data-focus]") ?? body.querySelector(".block-input :is(input, textarea, [contenteditable])");
  (wanted ?? el).focus({ preventScroll: !wanted });
}

function arrive(el) {
  opener ??= document.activeElement === document.body || el.contains(document.activeElement) ? null : document.activeElement;
  focusFirst(el);
}

function leave() {
  setTimeout(() => {
    if (document.querySelector(".modal") || !opener) return;
    if (opener.isConnected) opener.focus();
    opener = null;
  }, 30);
}

/** Escape: the top view goes, the one below stays. */
export function escapeModal() {
  const view = state.views.at(-1);
  if (!view) return false;
  closeView(view, viewScope(view), false);
  return true;
}

export function modal() {
  const view = state.views.at(-1);
  if (!view) return null;
  const scope = viewScope(view);
  const busy = state.busy.has(view.id);
  const submit = () => submitView(view, scope);
  const deep = state.views.length > 1;
  const keys = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else keepInside(event, event.currentTarget);
  };
  const trouble = state.trouble.get(view.id);
  const titleId = `title-${view.id}`;
  return h("div", { class: "modal-layer", key: "modal-layer" },
    h("div", { class: "scrim" }),
    h("section", { key: view.id, class: `modal${deep ? " is-pushed" : ""}`, role: "dialog", "aria-modal": "true", "aria-labelledby": titleId, tabindex: "-1",
      "data-view-id": view.id, "data-callback-id": view.callback_id, "data-depth": state.views.length, onKeyDown: keys, mount: arrive, unmount: leave },
      h("header", { class: "modal-head", key: "head" },
        deep ? h("button", { type: "button", class: "icon-button", "aria-label": "Back", onClick: () => closeView(view, scope, false) }, icon("back")) : appAvatar("small"),
        h("h2", { id: titleId, class: "modal-title", dir: "auto" }, words(view.title)),
        h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", title: "Dismiss", onClick: () => closeView(view, scope, true) }, icon("close"))),
      h("div", { class: "modal-body", key: "body", onFocusOut: () => flush(scope) }, h("div", { class: "blocks" }, blockNodes(scope, { onEnter: submit }))),
      trouble && h("div", { class: "modal-trouble", role: "alert", key: "trouble" }, icon("alert"), h("span", { dir: "auto" }, trouble),
        h("button", { type: "button", class: "icon-button small", "aria-label": "Hide this notice", onClick: () => update((s) => s.trouble.delete(view.id)) }, icon("close"))),
      h("footer", { class: "modal-foot", key: "foot" },
        h("button", { type: "button", class: "button", onClick: () => closeView(view, scope, false) }, view.close ? words(view.close) : view.submit ? "Cancel" : "Close"),
        view.submit && h("button", { type: "button", class: `button button-primary${busy ? " is-busy" : ""}`, "data-submit": true, "aria-busy": busy || null, disabled: Boolean(view.submit_disabled), onClick: submit },
          h("span", { class: "button-label" }, words(view.submit)), busy && spinner()))));
}

/** The question that an element asks before it acts. */
export function confirmDialog() {
  const asked = state.confirm;
  if (!asked) return null;
  const { texts } = asked;
  const answer = (yes) => {
    asked.answer(yes);
    setTimeout(() => asked.from?.isConnected && asked.from.focus(), 30);
  };
  return h("div", { class: "modal-layer confirm-layer", key: "confirm" }, h("div", { class: "scrim" }),
    h("section", { class: "modal confirm", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "confirm-title", "aria-describedby": "confirm-text",
      onKeyDown: (event) => keepInside(event, event.currentTarget), mount: (el) => el.querySelector("[data-deny]").focus() },
      h("header", { class: "modal-head" }, h("h2", { id: "confirm-title", class: "modal-title", dir: "auto" }, words(texts.title)),
        h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onClick: () => answer(false) }, icon("close"))),
      h("div", { class: "modal-body", id: "confirm-text", dir: "auto" }, confirmText(texts.text)),
      h("footer", { class: "modal-foot" },
        h("button", { type: "button", class: "button", "data-deny": true, onClick: () => answer(false) }, words(texts.deny) || "Cancel"),
        h("button", { type: "button", class: `button button-${texts.style === "danger" ? "danger-solid" : "primary"}`, "data-confirm": true, onClick: () => answer(true) }, words(texts.confirm) || "Confirm"))));
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
