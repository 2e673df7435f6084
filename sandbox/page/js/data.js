/** Brings in what the sandbox knows, and keeps it up to date with what the sandbox tells. */

import * as api from "./api.js";
import { forgetForms } from "./forms.js";
import { openChannelId, state, update, updateSoon } from "./store.js";
import { now } from "./time.js";
import { markRead, startPlace } from "./places.js";

const LAST = "sandbox-as";

/** Who acted last in this browser: for addresses that name nobody. */
export function lastActor() {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(id) {
  try {
    localStorage.setItem(LAST, id);
  } catch {
    // the same: then the next page starts as the first person
  }
}

let held = null; // events that came before what they change

/**
 * Becomes a user: everything is loaded afresh. The line is opened first, so that nothing falls between what is loaded
 * and what is told. Somebody who is not there (any more) gives way to the first person.
 */
export async function become(as) {
  const id = as ?? (await api.boot()).me?.id;
  const mine = (held = []);
  if (id) await api.listen(id, onEvent, onLine);
  const answer = await api.boot(id);
  if (held !== mine) return undefined; // somebody else was chosen meanwhile
  if (answer.error === "user_not_found" && as) return become(null);
  if (!answer.me) {
    return update((s) => {
      s.problem = answer.message ?? answer.error ?? "The sandbox doesn't answer.";
    });
  }
  forgetForms();
  remember(answer.me.id);
  update((s) => settle(s, answer));
  held = null;
  mine.forEach(onEvent);
  return startPlace();
}

/** A tour that has steps, or none. */
const usable = (tour) => (tour?.steps?.length ? tour : null);

function settle(s, answer) {
  Object.assign(s, {
    ready: true,
    problem: null,
    workspace: answer.workspace,
    me: answer.me,
    app: answer.app,
    home: answer.home ?? null,
    tour: usable(answer.tour),
    canRestart: Boolean(answer.can_restart),
    views: answer.views ?? [],
    pop: null,
    confirm: null,
    thread: null,
  });
  s.users = new Map(answer.users.map((u) => [u.id, u]));
  s.channels = new Map(answer.channels.map((c) => [c.id, c]));
  for (const kept of [loading, s.messages, s.threads, s.newFrom, s.drafts, s.errors, s.trouble, s.busy]) kept.clear();
  setClock(answer.clock);
}

function onLine(connected, again) {
  update((s) => {
    s.connected = connected;
  });
  if (connected && again) become(state.me.id); // what happened meanwhile was not told
}

export function setClock(clock) {
  if (clock?.now) state.clock = { skew: clock.now - Date.now() / 1000 };
}

const loading = new Map(); // channel -> news of it that came while its messages were on their way

/** Asks for messages and takes them in; what is told of the channel meanwhile is taken in after them, not before. */
async function load(asked, take) {
  const { workspace } = state; // another one once somebody else acts, or all begins anew
  const news = loading.get(asked.channel) ?? { events: [], asking: 0 };
  loading.set(asked.channel, news);
  news.asking += 1;
  const answer = await api.history(asked);
  news.asking -= 1;
  if (state.workspace !== workspace) return;
  update((s) => take(s, answer.messages ?? [], answer));
  if (news.asking > 0) return;
  loading.delete(asked.channel);
  news.events.forEach(onEvent);
}

/** Loads a conversation's latest messages, or (`older`) the page before them. */
export async function loadHistory(id, older = false) {
  const known = state.messages.get(id);
  if (known?.loaded && !older) return;
  const before = older ? known.list[0]?.ts : null;
  await load({ channel: id, before }, (s, messages, answer) => {
    const entry = s.messages.get(id) ?? { list: [] };
    s.messages.set(id, {
      list: merge(entry.list, messages),
      has_more: Boolean(answer.has_more),
      loaded: true,
    });
    if (!older) markNew(id);
  });
}

function markNew(id) {
  const unread = state.channels.get(id)?.unread ?? 0;
  const others = state.messages.get(id).list.filter((m) => m.user !== state.me.id && !m.ephemeral);
  if (unread > 0 && others.length) state.newFrom.set(id, others[Math.max(0, others.length - unread)].ts);
  else state.newFrom.delete(id);
}

export async function loadThread(channelId, ts) {
  await load({ channel: channelId, thread_ts: ts }, (s, messages) => {
    const key = `${channelId}/${ts}`;
    s.threads.set(key, { list: merge(s.threads.get(key)?.list ?? [], messages), loaded: true });
  });
}

function merge(list, more) {
  const all = new Map([...list, ...more].map((m) => [m.ts, m]));
  return [...all.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
}

const without = (list, ts) => list.filter((m) => m.ts !== ts);
const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts;

/** Puts a message where it belongs: its channel, its thread, or both. */
export function place(channelId, message) {
  const entry = state.messages.get(channelId);
  if (entry && (!isReply(message) || message.subtype === "thread_broadcast")) entry.list = merge(entry.list, [message]);
  if (message.thread_ts) {
    const thread = state.threads.get(`${channelId}/${message.thread_ts}`);
    if (thread) thread.list = merge(thread.list, [message]);
    if (isReply(message) && !message.ephemeral) countReply(entry, message);
  }
}

/** The parent's "n replies", until the sandbox sends the parent itself. */
function countReply(entry, reply) {
  const parent = entry?.list.find((m) => m.ts === reply.thread_ts);
  if (!parent || Number(parent.latest_reply ?? 0) >= Number(reply.ts)) return;
  const changed = {
    ...parent,
    thread_ts: parent.ts,
    reply_count: (parent.reply_count ?? 0) + 1,
    latest_reply: reply.ts,
    reply_users: [...new Set([...(parent.reply_users ?? []), reply.user].filter(Boolean))],
  };
  entry.list = merge(entry.list, [changed]);
}

const EVENTS = {
  message({ channel, message }) {
    place(channel, message);
    const entry = state.channels.get(channel);
    if (entry && !isReply(message)) entry.last_ts = message.ts;
    if (openChannelId() === channel) setTimeout(() => markRead(channel), 50);
  },
  message_changed({ channel, message }) {
    const entry = state.messages.get(channel);
    if (entry?.list.some((m) => m.ts === message.ts)) entry.list = merge(entry.list, [message]);
    for (const [key, thread] of state.threads) {
      if (key.startsWith(`${channel}/`) && thread.list.some((m) => m.ts === message.ts))
        thread.list = merge(thread.list, [message]);
    }
  },
  message_deleted({ channel, ts }) {
    const entry = state.messages.get(channel);
    if (entry) entry.list = without(entry.list, ts);
    for (const [key, thread] of state.threads)
      if (key.startsWith(`${channel}/`)) thread.list = without(thread.list, ts);
  },
  views({ stack }) {
    const open = new Set(stack.map((v) => v.id));
    for (const view of state.views) if (!open.has(view.id)) forgetForms(`view:${view.id}`);
    for (const view of stack)
      if (state.views.find((v) => v.id === view.id)?.hash !== view.hash) {
        state.trouble.delete(view.id);
        state.errors.delete(view.id);
      }
    state.views = stack;
  },
  home: ({ view }) => (state.home = view),
  channel({ channel }) {
    if (channel.is_im || channel.is_member || !channel.is_private)
      state.channels.set(channel.id, { ...state.channels.get(channel.id), ...channel });
    else state.channels.delete(channel.id);
  },
  user({ user }) {
    state.users.set(user.id, user);
    if (user.id === state.me.id) state.me = user;
  },
  unread({ channel, unread, mentions }) {
    const entry = state.channels.get(channel);
    if (entry) Object.assign(entry, { unread, mentions });
    if (openChannelId() === channel && state.messages.get(channel)?.loaded) setTimeout(() => markRead(channel), 50);
  },
  clock: setClock,
  tour: ({ tour }) => (state.tour = usable(tour)),
  traffic({ entry }) {
    const { entries } = state.traffic;
    const at = entries.findIndex((known) => known.seq === entry.seq);
    if (at >= 0) entries[at] = entry;
    else entries.push(entry);
    if (entries.length > 600) entries.splice(0, 100);
  },
  restarted() {
    Object.assign(state.traffic, { entries: [], chosen: null });
    become(state.me.id);
  },
};

function onEvent(event) {
  if (held) held.push(event);
  else if (event.type.startsWith("message") && loading.has(event.channel)) loading.get(event.channel).events.push(event);
  else if (EVENTS[event.type]) updateSoon(() => EVENTS[event.type](event));
}

/** A line that only this person sees and that only this page knows: what Slack itself says. */
export function slackbot(channelId, text, threadTs = null) {
  const message = {
    ts: now().toFixed(6),
    username: "Slackbot",
    slackbot: true,
    ephemeral: true,
    text,
    ...(threadTs && { thread_ts: threadTs }),
  };
  update(() => place(channelId, message));
}
