/** Where one writes: Enter sends, Shift+Enter breaks the line, "/", "@", "#" and ":" offer what fits. */

import { offersFor } from "./completion.js";
import { accept, broadcast, offersList, shortcutMenu, usage } from "./composerparts.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { isOpen } from "./popover.js";
import { draftOf, send } from "./sending.js";
import { state, update, updateTyping } from "./store.js";

const MOST_HEIGHT = 240;

function grow(el) {
  el.style.height = "auto";
  el.style.height = `${Math.min(el.scrollHeight, MOST_HEIGHT)}px`;
}

function offer(key, popId, el) {
  const found = offersFor(el.value.slice(0, el.selectionStart));
  const draw = state.pop && state.pop.id !== popId ? update : updateTyping; // an open list may be a message's
  draw((s) => {
    s.drafts.set(key, el.value);
    if (found) s.pop = { id: popId, ...found, active: 0 };
    else if (s.pop?.id === popId) s.pop = null;
  });
}

function keys(event, { key, popId, submit }) {
  if (event.isComposing) return;
  const pop = isOpen(popId) ? state.pop : null;
  const el = event.target;
  if (pop) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      return updateTyping(() => (pop.active = (pop.active + step + pop.offers.length) % pop.offers.length));
    }
    const choice = pop.offers[pop.active];
    const whole = pop.offers.some((o) => o.insert === pop.typed); // all of it is typed already: Enter sends
    if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !whole)) {
      event.preventDefault();
      return accept(key, el, choice, pop.from);
    }
  }
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  }
  return undefined;
}

/** @param {string|null} threadTs the thread that is written to */
export function composer(channelId, threadTs, label) {
  const key = threadTs ? `${channelId}/${threadTs}` : channelId;
  const fieldId = `write-${key.replace(/\W/g, "-")}`;
  const popId = `offers-${key}`;
  const text = draftOf(key);
  const submit = () => send(key, channelId, threadTs);
  const put = (sign) => () => {
    const el = document.getElementById(fieldId);
    el.focus();
    el.setRangeText(
      sign === "/" ? sign : `${el.value && !/\s$/.test(el.value.slice(0, el.selectionStart)) ? " " : ""}${sign}`,
      el.selectionStart,
      el.selectionEnd,
      "end",
    );
    offer(key, popId, el);
  };
  const open = isOpen(popId);
  return h(
    "form",
    {
      key: `composer-${key}`,
      class: "composer",
      onSubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    usage(text),
    h(
      "div",
      { class: "composer-box" },
      h("textarea", {
        id: fieldId,
        rows: "1",
        dir: "auto",
        "aria-label": label,
        placeholder: label,
        value: text,
        role: open ? "combobox" : null,
        "aria-expanded": open ? "true" : null,
        "aria-controls": open ? `${fieldId}-offers` : null,
        "aria-autocomplete": "list",
        "aria-activedescendant": open ? `${fieldId}-offer-${state.pop.active}` : null,
        "data-anchor": true,
        onInput: (event) => offer(key, popId, event.target),
        onKeyDown: (event) => keys(event, { key, popId, submit }),
        after: grow,
        onBlur: () =>
          setTimeout(
            () => isOpen(popId) && document.activeElement?.id !== fieldId && update((s) => (s.pop = null)),
            120,
          ),
      }),
      offersList(key, popId, fieldId),
    ),
    h(
      "div",
      { class: "composer-tools" },
      !threadTs && shortcutMenu(`shortcuts-${key}`),
      !threadTs &&
        h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": "Use a command",
            title: "Use a command",
            onClick: put("/"),
          },
          icon("slash"),
        ),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Mention someone",
          title: "Mention someone",
          onClick: put("@"),
        },
        icon("at"),
      ),
      threadTs && broadcast(key, channelId),
      h("span", { class: "grow" }),
      h("span", { class: "composer-keys", "aria-hidden": "true" }, "Shift + Enter for a new line"),
      h(
        "button",
        {
          type: "submit",
          class: `send${text.trim() ? " is-ready" : ""}`,
          "aria-label": "Send",
          title: "Send",
          disabled: !text.trim(),
        },
        icon("send"),
      ),
    ),
  );
}
