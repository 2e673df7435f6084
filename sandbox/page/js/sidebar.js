/** The list of conversations. */

import { appAvatar, avatar } from "./avatar.js";
import { h } from "./dom.js";
import { channelSign } from "./icons.js";
import { go, openPerson } from "./places.js";
import { appDm, nameOf, openChannelId, state } from "./store.js";

const byName = (a, b) => a.name.localeCompare(b.name);

function badge(entry) {
  const count = entry.is_im ? entry.unread : entry.mentions;
  return (
    count > 0 &&
    h(
      "span",
      {
        class: "badge badge-count",
        "aria-label": `${count} ${entry.is_im ? "unread" : count === 1 ? "mention" : "mentions"}`,
      },
      count,
    )
  );
}

function item({ key, on, unread, mark, name, tail, props, run }) {
  return h(
    "li",
    { key },
    h(
      "button",
      {
        type: "button",
        class: `side-item${on ? " is-on" : ""}${unread ? " is-unread" : ""}`,
        "aria-current": on ? "page" : null,
        ...props,
        onClick: run,
      },
      mark,
      h("span", { class: "side-name", dir: "auto" }, h("bdi", null, name)),
      tail,
    ),
  );
}

function channelItem(entry) {
  const isOn = openChannelId() === entry.id;
  return item({
    key: entry.id,
    on: isOn,
    unread: entry.unread > 0 && !isOn,
    mark: h("span", { class: "side-sign" }, channelSign(entry)),
    name: entry.name,
    tail: badge(entry),
    props: { "data-channel": entry.id },
    run: () => go({ kind: "channel", id: entry.id }),
  });
}

function personItem(entry) {
  const isOn = openChannelId() === entry.id;
  const peer = state.users.get(entry.user);
  return item({
    key: entry.id,
    on: isOn,
    unread: entry.unread > 0 && !isOn,
    mark: avatar(entry.user, "tiny"),
    name: nameOf(entry.user) + (entry.user === state.me.id ? " (you)" : ""),
    tail: [
      peer?.dnd &&
        h("span", { class: "side-dnd", title: "Notifications paused", "aria-label": "notifications paused" }, "z"),
      badge(entry),
    ],
    props: { "data-channel": entry.id, "data-user": entry.user },
    run: () => go({ kind: "channel", id: entry.id }),
  });
}

function strangerItem(person) {
  return item({
    key: person.id,
    mark: avatar(person.id, "tiny"),
    name: nameOf(person.id),
    props: { "data-user": person.id, class: "side-item is-faint" },
    run: () => openPerson(person.id),
  });
}

const group = (title, items) =>
  items.length > 0 &&
  h(
    "nav",
    { class: "side-group", "aria-label": title, key: title },
    h("h2", { class: "side-title" }, title),
    h("ul", null, items),
  );

function walk(event) {
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const all = [...event.currentTarget.querySelectorAll(".side-item")];
  const at = all.indexOf(document.activeElement);
  event.preventDefault();
  all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]?.focus();
}

export function sidebar() {
  const all = [...state.channels.values()];
  const mine = all.filter((c) => !c.is_im && !c.is_mpim && c.is_member !== false).sort(byName);
  const groups = all.filter((c) => c.is_mpim && c.is_member !== false).sort(byName);
  const others = all.filter((c) => !c.is_im && !c.is_mpim && c.is_member === false).sort(byName);
  const talks = all
    .filter((c) => c.is_im && c.user !== state.app.bot_user_id)
    .sort((a, b) => nameOf(a.user).localeCompare(nameOf(b.user)));
  const known = new Set(talks.map((c) => c.user));
  const strangers = [...state.users.values()]
    .filter((u) => !u.is_bot && !u.deleted && !known.has(u.id) && u.id !== state.me.id)
    .sort((a, b) => nameOf(a.id).localeCompare(nameOf(b.id)));
  const dm = appDm();
  const appOn = state.place.kind === "home";
  return h(
    "div",
    { class: "sidebar", onKeyDown: walk },
    h("div", { class: "side-head" }, h("span", { class: "side-workspace", dir: "auto" }, state.workspace.name)),
    h(
      "div",
      { class: "side-scroll" },
      group("Channels", mine.map(channelItem)),
      group("Direct messages", [
        ...groups.map(channelItem),
        ...talks.map(personItem),
        ...strangers.map(strangerItem),
      ]),
      group("Apps", [
        item({
          key: "app",
          on: appOn,
          unread: dm?.unread > 0 && !appOn,
          mark: appAvatar("tiny"),
          name: state.app.name,
          tail: dm && badge(dm),
          props: { "data-app": state.app.id },
          run: () => go({ kind: "home", tab: dm?.unread > 0 ? "messages" : "home" }),
        }),
      ]),
      group("Open to join", others.map(channelItem)),
    ),
  );
}
