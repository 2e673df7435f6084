/** Modals: the top view of the stack, with what keeps keyboard and eyes inside it. */

import { closeView, flush, submitView } from "./actions.js";
import { appAvatar } from "./avatar.js";
import { blockNodes } from "./blocks.js";
import { h } from "./dom.js";
import { keepInside } from "./focus.js";
import { icon, spinner } from "./icons.js";
import { words } from "./text.js";
import { state, update } from "./store.js";

let opener = null; // what had focus before the first view opened
const PAGES = { PageDown: 0.9, PageUp: -0.9, " ": 0.9, ArrowDown: 0.1, ArrowUp: -0.1 }; // while no field has the keys

/** The form of a view. */
const viewScope = (view) => ({
  key: `view:${view.id}`,
  kind: "view",
  container: { type: "view", view_id: view.id },
  blocks: view.blocks,
  values: view.state?.values,
  errors: state.errors.get(view.id),
});

/** The first input, if it is in sight: a window that has something to read before it begins at its top. */
function focusFirst(el) {
  if (el.contains(document.activeElement) && document.activeElement !== el) return;
  const body = el.querySelector(".modal-body");
  const first = body.querySelector(".block-input :is(input, textarea, [contenteditable])");
  const inSight = first && first.getBoundingClientRect().bottom <= body.getBoundingClientRect().bottom;
  const wanted = body.querySelector("[data-focus]") ?? (inSight ? first : null);
  (wanted ?? el).focus({ preventScroll: !wanted });
}

function arrive(el) {
  opener ??=
    document.activeElement === document.body || el.contains(document.activeElement) ? null : document.activeElement;
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
    } else if (event.target === event.currentTarget && event.key in PAGES) {
      const body = event.currentTarget.querySelector(".modal-body");
      event.preventDefault();
      body.scrollBy({ top: PAGES[event.key] * body.clientHeight });
    } else keepInside(event, event.currentTarget);
  };
  const trouble = state.trouble.get(view.id);
  const titleId = `title-${view.id}`;
  return h(
    "div",
    { class: "modal-layer", key: "modal-layer" },
    h("div", { class: "scrim" }),
    h(
      "section",
      {
        key: view.id,
        class: `modal${deep ? " is-pushed" : ""}`,
        role: "dialog",
        "aria-modal": "true",
        "aria-labelledby": titleId,
        tabindex: "-1",
        "data-view-id": view.id,
        "data-callback-id": view.callback_id,
        "data-depth": state.views.length,
        onKeyDown: keys,
        mount: arrive,
        unmount: leave,
      },
      h(
        "header",
        { class: "modal-head", key: "head" },
        deep
          ? h(
              "button",
              {
                type: "button",
                class: "icon-button",
                "aria-label": "Back",
                onClick: () => closeView(view, scope, false),
              },
              icon("back"),
            )
          : appAvatar("small"),
        h("h2", { id: titleId, class: "modal-title" }, words(view.title)),
        h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": "Dismiss",
            title: "Dismiss",
            onClick: () => closeView(view, scope, true),
          },
          icon("close"),
        ),
      ),
      h(
        "div",
        { class: "modal-body", key: "body", onFocusOut: () => flush(scope) },
        h("div", { class: "blocks" }, blockNodes(scope, { onEnter: submit })),
      ),
      trouble &&
        h(
          "div",
          { class: "modal-trouble", role: "alert", key: "trouble" },
          icon("alert"),
          h("span", { dir: "auto" }, trouble),
          h(
            "button",
            {
              type: "button",
              class: "icon-button small",
              "aria-label": "Hide this notice",
              onClick: () => update((s) => s.trouble.delete(view.id)),
            },
            icon("close"),
          ),
        ),
      h(
        "footer",
        { class: "modal-foot", key: "foot" },
        h(
          "button",
          { type: "button", class: "button", onClick: () => closeView(view, scope, false) },
          view.close ? words(view.close) : view.submit ? "Cancel" : "Close",
        ),
        view.submit &&
          h(
            "button",
            {
              type: "button",
              class: `button button-primary${busy ? " is-busy" : ""}`,
              "data-submit": true,
              "aria-busy": busy || null,
              disabled: Boolean(view.submit_disabled),
              onClick: submit,
            },
            h("span", { class: "button-label" }, words(view.submit)),
            busy && spinner(),
          ),
      ),
    ),
  );
}
