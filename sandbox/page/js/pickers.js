/** Date, time, and both: typed or picked. Times are "14:30" in the acting user's zone. */

import { ask, chosen } from "./actions.js";
import { calendar, parseDay, shortDay } from "./calendar.js";
import { combobox } from "./combobox.js";
import { h } from "./dom.js";
import { valueOf, write } from "./forms.js";
import { icon } from "./icons.js";
import { closePop, isOpen, openPop } from "./popover.js";
import { update } from "./store.js";
import { clockTime, dayOf, epochOf, now } from "./time.js";

const STEP_MINUTES = 15;
const typing = new Map(); // field id -> what is being typed and is not a day yet
const halves = new Map(); // datetime field id -> {day, time} while only one of them is known

/** A field for a day with a calendar. */
function dayField(id, value, placeholder, names, onPick) {
  const commit = (el) => {
    const words = typing.get(id);
    typing.delete(id);
    if (words === undefined) return;
    const day = words.trim() ? parseDay(words) : null;
    if (day || !words.trim()) onPick(day);
    else update(); // what can't be read gives way to the day that was there
    if (el) el.value = day ? shortDay(day) : "";
  };
  const open = () => !isOpen(id) && openPop(id, { day: value ?? dayOf(now()), grab: false });
  return h(
    "div",
    { class: "combo combo-date", "data-anchor": true },
    h("span", { class: "combo-sign" }, icon("calendar")),
    h("input", {
      ...names,
      type: "text",
      autocomplete: "off",
      "aria-haspopup": "dialog",
      "aria-expanded": isOpen(id),
      placeholder,
      value: typing.get(id) ?? (value ? shortDay(value) : ""),
      onClick: open,
      onInput: (event) => {
        typing.set(id, event.target.value);
        const day = parseDay(event.target.value);
        if (day) update((s) => s.pop?.id === id && (s.pop.day = day));
      },
      onBlur: (event) => {
        commit(event.target);
        if (event.relatedTarget && !event.target.parentElement.contains(event.relatedTarget)) closePop(id);
      },
      onKeyDown: (event) => {
        if (event.key === "ArrowDown") {
          event.preventDefault();
          event.stopPropagation();
          commit(event.target);
          openPop(id, { day: parseDay(event.target.value) ?? value ?? dayOf(now()), grab: true });
        } else if (event.key === "Enter") {
          event.preventDefault();
          event.stopPropagation();
          if (!typing.has(id) && !isOpen(id)) return open();
          commit(event.target);
          closePop(id);
        }
      },
    }),
    calendar(id, value, (day) => {
      document.getElementById(names.id)?.focus();
      onPick(day);
    }),
  );
}

/** A time as people type it ("14:30", "2:30 pm", "9"), as "14:30", or null. */
function parseTime(words) {
  const found = /^(\d{1,2})(?:[:.h]?([0-5]\d))?\s*([ap])?\.?m?\.?$/i.exec(words.trim());
  if (!found) return null;
  let hour = Number(found[1]);
  const half = found[3]?.toLowerCase();
  if (hour > (half ? 12 : 23) || (half && hour === 0)) return null;
  if (half) hour = (hour % 12) + (half === "p" ? 12 : 0);
  return `${String(hour).padStart(2, "0")}:${found[2] ?? "00"}`;
}

const timeOption = (time) => ({ key: time, text: time, raw: time });
const DAY = Array.from(
  { length: (24 * 60) / STEP_MINUTES },
  (_, n) =>
    `${String(Math.floor((n * STEP_MINUTES) / 60)).padStart(2, "0")}:${String((n * STEP_MINUTES) % 60).padStart(2, "0")}`,
);

function timeField(id, value, placeholder, names, onPick) {
  const groups = (query) => {
    const exact = parseTime(query);
    const fitting = DAY.filter((t) => t !== exact && t.includes(query));
    const options = [...(exact ? [exact] : []), ...fitting].map(timeOption);
    return options.length ? [{ label: null, options }] : [];
  };
  return combobox({
    id,
    multi: false,
    selected: value ? [timeOption(value)] : [],
    placeholder,
    groups,
    mark: h("span", { class: "combo-sign" }, icon("clock")),
    empty: "Type a time, such as 14:30",
    attributes: names,
    onPick: (options) => onPick(options[0]?.raw ?? null),
  });
}

async function choose(scope, block, element, value) {
  if (element.confirm && !(await ask(element.confirm))) return;
  const payload = write(scope, block.block_id, element, value);
  chosen(scope, block, { ...element, confirm: undefined }, payload);
}

/** datepicker */
export function datepicker(scope, block, element, names) {
  return dayField(
    `day-${names.uid}`,
    valueOf(scope, block.block_id, element),
    element.placeholder?.text ?? "Select a date",
    { ...names.field, "data-action-id": element.action_id },
    (day) => choose(scope, block, element, day),
  );
}

/** timepicker */
export function timepicker(scope, block, element, names) {
  return timeField(
    `time-${names.uid}`,
    valueOf(scope, block.block_id, element),
    element.placeholder?.text ?? "Select a time",
    { ...names.field, "data-action-id": element.action_id },
    (time) => choose(scope, block, element, time),
  );
}

/** datetimepicker: its value is known once the day and the time are. */
export function datetimepicker(scope, block, element, names) {
  const epoch = valueOf(scope, block.block_id, element);
  const half = halves.get(names.uid) ?? (epoch ? { day: dayOf(epoch), time: clockTime(epoch) } : {});
  const pick = (change) => {
    const next = { ...half, ...change };
    halves.set(names.uid, next);
    const whole = next.day && next.time ? epochOf(next.day, next.time) : null;
    if (whole) halves.delete(names.uid);
    if (whole !== epoch) choose(scope, block, element, whole);
    else update();
  };
  const field = (part) => ({
    ...names.field,
    id: `${names.field.id}-${part}`,
    "aria-labelledby": undefined,
    "aria-label": `${names.words}: ${part}`,
    "data-action-id": element.action_id,
    "data-part": part,
  });
  return h(
    "div",
    { class: "pair", role: "group", id: names.field.id, "aria-label": names.words, tabindex: "-1" },
    dayField(`day-${names.uid}`, half.day, "Select a date", field("date"), (day) => pick({ day })),
    timeField(`time-${names.uid}`, half.time, "Select a time", field("time"), (time) => pick({ time })),
  );
}
