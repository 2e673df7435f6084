/** What the composer offers while one types: commands, people, channels, emoji. */

import { appAvatar, avatar } from "./avatar.js";
import { h } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { channelSign, icon } from "./icons.js";
import { nameOf, state } from "./store.js";

const MOST = 8;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
const starts = (text, query) =>
  fold(text)
    .split(/[\s._-]+/)
    .some((word) => word.startsWith(fold(query))) || fold(text).startsWith(fold(query));

/** @typedef {{key: string, insert: string, label: string, hint?: string, mark: any}} Offer */

function commands(query) {
  return state.app.commands
    .filter((c) => c.command.startsWith(query))
    .map((c) => ({
      key: c.command,
      insert: c.command,
      label: `${c.command} ${c.usage_hint ?? ""}`.trim(),
      hint: `${c.description ?? ""}`,
      mark: appAvatar("tiny"),
      tail: state.app.name,
    }));
}

function people(query) {
  const found = [...state.users.values()].filter(
    (u) => !u.deleted && [nameOf(u.id), u.real_name, u.name].some((name) => name && starts(name, query)),
  );
  const users = found
    .sort((a, b) => nameOf(a.id).localeCompare(nameOf(b.id)))
    .slice(0, MOST)
    .map((u) => ({
      key: u.id,
      insert: `@${nameOf(u.id)}`,
      token: `<@${u.id}>`,
      label: nameOf(u.id),
      hint: u.title,
      mark: avatar(u.id, "tiny"),
    }));
  const words = ["here", "channel"]
    .filter((word) => query && word.startsWith(query.toLowerCase()))
    .map((word) => ({
      key: word,
      insert: `@${word}`,
      token: `<!${word}>`,
      label: `@${word}`,
      hint: word === "here" ? "Everyone who is online" : "Everyone in this channel",
      mark: icon("at"),
    }));
  return [...users, ...words];
}

function channels(query) {
  return [...state.channels.values()]
    .filter((c) => !c.is_im && starts(c.name, query))
    .slice(0, MOST)
    .map((c) => ({
      key: c.id,
      insert: `#${c.name}`,
      token: `<#${c.id}>`,
      label: c.name,
      hint: c.topic,
      mark: h("span", { class: "option-sign" }, channelSign(c)),
    }));
}

function emoji(query) {
  return [...EMOJI]
    .filter(([name]) => name.includes(query))
    .sort(([a], [b]) => a.indexOf(query) - b.indexOf(query) || a.length - b.length)
    .slice(0, MOST)
    .map(([name, char]) => ({
      key: name,
      insert: char,
      label: `:${name}:`,
      mark: h("span", { class: "emoji" }, char),
    }));
}

const RULES = [
  { pattern: /^(\/[\w-]*)$/, offers: commands },
  { pattern: /(?:^|[\s(])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u, offers: people, sign: 1 },
  { pattern: /(?:^|[\s(])#([\p{L}\p{N}_-]*)$/u, offers: channels, sign: 1 },
  { pattern: /(?:^|\s):([a-z0-9_+-]{2,})$/, offers: emoji, sign: 1 },
];

/** The offers for the text before the caret: `{from, offers}`, or null. */
export function offersFor(before) {
  for (const { pattern, offers, sign = 0 } of RULES) {
    const found = pattern.exec(before);
    const list = found && offers(found[1]);
    if (list?.length)
      return {
        from: before.length - found[1].length - sign,
        typed: before.slice(before.length - found[1].length - sign),
        offers: list.slice(0, MOST),
      };
  }
  return null;
}

/** The command that a text begins with. */
export const commandOf = (text) =>
  state.app.commands.find((c) => text === c.command || text.startsWith(`${c.command} `)) ?? null;

/** Names as people type them, and what stands for each. @param {(u: object) => string} tokenOf */
function spoken(chosen, tokenOf) {
  const names = new Map();
  for (const u of state.users.values())
    if (!u.deleted && !names.has(`@${nameOf(u.id)}`)) names.set(`@${nameOf(u.id)}`, tokenOf(u));
  for (const [name, token] of chosen) {
    const picked = state.users.get(token.slice(2, -1));
    names.set(name, picked ? tokenOf(picked) : token);
  }
  return names;
}

function replaceNames(text, names, other = "") {
  const pattern = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("|");
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}<])(${pattern})(?![\\p{L}\\p{N}])${other}`, "gu"),
    (whole, name, address) => (name ? names.get(name) : `<${address.replace(/&/g, "&amp;")}>`),
  );
}

/**
 * A message as it is sent: names as Slack's tokens, addresses as links. The sandbox escapes the rest.
 * @param {Map<string, string>} chosen what was picked from the offers: "@Ada" -> "<@U1>"
 */
export function encode(text, chosen = new Map()) {
  const names = spoken(chosen, (u) => `<@${u.id}>`);
  for (const c of state.channels.values()) if (!c.is_im) names.set(`#${c.name}`, `<#${c.id}>`);
  for (const word of ["here", "channel", "everyone"]) names.set(`@${word}`, `<!${word}>`);
  return replaceNames(text, names, `|(?<!<)(https?:\\/\\/[^\\s<>|]+[^\\s<>|.,;:!?)\\]'"])`);
}

/**
 * A command's text: people by their handles, since what becomes of them is for the command to say (`should_escape`).
 */
export const encodeCommand = (text, chosen = new Map()) =>
  replaceNames(
    text,
    spoken(chosen, (u) => (/^[a-z0-9][\w.-]*$/i.test(u.name) ? `@${u.name}` : `<@${u.id}|${u.name}>`)),
  );
