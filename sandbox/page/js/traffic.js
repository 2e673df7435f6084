/** What goes between the sandbox and the app: a list, a filter, and each exchange in full. */

import { traffic as fetchTraffic } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { json } from "./json.js";
import { state, update } from "./store.js";
import { toast } from "./toasts.js";
import { clockTime } from "./time.js";

const SIDES = [
  ["all", "All"],
  ["to_app", "To the app"],
  ["from_app", "From the app"],
  ["errors", "Errors"],
];

/** Opens or closes the panel; the first opening fetches what went before. */
export async function toggleTraffic() {
  const { traffic } = state;
  update(() => (traffic.open = !traffic.open));
  if (!traffic.open || traffic.loaded) return;
  traffic.loaded = true;
  const answer = await fetchTraffic(0);
  const known = new Map(
    [...(Array.isArray(answer) ? answer : (answer.entries ?? [])), ...traffic.entries].map((e) => [e.seq, e]),
  );
  update(() => (traffic.entries = [...known.values()].sort((a, b) => a.seq - b.seq).slice(-600)));
}

function shown() {
  const { entries, filter, side } = state.traffic;
  const query = filter.trim().toLowerCase();
  return entries.filter(
    (e) =>
      (side === "all" || (side === "errors" ? !e.ok : e.direction === side)) &&
      (!query || `${e.name} ${e.summary ?? ""} ${e.error ?? ""}`.toLowerCase().includes(query)),
  );
}

function row(entry) {
  const into = entry.direction === "to_app";
  const chosen = state.traffic.chosen === entry.seq;
  return h(
    "button",
    {
      type: "button",
      key: entry.seq,
      class: `exchange${chosen ? " is-on" : ""}${entry.ok ? "" : " is-bad"}`,
      "aria-pressed": chosen,
      "data-seq": entry.seq,
      onClick: () => update(() => (state.traffic.chosen = chosen ? null : entry.seq)),
    },
    h(
      "span",
      { class: `exchange-way ${into ? "way-in" : "way-out"}`, role: "img", "aria-label": into ? "to app" : "by app" },
      icon(into ? "next" : "back"),
    ),
    h("span", { class: "exchange-name" }, entry.name),
    h("span", { class: "exchange-about", dir: "auto" }, entry.ok ? entry.summary : (entry.error ?? entry.summary)),
    h(
      "span",
      { class: "exchange-ms" },
      entry.ms === null || entry.ms === undefined ? "…" : `${Math.round(entry.ms)} ms`,
    ),
    h("span", { class: "exchange-at", title: "Real time: the clock that you move doesn't change it" }, clockTime(entry.at, undefined, true)),
  );
}

function detail(entry) {
  const part = (title, value, key) =>
    h(
      "section",
      { key: `${key}-${entry.seq}` },
      h(
        "header",
        { class: "exchange-part" },
        h("h4", null, title),
        h(
          "button",
          {
            type: "button",
            class: "icon-button small",
            "aria-label": `Copy ${title.toLowerCase()}`,
            onClick: () => navigator.clipboard?.writeText(JSON.stringify(value, null, 2)).then(() => toast("Copied.")),
          },
          icon("copy"),
        ),
      ),
      h("div", { class: "json-root" }, json(value ?? null, key)),
    );
  return h(
    "div",
    { class: "exchange-detail", role: "region", "aria-label": `${entry.name} in full`, tabindex: "0" },
    h(
      "div",
      { class: "exchange-head" },
      h("strong", null, entry.name),
      h("span", { class: entry.ok ? "pill pill-good" : "pill pill-bad" }, entry.ok ? "ok" : (entry.error ?? "failed")),
      h(
        "button",
        {
          type: "button",
          class: "icon-button small",
          "aria-label": "Close details",
          onClick: () => update(() => (state.traffic.chosen = null)),
        },
        icon("close"),
      ),
    ),
    part("Request", entry.request, "request"),
    part("Answer", entry.response, "response"),
  );
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [...event.currentTarget.querySelectorAll(".exchange")];
  const at = all.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  all[at + step]?.focus();
}

export function trafficPanel() {
  const { traffic } = state;
  if (!traffic.open) return null;
  const list = shown();
  const chosen = traffic.entries.find((e) => e.seq === traffic.chosen);
  return h(
    "section",
    { key: "traffic", class: `dock traffic${chosen ? " has-detail" : ""}`, "aria-label": "Traffic with the app" },
    h(
      "header",
      { class: "dock-head" },
      h("h2", null, "Traffic"),
      h("span", { class: "muted" }, `${list.length} exchange${list.length === 1 ? "" : "s"}, in real time`),
      h(
        "div",
        { class: "segments", role: "group", "aria-label": "Show" },
        SIDES.map(([id, name]) =>
          h(
            "button",
            {
              type: "button",
              class: "segment",
              "aria-pressed": traffic.side === id,
              onClick: () => update(() => (traffic.side = id)),
            },
            name,
          ),
        ),
      ),
      h("input", {
        class: "text-input traffic-filter",
        type: "search",
        "aria-label": "Filter traffic",
        placeholder: "Filter",
        value: traffic.filter,
        onInput: (event) => update(() => (traffic.filter = event.target.value)),
      }),
      h(
        "button",
        {
          type: "button",
          class: "icon-button small",
          "aria-label": "Clear traffic",
          title: "Clear",
          onClick: () => update(() => Object.assign(traffic, { entries: [], chosen: null })),
        },
        icon("clear"),
      ),
      h(
        "button",
        {
          type: "button",
          class: "icon-button small",
          "aria-label": "Close traffic",
          title: "Close",
          onClick: toggleTraffic,
        },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "traffic-body" },
      h(
        "div",
        { class: "exchanges", onKeyDown: walk, tabindex: "-1" },
        list.length
          ? list.toReversed().map(row)
          : h(
              "p",
              { class: "empty" },
              traffic.entries.length
                ? "Nothing matches."
                : "Nothing has been said yet. What you do in the workspace shows up here.",
            ),
      ),
      chosen && detail(chosen),
    ),
  );
}
