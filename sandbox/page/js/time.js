/** Dates and times as the acting user reads them: in their zone, by the sandbox's clock. */

import { state } from "./store.js";

const formats = new Map();

/** The sandbox's time, in seconds. */
export const now = () => Date.now() / 1000 + state.clock.skew;

function parts(epoch, options, zone) {
  const tz = zone ?? state.me?.tz ?? "UTC";
  const key = tz + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, makeFormat(tz, options));
  return formats.get(key).format(new Date(epoch * 1000));
}

function makeFormat(tz, options) {
  const language = options.year === "iso" ? "sv-SE" : "en-US";
  const wanted = options.year === "iso" ? { year: "numeric", month: "2-digit", day: "2-digit" } : options;
  try {
    return new Intl.DateTimeFormat(language, { ...wanted, timeZone: tz });
  } catch {
    return new Intl.DateTimeFormat(language, { ...wanted, timeZone: "UTC" }); // a zone that the browser does not know
  }
}

/** "2026-03-09": the day in the user's zone. */
export const dayOf = (epoch, zone) => parts(epoch, { year: "iso" }, zone);

/** "09:05": twenty-four hours, as the apps that run here write their times. */
export function clockTime(epoch, zone, seconds = false) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return parts(epoch, seconds ? { ...options, second: "2-digit" } : options, zone);
}

/** "Monday, March 9" or today, yesterday, tomorrow: what divides days in a channel. */
export function dayTitle(epoch) {
  const near = nearDay(epoch);
  return near ? near[0].toUpperCase() + near.slice(1) : `${parts(epoch, { weekday: "long" })}, ${longDay(epoch)}`;
}

function longDay(epoch) {
  const text = `${parts(epoch, { month: "long" })} ${ordinal(Number(parts(epoch, { day: "numeric" })))}`;
  const year = parts(epoch, { year: "numeric" });
  return year === parts(now(), { year: "numeric" }) ? text : `${text}, ${year}`;
}

function ordinal(n) {
  const tail = n % 100 > 10 && n % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${tail}`;
}

function nearDay(epoch) {
  const days = Math.round((Date.parse(dayOf(epoch)) - Date.parse(dayOf(now()))) / 86400000);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days] ?? null;
}

/** "Mon, Mar 9": for the clock. */
export const weekDay = (epoch, zone) => parts(epoch, { weekday: "short", month: "short", day: "numeric" }, zone);

/** "3 min ago": how long since, by the sandbox's clock. */
export function ago(epoch) {
  const seconds = Math.round(now() - epoch);
  const ahead = seconds < 0;
  const size = Math.abs(seconds);
  const [n, unit] = [
    [86400, "day"],
    [3600, "hour"],
    [60, "minute"],
  ]
    .map(([length, word]) => [Math.floor(size / length), word])
    .find(([count]) => count > 0) ?? [0, "minute"];
  if (n === 0) return "just now";
  const text = `${n} ${unit}${n === 1 ? "" : "s"}`;
  return ahead ? `in ${text}` : `${text} ago`;
}

const TOKENS = {
  date_num: (t) => dayOf(t),
  date: (t) => longDate(t),
  date_short: (t) => parts(t, { month: "short", day: "numeric", year: "numeric" }),
  date_long: (t) => `${parts(t, { weekday: "long" })}, ${longDate(t)}`,
  date_slash: (t) => parts(t, { month: "2-digit", day: "2-digit", year: "numeric" }),
  date_pretty: (t) => nearDay(t) ?? longDate(t),
  date_short_pretty: (t) => nearDay(t) ?? TOKENS.date_short(t),
  date_long_pretty: (t) => nearDay(t) ?? TOKENS.date_long(t),
  day_divider_pretty: (t) => dayTitle(t),
  time: (t) => clockTime(t),
  time_secs: (t) => clockTime(t, undefined, true),
  ago: (t) => ago(t),
};

function longDate(t) {
  return `${parts(t, { month: "long" })} ${ordinal(Number(parts(t, { day: "numeric" })))}, ${parts(t, { year: "numeric" })}`;
}

/**
 * Slack's date pattern ("{date_short_pretty} at {time}") for a moment; the fallback when it asks for what is unknown.
 */
export function datePattern(epoch, pattern, fallback) {
  let unknown = !Number.isFinite(epoch);
  const text = pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    if (unknown || !TOKENS[name]) {
      unknown = true;
      return whole;
    }
    return TOKENS[name](epoch);
  });
  if (unknown) return fallback;
  return pattern.startsWith("{") ? text[0].toUpperCase() + text.slice(1) : text;
}

/** The moment of a local day ("2026-03-09") and time ("14:30") in the user's zone, in seconds. */
export function epochOf(day, time, zone = state.me?.tz ?? "UTC") {
  const wanted = Date.parse(`${day}T${time}:00Z`) / 1000;
  let guess = wanted;
  for (let round = 0; round < 2; round += 1)
    guess += wanted - Date.parse(`${dayOf(guess, zone)}T${clockTime(guess, zone)}:00Z`) / 1000;
  return guess;
}
