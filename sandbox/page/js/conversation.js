/** The main pane of a channel or a direct conversation. */

import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { composer } from "./composer.js";
import { h } from "./dom.js";
import { channelSign, icon } from "./icons.js";
import { messageList } from "./messages.js";
import { mrkdwn } from "./mrkdwn.js";
import { showList } from "./places.js";
import { calledOf, channel, isPhone, nameOf, update, user } from "./store.js";
import { toast } from "./toasts.js";
import { clockTime, now } from "./time.js";

export const backToList = () =>
  isPhone() &&
  h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Back to conversations", onClick: showList },
    icon("back"),
  );

function head(entry) {
  const peer = entry.is_im && user(entry.user);
  return h(
    "header",
    { class: "pane-head" },
    backToList(),
    peer ? avatar(peer.id, "small") : h("span", { class: "head-sign" }, channelSign(entry)),
    h(
      "div",
      { class: "head-words" },
      h("h2", { class: "head-title", dir: "auto" }, h("bdi", null, peer ? nameOf(peer.id) : entry.name)),
      peer
        ? h(
            "span",
            { class: "head-about" },
            [peer.title, `${clockTime(now(), peer.tz)} local time`].filter(Boolean).join(" · "),
          )
        : entry.topic && h("span", { class: "head-about", dir: "auto" }, mrkdwn(entry.topic)),
    ),
  );
}

function intro(entry) {
  const words = entry.is_im
    ? [
        "This is the beginning of your conversation with ",
        h("strong", { dir: "auto" }, h("bdi", null, nameOf(entry.user))),
        ".",
      ]
    : [
        "This is the beginning of ",
        h("strong", null, calledOf(entry)),
        entry.is_mpim ? ", a conversation of you all." : entry.is_private ? ", a private channel." : ".",
      ];
  return h("div", { class: "intro", key: "intro" }, words);
}

async function join(entry) {
  const answer = await act("join", { channel: entry.id });
  if (!answer.ok) return toast(answer.message ?? "You can't join this channel.", "bad");
  return update(() => Object.assign(entry, { is_member: true }));
}

/** Where one writes, or how one may come to. */
export function writing(entry) {
  if (entry.is_archived)
    return h("div", { class: "join" }, "This channel is archived. It can be read, and nothing can be added.");
  if (entry.is_im || entry.is_member !== false) {
    return composer(entry.id, null, `Message ${calledOf(entry)}`);
  }
  return h(
    "div",
    { class: "join" },
    h("span", null, "You're looking at ", h("strong", null, `#${entry.name}`)),
    h("button", { type: "button", class: "button button-primary", onClick: () => join(entry) }, "Join channel"),
  );
}

export function conversation(id) {
  const entry = channel(id);
  if (!entry)
    return h(
      "section",
      { class: "pane main" },
      backToList(),
      h("p", { class: "empty" }, "This conversation is gone. Choose another one."),
    );
  return h(
    "section",
    {
      key: `pane-${id}`,
      class: "pane main",
      "aria-label": entry.is_im ? nameOf(entry.user) : entry.name,
      "data-channel": id,
    },
    head(entry),
    messageList(id, intro(entry)),
    writing(entry),
  );
}
