/** Pictures of people and of the app: initials or an emoji on their own colour. */

import { h } from "./dom.js";
import { emoji as byName } from "./emoji.js";
import { state, user } from "./store.js";

const COLOURS = ["#0f766e", "#3a6ea5", "#8a5a9e", "#b0562f", "#5c7a29", "#a8446a", "#4a5f8f", "#8a6d1f"];

function colourOf(person) {
  if (person.color) return person.color.startsWith("#") ? person.color : `#${person.color}`;
  const sum = [...person.id].reduce((n, c) => n + c.charCodeAt(0), 0);
  return COLOURS[sum % COLOURS.length];
}

function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toLocaleUpperCase())
    .join("");
}

/** @param {string} id user id @param {string} [size] "tiny", "small", "normal" or "large" */
export function avatar(id, size = "normal") {
  const person = user(id);
  if (!person) return h("span", { class: `avatar avatar-${size} avatar-none`, "aria-hidden": "true" }, "?");
  if (id === state.app?.bot_user_id) return appAvatar(size);
  const face = person.emoji ? (byName(person.emoji.replace(/:/g, "")) ?? person.emoji) : null;
  return h(
    "span",
    {
      class: `avatar avatar-${size}${face ? " avatar-emoji" : ""}`,
      style: { "--face": colourOf(person) },
      "aria-hidden": "true",
    },
    face ?? initials(person.display_name || person.real_name || person.name),
  );
}

/** The app's own picture. */
export function appAvatar(size = "normal") {
  return h(
    "span",
    { class: `avatar avatar-${size} avatar-app`, "aria-hidden": "true" },
    h(
      "svg",
      { viewBox: "0 0 32 32" },
      h("path", { d: "M10.5 12.2a7 7 0 0 1 11.6-.6M21.5 19.8a7 7 0 0 1-11.6.6" }),
      h("path", { d: "M22.6 7.6v4.6H18M9.4 24.4v-4.6H14" }),
    ),
  );
}

/** What speaks when Slack itself has something to say. */
export const slackbotAvatar = (size = "normal") =>
  h("span", { class: `avatar avatar-${size} avatar-sandbox`, "aria-hidden": "true" }, "S");
