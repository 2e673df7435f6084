/** Slack's eleven select menus, each a list of options for the one combobox. */

import { act } from "./api.js";
import { chosen } from "./actions.js";
import { avatar } from "./avatar.js";
import { combobox, filterGroups } from "./combobox.js";
import { withEmoji } from "./emoji.js";
import { read, valueOf, write } from "./forms.js";
import { h } from "./dom.js";
import { channelSign } from "./icons.js";
import { unescape } from "./mrkdwn.js";
import { nameOf, state, titleOf, update } from "./store.js";

const SUGGEST_MS = 250;

/** The words of an option, as plain text. */
const optionText = (option) => withEmoji(option.text.type === "mrkdwn" ? unescape(option.text.text) : option.text.text);

const fromOption = (option) => ({
  key: option.value,
  text: optionText(option),
  hint: option.description?.text,
  raw: option,
});

const person = (id) => ({
  key: id,
  text: nameOf(id),
  hint: state.users.get(id)?.title,
  mark: avatar(id, "tiny"),
  raw: id,
});

function conversation(id) {
  const entry = state.channels.get(id);
  const mark = entry?.is_im
    ? avatar(entry.user, "tiny")
    : h("span", { class: "option-sign" }, channelSign(entry ?? {}));
  return { key: id, text: titleOf(entry), mark, raw: id };
}

function staticGroups(element) {
  const groups = element.option_groups?.map((g) => ({
    label: withEmoji(g.label.text),
    options: g.options.map(fromOption),
  }));
  return groups ?? [{ label: null, options: (element.options ?? []).map(fromOption) }];
}

const byText = (a, b) => a.text.localeCompare(b.text);

function people() {
  const all = [...state.users.values()].filter((u) => !u.deleted).map((u) => person(u.id));
  return [{ label: null, options: all.sort(byText) }];
}

function conversations(test) {
  return [
    {
      label: null,
      options: [...state.channels.values()]
        .filter(test)
        .map((c) => conversation(c.id))
        .sort(byText),
    },
  ];
}

function wanted(filter) {
  return (entry) => {
    const kind = entry.is_im ? "im" : entry.is_private ? "private" : "public";
    if (filter?.include && !filter.include.includes(kind)) return false;
    return !(filter?.exclude_bot_users && entry.is_im && state.users.get(entry.user)?.is_bot);
  };
}

const KINDS = {
  static_select: { groups: staticGroups, option: fromOption },
  users_select: { groups: people, option: person },
  conversations_select: { groups: (e) => conversations(wanted(e.filter)), option: conversation },
  channels_select: { groups: () => conversations((c) => !c.is_im && !c.is_private), option: conversation },
  external_select: { external: true, option: fromOption },
};

export const isSelect = (type) => type.replace(/^multi_/, "") in KINDS;

const fetched = new Map(); // combobox id -> {query, groups|null, timer}

/** Asks the app for options once the fingers rest; an answer to an older question is dropped. */
function suggest(id, scope, block, element, query) {
  const least = element.min_query_length ?? 3;
  const before = fetched.get(id);
  clearTimeout(before?.timer);
  if ([...query].length < least) return fetched.set(id, { query, groups: [], short: least });
  const entry = { query, groups: null };
  fetched.set(id, entry);
  entry.timer = setTimeout(async () => {
    const answer = await act("suggestion", {
      container: scope.container,
      block_id: block.block_id,
      action_id: element.action_id,
      value: query,
    });
    update(() => {
      entry.groups = answer.ok ? staticGroups(answer) : [];
      entry.failed = !answer.ok && (answer.message ?? "The options could not be loaded.");
    });
  }, SUGGEST_MS);
  return undefined;
}

function emptyText(id, external) {
  const entry = external && fetched.get(id);
  if (entry?.failed) return entry.failed;
  if (entry?.short) return `Type at least ${entry.short} character${entry.short === 1 ? "" : "s"} to search.`;
  return "No matching results";
}

/** A select menu of any kind. @param {object} names the field's id and accessible names */
export function select(scope, block, element, names) {
  const kind = KINDS[element.type.replace(/^multi_/, "")];
  const multi = element.type.startsWith("multi_");
  const id = `combo-${names.uid}`;
  const value = valueOf(scope, block.block_id, element);
  const selected = (multi ? (value ?? []) : value ? [value] : []).map(kind.option);
  return combobox({
    id,
    multi,
    selected,
    max: element.max_selected_items,
    clearable: block.type === "input" && block.optional,
    placeholder: withEmoji(element.placeholder?.text ?? (multi ? "Choose some options" : "Choose an option")),
    groups: kind.external
      ? () => (fetched.has(id) ? fetched.get(id).groups && nonEmpty(fetched.get(id).groups) : null)
      : (query) => filterGroups(kind.groups(element), query),
    onQuery: kind.external ? (query) => suggest(id, scope, block, element, query) : undefined,
    empty: emptyText(id, kind.external),
    onPick: (options) =>
      choose(
        scope,
        block,
        element,
        multi,
        options.map((o) => o.raw),
      ),
    attributes: { ...names.field, "data-action-id": element.action_id },
  });
}

const nonEmpty = (groups) => groups.filter((g) => g.options.length);

function choose(scope, block, element, multi, raws) {
  read(scope, block.block_id, element);
  const payload = write(scope, block.block_id, element, multi ? raws : (raws[0] ?? null));
  chosen(scope, block, element, payload);
}
