/**
 * What has been filled in. Values are kept in the shape of Slack's `state.values`, per form and per (block_id,
 * action_id): as in Slack, an update of the view keeps what is typed as long as both ids stay the same.
 *
 * A scope is the form that elements live in: `{key, kind, container, blocks, values?}`; `values` is what the sandbox
 * knows of it.
 */

import { openChannelId, update, updateTyping } from "./store.js";

const forms = new Map(); // scope key -> Map("block\naction" -> element state)
const id = (block, action) => `${block}\n${action}`;

const current = (element) => (element.default_to_current_conversation ? openChannelId() : null);

const FIRST = {
  plain_text_input: (e) => ({ value: e.initial_value ?? null }),
  email_text_input: (e) => ({ value: e.initial_value ?? null }),
  url_text_input: (e) => ({ value: e.initial_value ?? null }),
  number_input: (e) => ({ value: e.initial_value ?? null }),
  rich_text_input: (e) => ({ rich_text_value: e.initial_value ?? null }),
  static_select: (e) => ({ selected_option: e.initial_option ?? null }),
  external_select: (e) => ({ selected_option: e.initial_option ?? null }),
  radio_buttons: (e) => ({ selected_option: e.initial_option ?? null }),
  multi_static_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  multi_external_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  checkboxes: (e) => ({ selected_options: e.initial_options ?? [] }),
  users_select: (e) => ({ selected_user: e.initial_user ?? null }),
  multi_users_select: (e) => ({ selected_users: e.initial_users ?? [] }),
  conversations_select: (e) => ({ selected_conversation: e.initial_conversation ?? current(e) }),
  multi_conversations_select: (e) => ({
    selected_conversations: e.initial_conversations ?? [current(e)].filter(Boolean),
  }),
  channels_select: (e) => ({ selected_channel: e.initial_channel ?? null }),
  multi_channels_select: (e) => ({ selected_channels: e.initial_channels ?? [] }),
  datepicker: (e) => ({ selected_date: e.initial_date ?? null }),
  timepicker: (e) => ({ selected_time: e.initial_time ?? null }),
  datetimepicker: (e) => ({ selected_date_time: e.initial_date_time ?? null }),
};

const payload = ({ type, ...rest }) => Object.values(rest)[0];
const isEmpty = (value) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

/** The state of one element: `{type, value | selected_…}`. */
export function read(scope, blockId, element) {
  const form = forms.get(scope.key) ?? forms.set(scope.key, new Map()).get(scope.key);
  const key = id(blockId, element.action_id);
  const kept = form.get(key);
  if (kept && kept.type === element.type) return kept;
  const known = scope.values?.[blockId]?.[element.action_id];
  const first = { type: element.type, ...FIRST[element.type]?.(element) };
  const usable = known && known.type === element.type && !isEmpty(payload(known));
  form.set(key, usable ? known : first);
  return form.get(key);
}

/** The bare value: text, option, id, list. */
export const valueOf = (scope, blockId, element) => payload(read(scope, blockId, element));

/** Stores a value and returns the payload that an action carries: `{selected_option: …}`. */
export function write(scope, blockId, element, value) {
  const { type, ...rest } = read(scope, blockId, element);
  const changed = { [Object.keys(rest)[0]]: value };
  const draw = scope.kind === "message" ? update : updateTyping;
  draw(() => forms.get(scope.key).set(id(blockId, element.action_id), { type, ...changed }));
  return changed;
}

/** Forgets one form (a closed view), or all of them. */
export function forgetForms(key) {
  if (key) forms.delete(key);
  else forms.clear();
}

const elementsOf = {
  input: (b) => [b.element],
  actions: (b) => b.elements,
  section: (b) => (b.accessory ? [b.accessory] : []),
};

/** Every (block, element) of the blocks that holds a value. */
export function fields(blocks) {
  return (blocks ?? []).flatMap((block) =>
    (elementsOf[block.type]?.(block) ?? []).filter((e) => e && FIRST[e.type]).map((element) => ({ block, element })),
  );
}

/** Slack's `state.values` of a form. What belongs to blocks that are gone is forgotten. */
export function collect(scope) {
  const values = {};
  const live = new Set();
  for (const { block, element } of fields(scope.blocks)) {
    (values[block.block_id] ??= {})[element.action_id] = read(scope, block.block_id, element);
    live.add(id(block.block_id, element.action_id));
  }
  const form = forms.get(scope.key);
  for (const key of form?.keys() ?? []) if (!live.has(key)) form.delete(key);
  return { values };
}

const RULES = {
  email_text_input: (v) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(v) && "Please enter a valid email address.",
  url_text_input: (v) =>
    !/^https?:\/\/[^\s/]+\.?[^\s]*$/i.test(v) && "Please enter a valid URL, starting with https://.",
  number_input: numberTrouble,
  plain_text_input: lengthTrouble,
};

function numberTrouble(text, e) {
  const n = Number(text);
  if (!Number.isFinite(n)) return "Please enter a number.";
  if (!e.is_decimal_allowed && !Number.isInteger(n)) return "Please enter a whole number.";
  if (e.min_value !== undefined && n < Number(e.min_value))
    return `Please enter a number that is ${e.min_value} or more.`;
  if (e.max_value !== undefined && n > Number(e.max_value))
    return `Please enter a number that is ${e.max_value} or less.`;
  return null;
}

function lengthTrouble(text, e) {
  const length = [...text].length;
  if (e.min_length && length < e.min_length) return `Please write at least ${e.min_length} characters.`;
  if (e.max_length && length > e.max_length) return `Please keep this under ${e.max_length + 1} characters.`;
  return null;
}

/** What Slack's client finds wrong before it asks the app: `{block_id: sentence}`. */
export function troubles(scope) {
  const found = {};
  for (const { block, element } of fields(scope.blocks)) {
    if (block.type !== "input") continue;
    const value = valueOf(scope, block.block_id, element);
    if (isEmpty(typeof value === "string" ? value.trim() : value)) {
      if (!block.optional) found[block.block_id] = "Please complete this required field.";
      continue;
    }
    const trouble = RULES[element.type]?.(value, element);
    if (trouble) found[block.block_id] = trouble;
  }
  return found;
}
