/** Where one writes: Enter sends, Shift+Enter breaks the line, "/", "@", "#" and ":" offer what fits. */

import { act } from "./api.js";
import { runShortcut } from "./actions.js";
import { appAvatar } from "./avatar.js";
import { commandOf, encode, encodeCommand, offersFor } from "./completion.js";
import { slackbot } from "./data.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { isOpen, menu, popover, togglePop } from "./popover.js";
import { state, update, updateTyping } from "./store.js";
import { toast } from "./toasts.js";
import { noteTyped } from "./tour.js";

const MOST_HEIGHT = 240;
const picked = new Map(); // draft key -> Map("@Ada" -> "<@U1>")

const draftOf = (key) => state.drafts.get(key) ?? "";

function setDraft(key, text) {
  updateTyping((s) => s.drafts.set(key, text));
}

/** Sends a message or a command. What could not be sent comes back into the composer. */
async function send(key, channelId, threadTs) {
  const text = draftOf(key).trim();
  if (!text) return;
  const chosen = picked.get(key);
  update((s) => {
    s.drafts.delete(key);
    s.pop = null;
  });
  picked.delete(key);
  noteTyped(text);
  const answer = await (text.startsWith("/") ? runCommand(text, chosen, channelId, threadTs)
    : act("message", { channel: channelId, text: encode(text, chosen), ...(threadTs && { thread_ts: threadTs, broadcast: state.broadcast.has(key) }) }));
  if (answer.ok) update((s) => s.broadcast.delete(key));
  if (answer.ok) return;
  if (text.startsWith("/")) return slackbot(channelId, answer.message ?? "That command didn't work. Try again?", threadTs);
  toast(answer.message ?? "Your message wasn't sent. Try again?", "bad");
  if (!draftOf(key)) setDraft(key, text);
}

function runCommand(text, chosen, channelId, threadTs) {
  const [name] = text.split(/\s/, 1);
  if (!commandOf(text)) {
    return { ok: false, message: `\`${name}\` is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.` };
  }
  if (threadTs) return { ok: false, message: `\`${name}\` is not supported in threads. Sorry!` };
  return act("command", { channel: channelId, command: name, text: encodeCommand(text.slice(name.length).trim(), chosen) });
}

function grow(el) {
  el.style.height = "auto";
  el.style.height = `${Math.min(el.scrollHeight, MOST_HEIGHT)}px`;
}

/** Puts an offer in place of what was typed for it. */
function accept(key, el, offer, from) {
  const before = `${el.value.slice(0, from)}${offer.insert} `;
  const text = before + el.value.slice(el.selectionStart).replace(/^ /, "");
  if (offer.token) (picked.get(key) ?? picked.set(key, new Map()).get(key)).set(offer.insert, offer.token);
  el.value = text;
  el.focus();
  el.setSelectionRange(before.length, before.length);
  update((s) => {
    s.drafts.set(key, text);
    s.pop = null;
  });
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

function offersList(key, popId, fieldId) {
  const pop = isOpen(popId) ? state.pop : null;
  return pop && popover(popId, { role: "listbox", "aria-label": "Suggestions", id: `${fieldId}-offers`, class: "options offers", side: "above", wide: "anchor" },
    pop.offers.map((o, index) => h("div", { role: "option", key: o.key, id: `${fieldId}-offer-${index}`, "aria-selected": index === pop.active, class: `option${index === pop.active ? " is-active" : ""}`,
      onMouseDown: (event) => event.preventDefault(),
      onClick: () => accept(key, document.getElementById(fieldId), o, pop.from) },
      o.mark, h("span", { class: "option-words" }, h("span", { dir: "auto" }, o.label), o.hint && h("span", { class: "option-hint", dir: "auto" }, o.hint)),
      o.tail && h("span", { class: "option-tail" }, o.tail))));
}

function usage(text) {
  const command = text.includes(" ") ? commandOf(text) : null;
  if (!command) return null;
  return h("div", { class: "usage", key: "usage" }, h("code", { class: "code" }, command.command), " ", h("span", { class: "usage-hint" }, command.usage_hint ?? ""),
    h("span", { class: "muted" }, command.description));
}

function shortcutMenu(popId) {
  const items = state.app.shortcuts.filter((s) => s.type === "global").map((s) => ({
    label: s.name, hint: s.description, mark: appAvatar("tiny"), run: () => runShortcut(s.callback_id) }));
  return h("span", { class: "anchored" },
    h("button", { type: "button", class: "icon-button", "data-anchor": true, "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu", "aria-expanded": isOpen(popId), onClick: () => togglePop(popId) }, icon("bolt")),
    menu(popId, "Shortcuts", items.length ? [{ title: `${state.app.name}'s shortcuts`, items }] : [{ items: [{ label: "This app has no shortcuts.", run: () => {} }] }], { side: "above" }));
}

function broadcast(key, channelId) {
  const entry = state.channels.get(channelId);
  return entry && !entry.is_im && h("label", { class: "broadcast" },
    h("input", { type: "checkbox", checked: state.broadcast.has(key), onChange: (event) => update((s) => s.broadcast[event.target.checked ? "add" : "delete"](key)) }), `Also send to #${entry.name}`);
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
    el.setRangeText(sign === "/" ? sign : `${el.value && !/\s$/.test(el.value.slice(0, el.selectionStart)) ? " " : ""}${sign}`, el.selectionStart, el.selectionEnd, "end");
    offer(key, popId, el);
  };
  const open = isOpen(popId);
  return h("form", { key: `composer-${key}`, class: "composer", onSubmit: (event) => {
    event.preventDefault();
    submit();
  } },
    usage(text),
    h("div", { class: "composer-box" },
      h("textarea", { id: fieldId, rows: "1", dir: "auto", "aria-label": label, placeholder: label, value: text, role: open ? "combobox" : null, "aria-expanded": open ? "true" : null,
        "aria-controls": open ? `${fieldId}-offers` : null, "aria-autocomplete": "list", "aria-activedescendant": open ? `${fieldId}-offer-${state.pop.active}` : null, "data-anchor": true,
        onInput: (event) => offer(key, popId, event.target), onKeyDown: (event) => keys(event, { key, popId, submit }), after: grow,
        onBlur: () => setTimeout(() => isOpen(popId) && document.activeElement?.id !== fieldId && update((s) => (s.pop = null)), 120) }),
      offersList(key, popId, fieldId)),
    h("div", { class: "composer-tools" },
      !threadTs && shortcutMenu(`shortcuts-${key}`),
      !threadTs && h("button", { type: "button", class: "icon-button", "aria-label": "Use a command", title: "Use a command", onClick: put("/") }, icon("slash")),
      h("button", { type: "button", class: "icon-button", "aria-label": "Mention someone", title: "Mention someone", onClick: put("@") }, icon("at")),
      threadTs && broadcast(key, channelId),
      h("span", { class: "grow" }),
      h("span", { class: "composer-keys", "aria-hidden": "true" }, "Shift + Enter for a new line"),
      h("button", { type: "submit", class: `send${text.trim() ? " is-ready" : ""}`, "aria-label": "Send", title: "Send", disabled: !text.trim() }, icon("send"))));
}
