/** The sandbox's time in the acting user's zone, and how to move it. */

import { moveClock } from "./api.js";
import { setClock } from "./data.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { arrive } from "./places.js";
import { closePop, isOpen, menu, openPop, popover, togglePop } from "./popover.js";
import { state, update } from "./store.js";
import { toast } from "./toasts.js";
import { clockTime, dayOf, epochOf, now, weekDay } from "./time.js";

const MOVES = "clock";

/** Moves the clock: {advance: seconds} or {to}. While it is on its way, an impatient click asks for nothing more. */
export async function move(body) {
  if (state.busy.has(MOVES)) return;
  update((s) => s.busy.add(MOVES));
  const answer = await moveClock(body);
  update((s) => s.busy.delete(MOVES));
  const clock = answer.clock ?? answer;
  if (answer.ok === false) return toast(answer.message ?? answer.error ?? "The clock didn't move.", "bad");
  update(() => setClock(typeof clock.now === "number" ? clock : null));
  if (state.place.tab === "home") arrive(); // nobody looks at it for hours: they come back, and the app is told
}

const nextWorkingMorning = () => move({ to: "next_working_morning", zone: state.me.tz });

function setForm() {
  const id = "clock-set";
  const submit = (event) => {
    event.preventDefault();
    if (state.busy.has(MOVES)) return; // the form stays, with what was typed
    const [day, time] = new FormData(event.target).get("moment").split("T");
    closePop(id);
    if (day && time) move({ to: new Date(epochOf(day, time.slice(0, 5)) * 1000).toISOString() });
  };
  return popover(
    id,
    {
      role: "dialog",
      "aria-label": "Set the time",
      class: "clock-set",
      align: "end",
      mount: (el) => {
        const input = el.querySelector("input");
        input.value = `${dayOf(now())}T${clockTime(now())}`; // once: a drawing must not undo what is being typed
        input.focus();
      },
    },
    h(
      "form",
      { onSubmit: submit },
      h("label", { for: "clock-moment" }, `Time in ${zoneName()}`),
      h("input", {
        id: "clock-moment",
        class: "text-input",
        type: "datetime-local",
        name: "moment",
        required: true,
      }),
      h("button", { type: "submit", class: "button button-primary" }, "Set the clock"),
    ),
  );
}

const setter = () =>
  h(
    "span",
    { class: "anchored" },
    h(
      "button",
      {
        type: "button",
        class: "bar-button",
        "data-anchor": true,
        "aria-haspopup": "dialog",
        "aria-expanded": isOpen("clock-set"),
        onClick: () => togglePop("clock-set"),
      },
      "Set…",
    ),
    setForm(),
  );

const zoneName = () => (state.me.tz ?? "UTC").split("/").at(-1).replace(/_/g, " ");

/** Draws again when the minute changes, so that the clock is right without a drawing every second. */
export function keepTime() {
  const wait = 60000 - ((now() * 1000) % 60000) + 20;
  setTimeout(() => {
    update();
    keepTime();
  }, wait);
}

const STEPS = [
  ["+15 min", () => move({ advance: 900 })],
  ["+1 hour", () => move({ advance: 3600 })],
  ["Next working morning", nextWorkingMorning],
];

const face = () => [
  icon("clock"),
  h("span", { class: "clock-day" }, weekDay(now())),
  h("strong", { class: "clock-time", "data-clock": true }, clockTime(now())),
  h("span", { class: "clock-zone" }, zoneName()),
];

/** The clock and its buttons; in a narrow window the buttons are a menu of the clock's. */
export function clockBar() {
  if (!state.narrow) {
    return h(
      "div",
      { class: "clock", role: "group", "aria-label": "The sandbox's clock", "aria-busy": state.busy.has(MOVES) || null },
      h("span", { class: "clock-face", title: state.me.tz }, face()),
      STEPS.map(([label, run]) => h("button", { type: "button", class: "bar-button", onClick: run }, label)),
      setter(),
    );
  }
  const id = "clock-menu";
  const items = [...STEPS.map(([label, run]) => ({ label, run })), { label: "Set…", run: () => openPop("clock-set") }];
  return h(
    "div",
    { class: "clock anchored", "aria-busy": state.busy.has(MOVES) || null },
    h(
      "button",
      {
        type: "button",
        class: "bar-button clock-face",
        "data-anchor": true,
        "aria-haspopup": "menu",
        "aria-expanded": isOpen(id),
        "aria-label": `The sandbox's clock: ${clockTime(now())}`,
        onClick: () => togglePop(id),
      },
      face(),
    ),
    menu(id, "Move the clock", [{ items }]),
    setForm(),
  );
}
