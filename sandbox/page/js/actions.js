/** What a person does with blocks: pressing, choosing, typing, submitting, closing. */

import { act } from "./api.js";
import { collect, troubles } from "./forms.js";
import { state, update } from "./store.js";
import { toast } from "./toasts.js";

const TYPING_MS = 350;
const waiting = new Map(); // "scope/block/action" -> {timer, send}: typing that has not been told yet
const lines = new Map(); // the same key -> promise: told one after another

const keyOf = (scope, block, element) => `${scope.key}/${block.block_id}/${element.action_id}`;

export const isBusy = (scope, block, element) => state.busy.has(keyOf(scope, block, element));

/** Asks before doing, if the element says so. @param {object} texts Slack's confirm object */
export function ask(texts) {
  if (!texts) return Promise.resolve(true);
  return new Promise((resolve) => {
    update((s) => {
      s.pop = null;
      s.confirm = {
        texts,
        from: document.activeElement,
        answer: (yes) => {
          update((after) => {
            after.confirm = null;
          });
          resolve(yes);
        },
      };
    });
  });
}

/** Presses or chooses. @param {object} payload what the action carries, `{value}` or `{selected_option}` … */
export async function press(scope, block, element, payload) {
  if (!(await ask(element.confirm))) return false;
  flush(scope);
  return send(scope, block, element, payload);
}

async function send(scope, block, element, payload) {
  const key = keyOf(scope, block, element);
  update((s) => s.busy.add(key));
  const answer = await act("block_action", {
    container: scope.container,
    block_id: block.block_id,
    action_id: element.action_id,
    value: payload,
    state: collect(scope),
  });
  update((s) => s.busy.delete(key));
  if (!answer.ok) complain(scope, answer.message ?? "The app didn't respond. Try again?");
  return answer.ok;
}

function complain(scope, sentence) {
  if (scope.container.view_id && state.views.some((v) => v.id === scope.container.view_id)) {
    return update((s) => s.trouble.set(scope.container.view_id, sentence));
  }
  return toast(sentence, "bad");
}

/** Typing in an element that tells the app about every character: told when the fingers rest. */
export function typed(scope, block, element, payload) {
  const key = keyOf(scope, block, element);
  clearTimeout(waiting.get(key)?.timer);
  const tell = () => {
    waiting.delete(key);
    const turn = (lines.get(key) ?? Promise.resolve()).then(() => send(scope, block, element, payload));
    lines.set(key, turn);
    return turn;
  };
  waiting.set(key, { tell, timer: setTimeout(tell, TYPING_MS) });
}

/** Tells at once what has been typed and not been told. */
export function flush(scope) {
  for (const [key, entry] of waiting) {
    if (!key.startsWith(`${scope.key}/`)) continue;
    clearTimeout(entry.timer);
    entry.tell();
  }
}

function dropTyping(scope) {
  for (const [key, entry] of waiting) {
    if (!key.startsWith(`${scope.key}/`)) continue;
    clearTimeout(entry.timer);
    waiting.delete(key);
  }
}

/** Which typing an input wants told: the set of Slack's `trigger_actions_on`. */
export function tells(block, element) {
  if (block.type !== "input" || !block.dispatch_action) return new Set();
  return new Set(element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]);
}

/** A value was chosen: elements outside of inputs always tell, inputs when they say so. */
export function chosen(scope, block, element, payload) {
  clearError(scope, block.block_id);
  if (block.type !== "input" || block.dispatch_action) press(scope, block, element, payload);
}

export function clearError(scope, blockId) {
  const errors = state.errors.get(scope.container.view_id);
  if (errors?.[blockId]) update(() => delete errors[blockId]);
}

function showErrors(viewId, errors) {
  update((s) => s.errors.set(viewId, errors));
  setTimeout(() => {
    const first = document.querySelector(
      ".modal .block.has-error :is(input, textarea, select, button, [contenteditable])",
    );
    first?.focus();
    first?.scrollIntoView({ block: "center" });
  }, 40);
}

/** Submits a view: first what can be checked here, then the app's own word. */
export async function submitView(view, scope) {
  if (state.busy.has(view.id) || !view.submit) return;
  const found = troubles(scope);
  update((s) => {
    s.trouble.delete(view.id);
    s.errors.delete(view.id);
  });
  if (Object.keys(found).length) return showErrors(view.id, found);
  dropTyping(scope); // the submission carries it
  update((s) => s.busy.add(view.id));
  const answer = await act("view_submission", { view_id: view.id, state: collect(scope) });
  update((s) => s.busy.delete(view.id));
  if (!answer.ok)
    return update((s) => s.trouble.set(view.id, answer.message ?? "We had some trouble connecting. Try again?"));
  if (answer.response_action === "errors") showErrors(view.id, { ...answer.errors });
}

/** Closes the top view (`all`: the whole stack, as the cross does). */
export async function closeView(view, scope, all) {
  flush(scope);
  update((s) => {
    s.views = all ? [] : s.views.slice(0, -1);
    s.errors.delete(view.id);
    s.trouble.delete(view.id);
  });
  const answer = await act("view_closed", { view_id: view.id, is_cleared: Boolean(all) });
  if (!answer.ok) toast(answer.message ?? "We had some trouble connecting. Try again?", "bad");
}

/** Runs a shortcut of the app. @param {{channel, ts}} [message] when it is a message's */
export async function runShortcut(callbackId, message) {
  const answer = message
    ? await act("message_shortcut", { callback_id: callbackId, ...message })
    : await act("shortcut", { callback_id: callbackId });
  if (!answer.ok) toast(answer.message ?? "The app didn't respond. Try again?", "bad");
}
