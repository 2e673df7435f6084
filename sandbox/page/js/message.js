/** One message: who, when, what, and what can be done with it. */

import { runShortcut } from "./actions.js";
import { appAvatar, avatar, slackbotAvatar } from "./avatar.js";
import { blockNodes } from "./blocks.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { fileTiles } from "./files.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { menu, isOpen, togglePop } from "./popover.js";
import { openThread, openPerson } from "./places.js";
import { nameOf, state, user } from "./store.js";
import { toast } from "./toasts.js";
import { ago, clockTime, dayTitle } from "./time.js";

/** Who speaks in a message. */
export function author(message) {
  if (message.slackbot) return { id: "slackbot", name: "Slackbot", picture: slackbotAvatar };
  const isApp = message.bot_id === state.app.bot_id || message.user === state.app.bot_user_id;
  if (isApp)
    return { id: state.app.bot_user_id, name: message.username ?? state.app.name, app: true, picture: appAvatar };
  const found = user(message.user);
  if (!found)
    return {
      id: message.user ?? message.bot_id ?? "",
      name: message.username ?? "Unknown user",
      app: Boolean(message.bot_id),
      picture: (size) => avatar("", size),
    };
  return { id: found.id, name: nameOf(found.id), app: found.is_bot, picture: (size) => avatar(found.id, size) };
}

const scopeOf = (channelId, message, blocks) => ({
  key: `message:${channelId}:${message.ts}`,
  kind: "message",
  container: { type: "message", channel: channelId, ts: message.ts },
  blocks,
  values: message.state?.values,
});

function body(channelId, message) {
  const out = [];
  if (message.blocks?.length)
    out.push(h("div", { class: "blocks" }, blockNodes(scopeOf(channelId, message, message.blocks))));
  else if (message.text) out.push(h("div", { class: "words" }, mrkdwn(message.text)));
  for (const [index, extra] of (message.attachments ?? []).entries()) {
    const bar = /^#?[0-9a-f]{3,8}$/i.test(extra.color ?? "") ? `#${extra.color.replace("#", "")}` : null;
    out.push(
      h(
        "div",
        { class: "attachment", key: `attachment-${index}`, style: bar ? { "--bar": bar } : {} },
        extra.blocks
          ? blockNodes(scopeOf(channelId, message, extra.blocks))
          : h("div", { class: "words" }, mrkdwn(extra.text ?? extra.fallback ?? "")),
      ),
    );
  }
  out.push(fileTiles(message));
  if (message.edited) out.push(h("span", { class: "edited", key: "edited" }, "(edited)"));
  return out;
}

function repliesLink(channelId, message) {
  if (!message.reply_count) return null;
  const count = message.reply_count;
  return h(
    "button",
    { type: "button", class: "replies", key: "replies", onClick: () => openThread(channelId, message.ts) },
    h(
      "span",
      { class: "faces" },
      (message.reply_users ?? []).slice(0, 3).map((id) => avatar(id, "tiny")),
    ),
    h("span", { class: "replies-count" }, `${count} ${count === 1 ? "reply" : "replies"}`),
    message.latest_reply && h("span", { class: "muted" }, `Last reply ${ago(Number(message.latest_reply))}`),
  );
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions", key: "reactions" },
    message.reactions.map((r) =>
      h(
        "span",
        { class: "reaction", title: (r.users ?? []).map(nameOf).join(", ") },
        emoji(r.name) ?? `:${r.name}:`,
        " ",
        r.count,
      ),
    ),
  );
}

function tools(channelId, message, inThread) {
  if (message.ephemeral) return null;
  const id = `more-${inThread ? "t" : "m"}-${message.ts}`;
  const shortcuts = state.app.shortcuts
    .filter((s) => s.type === "message")
    .map((s) => ({
      label: s.name,
      hint: s.description ? `${s.description} · ${state.app.name}` : state.app.name,
      mark: appAvatar("tiny"),
      run: () => runShortcut(s.callback_id, { channel: channelId, ts: message.ts }),
    }));
  const own = [
    ...(inThread
      ? []
      : [
          {
            label: "Reply in thread",
            mark: icon("thread"),
            run: () => openThread(channelId, message.thread_ts ?? message.ts),
          },
        ]),
    { label: "Copy text", mark: icon("copy"), run: () => copy(message.text) },
  ];
  return h(
    "div",
    { class: `tools${isOpen(id) ? " is-open" : ""}`, role: "group", "aria-label": "Message actions", key: "tools" },
    !inThread &&
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Reply in thread",
          title: "Reply in thread",
          onClick: () => openThread(channelId, message.thread_ts ?? message.ts),
        },
        icon("thread"),
      ),
    h(
      "span",
      { class: "anchored" },
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "data-anchor": true,
          "aria-label": "More actions",
          title: "More actions",
          "aria-haspopup": "menu",
          "aria-expanded": isOpen(id),
          onClick: () => togglePop(id),
        },
        icon("more"),
      ),
      menu(id, "More actions", [{ items: own }, { title: "Message shortcuts", items: shortcuts }], { align: "end" }),
    ),
  );
}

function copy(text) {
  navigator.clipboard?.writeText(text ?? "").then(
    () => toast("Copied."),
    () => toast("The browser doesn't let this page copy.", "bad"),
  );
}

/**
 * @param {{grouped?: boolean, inThread?: boolean}} [how] grouped: the same author goes on, so that the head is left out
 */
export function messageNode(channelId, message, { grouped = false, inThread = false } = {}) {
  const who = author(message);
  const seconds = Number(message.ts);
  const time = h(
    "time",
    {
      class: "time",
      datetime: new Date(seconds * 1000).toISOString(),
      title: `${dayTitle(seconds)}, ${clockTime(seconds, undefined, true)}`,
    },
    clockTime(seconds),
  );
  const head =
    !grouped &&
    h(
      "div",
      { class: "message-head", key: "head" },
      who.id && who.id !== "slackbot" && user(who.id)
        ? h(
            "button",
            { type: "button", class: "author", dir: "auto", onClick: () => openPerson(who.id) },
            h("bdi", null, who.name),
          )
        : h("span", { class: "author" }, h("bdi", null, who.name)),
      who.app && h("span", { class: "badge" }, "APP"),
      time,
    );
  return h(
    "article",
    {
      key: message.ts,
      class: `message${grouped ? " is-grouped" : ""}${message.ephemeral ? " is-ephemeral" : ""}`,
      "data-ts": message.ts,
      "aria-label": `${who.name}, ${clockTime(seconds)}`,
      tabindex: "-1",
    },
    h("div", { class: "gutter", key: "gutter" }, grouped ? time : who.picture("normal")),
    h(
      "div",
      { class: "message-body", key: "body" },
      message.ephemeral && h("div", { class: "only-you", key: "only" }, icon("eye"), "Only visible to you"),
      head,
      h("div", { class: "message-content", key: "content" }, body(channelId, message)),
      reactions(message),
      !inThread && repliesLink(channelId, message),
    ),
    tools(channelId, message, inThread),
  );
}
