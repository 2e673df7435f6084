/** The small things inside a text: people, channels, dates, links. */

import { h } from "./dom.js";
import { channel, nameOf, state, user } from "./store.js";
import { datePattern, dayTitle, clockTime } from "./time.js";
import { go, openPerson } from "./places.js";

const WEB = /^(https?:|mailto:|tel:)/i;

/** A person: pressing it opens the conversation with them. */
export function userChip(id, label) {
  if (!user(id)) return h("span", { class: "chip" }, h("bdi", null, `@${label?.replace(/^@/, "") ?? "unknown"}`));
  const mine = id === state.me?.id;
  return h(
    "button",
    { type: "button", class: mine ? "chip chip-me" : "chip", "data-user": id, onClick: () => openPerson(id) },
    "@",
    h("bdi", { dir: "auto" }, nameOf(id)),
  );
}

export function channelChip(id, label) {
  const found = channel(id);
  if (!found) return h("span", { class: "chip" }, label ? `#${label}` : "#private-channel");
  return h("button", { type: "button", class: "chip", onClick: () => go({ kind: "channel", id }) }, `#${found.name}`);
}

/** @here and its like. */
export const wordChip = (word) => h("span", { class: "chip chip-me" }, word);

export function dateChip(seconds, pattern, fallback, address) {
  const text = datePattern(seconds, pattern, fallback);
  if (address) return link(address, text);
  if (!Number.isFinite(seconds)) return h("span", null, text);
  return h(
    "time",
    { datetime: new Date(seconds * 1000).toISOString(), title: `${dayTitle(seconds)}, ${clockTime(seconds)}` },
    text,
  );
}

/** A link, if the address is one a text may lead to; addresses of this workspace are followed inside the page. */
export function link(address, label) {
  const inside = placeOf(address);
  if (!inside && !WEB.test(address)) return h("span", null, label);
  const props = { class: "link", href: inside ? "#" : address, dir: "auto" };
  if (inside) {
    props.onClick = (event) => {
      event.preventDefault();
      go(inside.place, inside.thread);
    };
  } else Object.assign(props, { target: "_blank", rel: "noopener noreferrer nofollow" });
  return h("a", props, label);
}

/** Where in this workspace an address points: a message's permalink, a conversation, or the app's Home. */
function placeOf(address) {
  let parsed;
  try {
    parsed = new URL(address);
  } catch {
    return null;
  }
  const archive = /^\/archives\/(\w+)(?:\/p(\d{10})(\d{6}))?/.exec(parsed.pathname);
  if (archive && channel(archive[1])) {
    const root = parsed.searchParams.get("thread_ts");
    const id = archive[1];
    return {
      place: { kind: "channel", id, at: archive[2] && `${archive[2]}.${archive[3]}` },
      thread: root && { channel: id, ts: root },
    };
  }
  const id = parsed.searchParams.get("id") ?? parsed.searchParams.get("channel");
  if (parsed.protocol === "slack:" && parsed.href.includes("app")) {
    return { place: { kind: "home", tab: parsed.searchParams.get("tab") ?? "home" } };
  }
  if (/app_redirect$/.test(parsed.pathname) && parsed.searchParams.has("app"))
    return { place: { kind: "home", tab: "home" } };
  if ((parsed.protocol === "slack:" || /app_redirect$/.test(parsed.pathname)) && channel(id))
    return { place: { kind: "channel", id } };
  return null;
}
