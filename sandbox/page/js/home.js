/** The app's own place: Home, Messages, About. */

import { appAvatar } from "./avatar.js";
import { blockNodes } from "./blocks.js";
import { backToList, writing } from "./conversation.js";
import { h } from "./dom.js";
import { messageList } from "./messages.js";
import { go } from "./places.js";
import { appDm, state } from "./store.js";

const TABS = [
  ["home", "Home"],
  ["messages", "Messages"],
  ["about", "About"],
];

function tabs() {
  const shown = TABS.filter(([id]) => id !== "home" || state.app.home_tab !== false);
  const walk = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = shown.findIndex(([id]) => id === state.place.tab);
    const [id] = shown[(at + step + shown.length) % shown.length];
    go({ kind: "home", tab: id });
    setTimeout(() => document.getElementById(`tab-${id}`)?.focus(), 40);
  };
  return h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": state.app.name, onKeyDown: walk },
    shown.map(([id, name]) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${id}`,
          class: "tab",
          "aria-selected": state.place.tab === id,
          "aria-controls": "tab-panel",
          tabindex: state.place.tab === id ? "0" : "-1",
          onClick: () => go({ kind: "home", tab: id }),
        },
        name,
        id === "messages" && appDm()?.unread > 0 && h("span", { class: "badge badge-count" }, appDm().unread),
      ),
    ),
  );
}

function homeTab() {
  const view = state.home;
  if (!view?.blocks?.length) {
    return h(
      "div",
      { class: "empty" },
      appAvatar("large"),
      h("h3", null, "Nothing here yet"),
      h("p", null, `${state.app.name} has not published a Home for you. It does so a moment after it starts.`),
    );
  }
  const scope = {
    key: `view:${view.id}`,
    kind: "home",
    container: { type: "view", view_id: view.id },
    blocks: view.blocks,
    values: view.state?.values,
  };
  return h("div", { class: "home-view blocks", key: view.id, "data-view-id": view.id }, blockNodes(scope));
}

function aboutTab() {
  const { app } = state;
  const group = (title, rows) =>
    rows.length > 0 &&
    h(
      "section",
      { class: "about-group" },
      h("h3", null, title),
      h(
        "dl",
        null,
        rows.map(([name, text]) => [h("dt", null, name), h("dd", null, text)]),
      ),
    );
  return h(
    "div",
    { class: "about" },
    h(
      "div",
      { class: "about-head" },
      appAvatar("large"),
      h("div", null, h("h3", null, app.name), h("p", { class: "muted" }, `An app in ${state.workspace.name}`)),
    ),
    group(
      "Commands",
      app.commands.map((c) => [`${c.command} ${c.usage_hint ?? ""}`.trim(), c.description]),
    ),
    group(
      "Shortcuts",
      app.shortcuts.filter((s) => s.type === "global").map((s) => [s.name, s.description]),
    ),
    group(
      "Message shortcuts",
      app.shortcuts.filter((s) => s.type === "message").map((s) => [s.name, s.description]),
    ),
  );
}

export function homePane() {
  const { tab } = state.place;
  const dm = appDm();
  const body =
    tab === "about"
      ? h("div", { class: "home-scroll" }, aboutTab())
      : tab === "home"
        ? h("div", { class: "home-scroll" }, homeTab())
        : dm
          ? [
              messageList(
                dm.id,
                h(
                  "div",
                  { class: "intro", key: "intro" },
                  "This is where ",
                  h("strong", null, state.app.name),
                  " writes to you.",
                ),
              ),
              writing(dm),
            ]
          : h("p", { class: "empty" }, "Opening the conversation…");
  return h(
    "section",
    {
      key: "pane-home",
      class: "pane main home",
      "aria-label": state.app.name,
      "data-channel": tab === "messages" ? dm?.id : null,
    },
    h(
      "header",
      { class: "pane-head" },
      backToList(),
      appAvatar("small"),
      h(
        "div",
        { class: "head-words" },
        h("h2", { class: "head-title" }, state.app.name, h("span", { class: "badge" }, "APP")),
      ),
    ),
    tabs(),
    h(
      "div",
      { key: `panel-${tab}`, id: "tab-panel", role: "tabpanel", "aria-labelledby": `tab-${tab}`, class: "tab-panel" },
      body,
    ),
  );
}
