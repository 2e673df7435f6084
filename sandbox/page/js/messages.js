/** A conversation's messages: days divided, neighbours grouped, the newest in sight, the unread marked. */

import { loadHistory } from "./data.js";
import { h } from "./dom.js";
import { author, messageNode } from "./message.js";
import { state } from "./store.js";
import { dayOf, dayTitle } from "./time.js";

const GROUP_SECONDS = 300; // the same author within five minutes goes on without a head
const NEAR_END = 80; // pixels from the end that still count as being there

function goesOn(before, message) {
  return (
    before &&
    !before.ephemeral === !message.ephemeral &&
    before.subtype === message.subtype &&
    !before.reply_count &&
    author(before).id === author(message).id &&
    author(before).name === author(message).name &&
    Number(message.ts) - Number(before.ts) < GROUP_SECONDS
  );
}

let drawn = {}; // the nodes made last, and what they were made from

/** A conversation's nodes, made anew only when something has changed that a message may show: typing costs nothing. */
function keptNodes(channelId, list, newFrom) {
  const { version } = state;
  if (drawn.version !== version || drawn.list !== list)
    drawn = { version, list, nodes: messageNodes(channelId, list, { newFrom }) };
  return drawn.nodes;
}

/** Dividers and messages. @param {string|null} newFrom ts of the first unread message */
export function messageNodes(channelId, list, { newFrom = null, inThread = false } = {}) {
  const out = [];
  let before = null;
  for (const message of list) {
    const newDay = !before || dayOf(Number(before.ts)) !== dayOf(Number(message.ts));
    if (newDay)
      out.push(
        h(
          "div",
          { key: `day-${message.ts}`, class: "divider", role: "separator" },
          h("span", null, dayTitle(Number(message.ts))),
        ),
      );
    const isNew = message.ts === newFrom;
    if (isNew)
      out.push(h("div", { key: "new", class: "divider divider-new", role: "separator" }, h("span", null, "New")));
    out.push(messageNode(channelId, message, { grouped: !newDay && !isNew && goesOn(before, message), inThread }));
    before = message;
  }
  return out;
}

/** Keeps the end in sight when one is there already; holds still when one reads further up. */
export function stickToEnd(el, key) {
  const last = el.__stick?.key === key ? el.__stick : { near: true };
  el.__stick = { ...last, key };
  const older = last.first && last.first !== firstTs(el) && el.scrollHeight > last.height;
  if (last.near && !(older && last.begun === newestOf(el)?.dataset.ts)) showNewest(el);
  else if (older) moveTo(el, el.scrollTop + el.scrollHeight - last.height);
  Object.assign(el.__stick, { height: el.scrollHeight, first: firstTs(el) });
  el.__watch ??= watch(el);
}

/** The end; of a message that is longer than the pane the beginning, once: it is read from there. */
function showNewest(el) {
  const newest = newestOf(el);
  if (!newest || newest.offsetHeight <= el.clientHeight) el.scrollTop = el.scrollHeight;
  else if (el.__stick.begun !== newest.dataset.ts) {
    moveTo(el, el.scrollTop + newest.getBoundingClientRect().top - el.getBoundingClientRect().top);
    el.__stick.begun = newest.dataset.ts;
  }
}

/** Scrolls there; as long as nobody moves it from there by hand, what comes next is shown. */
function moveTo(el, top) {
  el.scrollTop = top;
  el.__stick.put = el.scrollTop;
}

/** Whoever writes or commands something sees what comes of it, wherever they were reading. */
export function followNews(channelId) {
  for (const el of document.querySelectorAll(`.messages[data-channel="${CSS.escape(channelId)}"]`)) {
    el.scrollTop = el.scrollHeight;
    el.__stick.near = true;
  }
}

const newestOf = (el) => [...el.querySelectorAll("[data-ts]")].at(-1);
const firstTs = (el) => el.querySelector("[data-ts]")?.dataset.ts;

function watch(el) {
  el.addEventListener(
    "scroll",
    () => {
      const atEnd = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_END;
      el.__stick.near = atEnd || Math.abs(el.scrollTop - el.__stick.put) < 2;
    },
    { passive: true },
  );
  new ResizeObserver(() => {
    if (el.__stick.near) showNewest(el);
  }).observe(el);
  return true;
}

/** The scrolling list of a conversation. */
export function messageList(channelId, intro) {
  const entry = state.messages.get(channelId);
  const scroll = (event) => {
    if (event.target.scrollTop < 60 && entry?.has_more && !entry.busy) {
      entry.busy = true;
      loadHistory(channelId, true);
    }
  };
  return h(
    "div",
    {
      key: `list-${channelId}`,
      class: "messages",
      role: "log",
      "aria-live": entry?.loaded ? "polite" : "off",
      "aria-relevant": "additions",
      "aria-label": "Messages",
      tabindex: "0",
      "data-channel": channelId,
      onScroll: scroll,
      onKeyDown: walk,
      after: (el) => stickToEnd(el, channelId),
    },
    h(
      "div",
      { class: "messages-inner" },
      entry?.loaded && !entry.has_more && intro,
      keptNodes(channelId, entry?.list ?? [], state.newFrom.get(channelId)),
    ),
  );
}

/** Arrow keys go from message to message. */
export function walk(event) {
  if (
    !["ArrowUp", "ArrowDown"].includes(event.key) ||
    event.target.matches("input, textarea, [contenteditable], [role=menuitem]")
  )
    return;
  const all = [...event.currentTarget.querySelectorAll(".message")];
  const at = all.indexOf(event.target.closest(".message"));
  const step = event.key === "ArrowUp" ? (at < 0 ? all.length - 1 : at - 1) : at + 1;
  if (!all[step]) return;
  event.preventDefault();
  all[step].focus();
}
