/** A thread, in a panel on the right (on a telephone: a page of its own). */

import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { messageNodes, stickToEnd, walk } from "./messages.js";
import { closeThread } from "./places.js";
import { calledOf, channel, isPhone, state } from "./store.js";

export function threadPane() {
  if (!state.thread) return null;
  const { channel: channelId, ts } = state.thread;
  const entry = channel(channelId);
  const key = `${channelId}/${ts}`;
  const list = state.threads.get(key)?.list ?? [];
  const root = list.find((m) => m.ts === ts) ?? state.messages.get(channelId)?.list.find((m) => m.ts === ts);
  const replies = list.filter((m) => m.ts !== ts);
  const counted = replies.filter((m) => !m.ephemeral).length;
  const place = calledOf(entry);
  return h(
    "aside",
    { key: `thread-${key}`, class: "pane thread", role: "complementary", "aria-label": "Thread", "data-thread-ts": ts },
    h(
      "header",
      { class: "pane-head" },
      isPhone() &&
        h("button", { type: "button", class: "icon-button", "aria-label": "Back", onClick: closeThread }, icon("back")),
      h(
        "div",
        { class: "head-words" },
        h("h2", { class: "head-title" }, "Thread"),
        h("span", { class: "head-about", dir: "auto" }, h("bdi", null, place)),
      ),
      !isPhone() &&
        h(
          "button",
          { type: "button", class: "icon-button", "aria-label": "Close thread", onClick: closeThread },
          icon("close"),
        ),
    ),
    h(
      "div",
      {
        class: "messages",
        role: "log",
        "aria-live": "polite",
        "aria-label": "Thread messages",
        tabindex: "0",
        onKeyDown: walk,
        after: (el) => stickToEnd(el, key),
      },
      h(
        "div",
        { class: "messages-inner" },
        root && messageNodes(channelId, [root], { inThread: true }),
        counted > 0 &&
          h(
            "div",
            { key: "count", class: "divider divider-replies", role: "separator" },
            h("span", null, `${counted} ${counted === 1 ? "reply" : "replies"}`),
          ),
        replies.length > 0 && messageNodes(channelId, replies, { inThread: true }).slice(1),
      ),
    ),
    composer(channelId, ts, "Reply to thread"),
  );
}
