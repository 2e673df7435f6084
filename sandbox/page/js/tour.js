/** The guided tour: steps that tick themselves when the page shows what they ask for. */

import { restart, tickTour } from "./api.js";
import { move } from "./clockbar.js";
import { become } from "./data.js";
import { h } from "./dom.js";
import { icon, spinner } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { go } from "./places.js";
import { nameOf, state, update } from "./store.js";
import { setWidth } from "./width.js";

const WHERE = {
  modal: ".modal",
  messages: ".main .messages",
  thread: ".thread .messages",
  home: ".home-view",
  toast: ".toasts",
  anywhere: ".client",
};
const LOOK_MS = 250;
const telling = new Set(); // steps whose tick is on its way
let looking = null;
let chosen = null; // a step that was opened by hand
let lastSent = "";
let startingOver = false;

const clean = (text) => text.replace(/\s+/g, " ").toLowerCase();
const current = () => state.tour?.steps.find((s) => !s.done) ?? null;

/** Remembers what was sent, for steps that ask for certain words to be typed. */
export const noteTyped = (text) => (lastSent = text);

function typedWords() {
  return [lastSent, ...[...document.querySelectorAll(".client :is(input, textarea)")].map((el) => el.value)].join("\n");
}

function isDone(step) {
  const when = step.done_when ?? {};
  if (!when.sees && !when.types && !when.as) return false;
  if (when.as && when.as !== state.me.id) return false;
  if (when.types && !clean(typedWords()).includes(clean(when.types))) return false;
  if (!when.sees) return true;
  const any = [when.sees].flat().map(clean);
  return [...document.querySelectorAll(WHERE[when.where ?? "anywhere"] ?? ".client")].some((el) => {
    const seen = clean(el.innerText);
    return any.some((words) => seen.includes(words));
  });
}

/** Looks, a moment after a drawing, whether the current step is done. */
export function lookForTicks() {
  if (looking || !state.ready || !current()) return;
  looking = setTimeout(() => {
    looking = null;
    const step = current();
    if (step && !telling.has(step.id) && isDone(step)) tick(step);
  }, LOOK_MS);
}

async function tick(step) {
  telling.add(step.id);
  update(() => {
    step.done = true;
    chosen = null;
  });
  await tickTour(step.id);
  telling.delete(step.id);
}

/** Takes the person to where a step happens, as whom it happens. */
async function lead(step) {
  if (step.width) setWidth(step.width);
  if (step.as && step.as !== state.me.id) await become(step.as);
  if (step.go?.home) go({ kind: "home", tab: "home" });
  else if (step.go?.dm_app) go({ kind: "home", tab: "messages" });
  else if (step.go?.channel) go({ kind: "channel", id: channelOf(step.go.channel) });
  else if (step.go?.group && groupOf(step.go.group)) go({ kind: "channel", id: groupOf(step.go.group) });
}

/** The conversation of these people and perhaps the app, if it has begun and the acting user is in it. */
const groupOf = (people) =>
  [...state.channels.values()].find((c) => {
    const there = c.is_mpim ? (c.members ?? []).filter((id) => id !== state.app.bot_user_id) : [];
    return there.length === people.length && people.every((id) => there.includes(id));
  })?.id;

const channelOf = (name) =>
  state.channels.has(name)
    ? name
    : ([...state.channels.values()].find((c) => c.name === name.replace(/^#/, ""))?.id ?? name);

function leadLabel(step) {
  if (step.as && step.as !== state.me.id) return `Continue as ${nameOf(step.as)}`;
  if (step.go?.home) return "Open Home";
  if (step.go?.dm_app) return `Open ${state.app.name}'s messages`;
  if (step.go?.channel) return `Go to #${state.channels.get(channelOf(step.go.channel))?.name ?? step.go.channel}`;
  if (step.go?.group && groupOf(step.go.group)) return step.go.label ?? "Go there";
  if (step.width && step.width !== state.width)
    return step.width === "phone" ? "Show on a telephone" : "Show on a wide screen";
  return null;
}

async function startOver() {
  chosen = null;
  lastSent = "";
  update(() => (startingOver = true));
  const answer = await restart();
  update(() => (startingOver = false));
  if (answer.ok !== false) become(state.me.id);
}

function stepNode(step, index, now) {
  const isOpen = (chosen ?? now?.id) === step.id;
  const label = leadLabel(step);
  return h(
    "li",
    {
      key: step.id,
      class: `step${step.done ? " is-done" : ""}${isOpen ? " is-open" : ""}`,
      "aria-current": step === now ? "step" : null,
      "data-step": step.id,
    },
    h(
      "button",
      {
        type: "button",
        class: "step-tick",
        "aria-label": step.done ? `${step.title}: done` : `Tick off: ${step.title}`,
        disabled: step.done,
        onClick: () => tick(step),
      },
      step.done ? icon("check") : h("span", null, index + 1),
    ),
    h(
      "div",
      { class: "step-words" },
      h(
        "button",
        {
          type: "button",
          class: "step-title",
          "aria-expanded": isOpen,
          onClick: () => update(() => (chosen = isOpen ? "" : step.id)),
        },
        h("span", { dir: "auto" }, step.title),
      ),
      isOpen && h("div", { class: "step-body words", dir: "auto" }, mrkdwn(step.body ?? "")),
      isOpen &&
        (label || step.clock) &&
        h(
          "div",
          { class: "step-tools" },
          label && h("button", { type: "button", class: "button button-primary", onClick: () => lead(step) }, label),
          step.clock &&
            h(
              "button",
              { type: "button", class: "button", onClick: () => move(clockOf(step.clock)) },
              icon("clock"),
              step.clock.label ?? "Move the clock",
            ),
        ),
    ),
  );
}

const clockOf = ({ to, advance, zone }) => (advance !== undefined ? { advance } : { to, zone: zone ?? state.me.tz });

export function toggleTour() {
  update((s) => (s.tourOpen = !s.tourOpen));
}

export function tourPanel() {
  const { tour } = state;
  if (!tour || !state.tourOpen) return null;
  const now = current();
  const done = tour.steps.filter((s) => s.done).length;
  return h(
    "aside",
    { key: "tour", class: "dock tour", "aria-label": "Guided tour" },
    h(
      "header",
      { class: "dock-head" },
      h("h2", { dir: "auto" }, tour.title ?? "Guided tour"),
      h("span", { class: "muted" }, `${done} of ${tour.steps.length}`),
      h("span", { class: "grow" }),
      h(
        "button",
        {
          type: "button",
          class: "icon-button small",
          "aria-label": "Minimise the tour",
          title: "Minimise",
          onClick: toggleTour,
        },
        icon("minus"),
      ),
    ),
    h(
      "div",
      {
        class: "tour-progress",
        role: "progressbar",
        "aria-label": "Steps done",
        "aria-valuemin": "0",
        "aria-valuemax": tour.steps.length,
        "aria-valuenow": done,
      },
      h("span", { style: { width: `${(100 * done) / Math.max(1, tour.steps.length)}%` } }),
    ),
    h(
      "ol",
      { class: "steps" },
      tour.steps.map((step, index) => stepNode(step, index, now)),
    ),
    !now && h("p", { class: "tour-end" }, "That was all of it. Look around as anyone you like."),
    state.canRestart &&
      h(
        "footer",
        { class: "tour-foot" },
        h(
          "button",
          { type: "button", class: "button", disabled: startingOver, onClick: startOver },
          startingOver ? spinner() : icon("restart"),
          startingOver ? "Starting over…" : "Start over",
        ),
      ),
  );
}
