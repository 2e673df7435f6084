/** The whole page: the sandbox's own bar and docks, and the workspace between them. */

import { avatar } from "./avatar.js";
import { clockBar } from "./clockbar.js";
import { conversation } from "./conversation.js";
import { become } from "./data.js";
import { h } from "./dom.js";
import { homePane } from "./home.js";
import { icon } from "./icons.js";
import { confirmDialog } from "./confirm.js";
import { modal } from "./modal.js";
import { isOpen, menu, togglePop } from "./popover.js";
import { sidebar } from "./sidebar.js";
import { isPhone, nameOf, state } from "./store.js";
import { threadPane } from "./thread.js";
import { clockTime, now } from "./time.js";
import { toasts } from "./toasts.js";
import { toggleTour, tourPanel } from "./tour.js";
import { toggleTraffic, trafficPanel } from "./traffic.js";
import { isDark, setWidth, toggleTheme } from "./width.js";

function switcher() {
  const id = "act-as";
  const people = [...state.users.values()]
    .filter((u) => !u.is_bot && !u.deleted)
    .sort((a, b) => nameOf(a.id).localeCompare(nameOf(b.id)));
  const about = (u) =>
    [u.title, u.is_guest && "guest", `${clockTime(now(), u.tz)} ${u.tz_label ?? ""}`.trim()]
      .filter(Boolean)
      .join(" · ");
  const items = people.map((u) => ({
    label: nameOf(u.id),
    hint: about(u),
    mark: avatar(u.id, "small"),
    checked: u.id === state.me.id,
    props: { "data-user": u.id },
    run: () => become(u.id),
  }));
  return h(
    "span",
    { class: "anchored" },
    h(
      "button",
      {
        type: "button",
        class: "actor",
        "data-anchor": true,
        "data-me": state.me.id,
        "aria-haspopup": "menu",
        "aria-expanded": isOpen(id),
        "aria-label": `Acting as ${nameOf(state.me.id)}. Change`,
        onClick: () => togglePop(id),
      },
      avatar(state.me.id, "small"),
      h(
        "span",
        { class: "actor-words" },
        h("span", { class: "actor-as" }, "Acting as"),
        h("strong", { dir: "auto" }, h("bdi", null, nameOf(state.me.id))),
      ),
      icon("down"),
    ),
    menu(id, "Act as", [{ title: "Act as", items }], { class: "menu actor-menu" }),
  );
}

const toggle = (name, sign, pressed, run, label = name) =>
  h(
    "button",
    {
      type: "button",
      class: "bar-button bar-toggle",
      "aria-pressed": pressed,
      "aria-label": label,
      title: label,
      onClick: run,
    },
    icon(sign),
    h("span", { class: "bar-word" }, name),
  );

function bar() {
  const phone = state.width === "phone";
  const done = state.tour?.steps.filter((s) => s.done).length;
  return h(
    "header",
    { class: "bar", "aria-label": "Sandbox", role: "banner" },
    switcher(),
    clockBar(),
    h("span", { class: "grow" }),
    state.tour && toggle(`Tour ${done}/${state.tour.steps.length}`, "map", state.tourOpen, toggleTour, "Guided tour"),
    toggle("Traffic", "traffic", state.traffic.open, toggleTraffic),
    !state.narrow &&
      toggle(
        "Telephone",
        phone ? "screen" : "phone",
        phone,
        () => setWidth(phone ? "wide" : "phone"),
        "Telephone width",
      ),
    toggle("Dark", isDark() ? "sun" : "moon", isDark(), toggleTheme, "Dark colours"),
  );
}

function workspace() {
  const phone = isPhone();
  const covered = state.views.length > 0 || Boolean(state.confirm);
  const main = state.place.kind === "home" ? homePane() : conversation(state.place.id);
  const panes = phone
    ? [state.pane === "list" ? sidebar() : state.thread ? threadPane() : main]
    : [sidebar(), main, threadPane()];
  return h(
    "div",
    {
      class: `client${phone ? " phone" : ""}`,
      key: "client",
      "data-pane": phone ? (state.thread ? "thread" : state.pane) : "wide",
    },
    !state.connected &&
      h("div", { class: "offline", role: "status", key: "offline" }, "The line to the sandbox is down. Trying again…"),
    h("div", { class: "panes", key: "panes", inert: covered }, panes),
    h("div", { key: "modal", class: "over", inert: Boolean(state.confirm) }, modal()),
    confirmDialog(),
    toasts(),
  );
}

export function page() {
  if (state.problem) {
    return h(
      "main",
      { class: "starting" },
      h("h1", null, "The sandbox can't be reached"),
      h("p", null, state.problem),
      h("button", { type: "button", class: "button button-primary", onClick: () => location.reload() }, "Try again"),
    );
  }
  if (!state.ready) return h("main", { class: "starting" }, h("p", null, "Opening the workspace…"));
  const framed = state.width === "phone" && !state.narrow;
  return h(
    "div",
    { class: `desk${framed ? " is-framed" : ""}${state.narrow ? " is-narrow" : ""}` },
    bar(),
    h(
      "div",
      { class: "desk-body", key: "body" },
      h("main", { class: framed ? "frame" : "stage", key: "stage" }, workspace()),
      tourPanel(),
    ),
    trafficPanel(),
  );
}
