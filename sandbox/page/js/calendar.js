/**
 * A month to pick a day from. Days are "2026-03-09" strings; arithmetic is done at noon UTC, away from changes of clocks.
 */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { closePop, popover } from "./popover.js";
import { state, update } from "./store.js";
import { dayOf, now } from "./time.js";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAY_MS = 86400000;

const at = (day) => new Date(`${day}T12:00:00Z`);
const text = (date) => date.toISOString().slice(0, 10);
const plus = (day, count) => text(new Date(at(day).getTime() + count * DAY_MS));

/** "Monday, March 9, 2026" */
export const longDay = (day) =>
  `${DAYS[(at(day).getUTCDay() + 6) % 7]}, ${MONTHS[at(day).getUTCMonth()]} ${at(day).getUTCDate()}, ${at(day).getUTCFullYear()}`;

/** "Mon, Mar 9, 2026" */
export const shortDay = (day) => longDay(day).replace(/^(\w{3})\w*, (\w{3})\w*/, "$1, $2");

/** The same day of another month, or that month's last day. */
function plusMonth(day, count) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0, 12));
  return text(new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate()), 12)));
}

/**
 * A day as people type it ("2026-03-09", "9.3.2026", "3/9/2026", "Mar 9", "9 March 2026", "tomorrow"),
 * or null.
 */
export function parseDay(words) {
  const today = dayOf(now());
  const clean = words
    .trim()
    .toLowerCase()
    .replace(/^(mon|tue|wed|thu|fri|sat|sun)\w*,?\s+/, "")
    .replace(/,/g, " ");
  const near = { today: 0, tomorrow: 1, yesterday: -1 }[clean];
  if (near !== undefined) return plus(today, near);
  const numbers =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean)?.slice(1) ??
    swap(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(clean), [3, 2, 1]) ??
    swap(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(clean), [3, 1, 2]);
  if (numbers) return valid(...numbers.map(Number));
  const named =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?(?:\s+(\d{4}))?$/.exec(clean);
  const month = named && MONTHS.findIndex((m) => m.toLowerCase().startsWith(named[2]));
  if (!named || month < 0 || !(named[1] ?? named[3])) return null;
  return valid(Number(named[4] ?? today.slice(0, 4)), month + 1, Number(named[1] ?? named[3]));
}

const swap = (found, order) => found && order.map((n) => found[n]);

function valid(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day, 12));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? text(date) : null;
}

/** The month, as a popover. `state.pop.day` is the day that the keyboard is on. */
export function calendar(id, chosen, onPick) {
  const day = state.pop?.id === id ? state.pop.day : null;
  if (!day) return null;
  const first = `${day.slice(0, 8)}01`;
  const start = plus(first, -((at(first).getUTCDay() + 6) % 7));
  const move = (to) => update((s) => Object.assign(s.pop, { day: to, grab: true }));
  const pick = (to) => {
    closePop(id);
    onPick(to);
  };
  const keys = (event) => {
    if (event.target.closest(".calendar-head")) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return pick(day);
    }
    const to = {
      ArrowLeft: () => plus(day, -1),
      ArrowRight: () => plus(day, 1),
      ArrowUp: () => plus(day, -7),
      ArrowDown: () => plus(day, 7),
      PageUp: () => plusMonth(day, -1),
      PageDown: () => plusMonth(day, 1),
      Home: () => first,
      End: () => plus(plusMonth(first, 1), -1),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    move(to());
  };
  const turn = (count, name, sign) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button small",
        "aria-label": name,
        onClick: () => update((s) => (s.pop.day = plusMonth(day, count))),
      },
      icon(sign),
    );
  const cell = (offset) => {
    const mine = plus(start, offset);
    const outside = mine.slice(0, 7) !== day.slice(0, 7);
    return h(
      "button",
      {
        type: "button",
        role: "gridcell",
        key: mine,
        "data-date": mine,
        tabindex: mine === day ? "0" : "-1",
        "aria-label": longDay(mine),
        "aria-selected": mine === chosen,
        "aria-current": mine === dayOf(now()) ? "date" : null,
        class: `day${outside ? " is-outside" : ""}`,
        onClick: () => pick(mine),
      },
      String(Number(mine.slice(8))),
    );
  };
  return popover(
    id,
    {
      role: "dialog",
      "aria-label": "Calendar",
      class: "calendar",
      onKeyDown: keys,
      after: (el) => state.pop?.grab && el.querySelector(`[data-date="${day}"]`).focus(),
    },
    h(
      "div",
      { class: "calendar-head" },
      turn(-1, "Previous month", "back"),
      h("span", { "aria-live": "polite" }, `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`),
      turn(1, "Next month", "next"),
    ),
    h(
      "div",
      { class: "calendar-days", "aria-hidden": "true" },
      DAYS.map((name) => h("span", null, name.slice(0, 2))),
    ),
    h(
      "div",
      { role: "grid", "aria-label": "Calendar", class: "calendar-grid" },
      [0, 1, 2, 3, 4, 5].map((week) =>
        h(
          "div",
          { role: "row", class: "calendar-week" },
          [0, 1, 2, 3, 4, 5, 6].map((n) => cell(week * 7 + n)),
        ),
      ),
    ),
  );
}
