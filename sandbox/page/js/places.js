/** Where one is in the workspace, and how one gets elsewhere. The address bar follows, so that a reload stays put. */

import { act } from "./api.js";
import { loadHistory, loadThread } from "./data.js";
import { appDm, channel, isPhone, openChannelId, state, update } from "./store.js";
import { toast } from "./toasts.js";

/** Goes to a place: {kind: "channel", id, at?: ts of a message to show} or {kind: "home", tab}. */
export function go(place, thread = null) {
  const target = properPlace(place);
  update((s) => {
    s.place = target;
    s.thread = thread;
    s.pane = "main";
    s.pop = null;
  });
  arrive();
  if (thread) openThread(thread.channel, thread.ts);
  if (place.at) reveal(place.at, thread);
}

/** The conversation with the app is the Messages tab of its Home; an app without a Home begins there. */
function properPlace(place) {
  if (place.kind === "channel" && channel(place.id)?.user === state.app.bot_user_id)
    return { kind: "home", tab: "messages" };
  if (place.tab === "home" && state.app.home_tab === false) return { kind: "home", tab: "messages" };
  return place;
}

/** What opening a place brings with it: its messages, a mark that they are read, and word to the app about its Home. */
export async function arrive() {
  writeAddress();
  if (state.place.kind === "home" && state.place.tab !== "about") {
    act("home_opened", { tab: state.place.tab });
    if (state.place.tab === "messages" && !appDm())
      await act("open_dm", { user: state.app.bot_user_id }).then((answer) => learnDm(answer, state.app.bot_user_id));
  }
  const id = openChannelId();
  if (!id) return;
  await loadHistory(id);
  markRead(id);
}

/** A new direct conversation, until the sandbox says more about it. */
function learnDm(answer, peer) {
  const id = answer.channel;
  if (id && !channel(id))
    update((s) => s.channels.set(id, { id, is_im: true, is_member: true, user: peer, unread: 0, mentions: 0 }));
}

/** Opens the direct conversation with somebody. */
export async function openPerson(id) {
  const known = [...state.channels.values()].find((c) => c.is_im && c.user === id);
  if (known) return go({ kind: "channel", id: known.id });
  const answer = await act("open_dm", { user: id });
  if (!answer.ok) return toast(answer.message ?? "That conversation can't be opened.", "bad");
  learnDm(answer, id);
  return go({ kind: "channel", id: answer.channel });
}

export function openThread(channelId, ts) {
  update((s) => {
    s.thread = { channel: channelId, ts };
  });
  writeAddress();
  return loadThread(channelId, ts);
}

export function closeThread() {
  update((s) => {
    s.thread = null;
  });
  writeAddress();
}

/** On a telephone: back to the list of conversations. */
export function showList() {
  update((s) => {
    s.pane = "list";
    s.thread = null;
  });
}

/** Says that the acting user has read a conversation up to its newest message. */
export function markRead(id) {
  const list = state.messages.get(id)?.list ?? [];
  const entry = channel(id);
  const last = list.filter((m) => !m.ephemeral).at(-1);
  if (!entry || !last || document.hidden || !(entry.unread || entry.mentions)) return;
  update(() => Object.assign(entry, { unread: 0, mentions: 0 }));
  act("read", { channel: id, ts: last.ts });
}

function reveal(ts, thread) {
  const root = thread ? ".thread" : ".main";
  let tries = 0;
  const look = () => {
    const found = document.querySelector(`${root} [data-ts="${CSS.escape(ts)}"]`);
    if (found) {
      found.scrollIntoView({ block: "center" });
      found.classList.add("flash");
      setTimeout(() => found.classList.remove("flash"), 1800);
    } else if ((tries += 1) < 20) setTimeout(look, 60);
  };
  setTimeout(look, 60);
}

/** The address bar holds the acting user, the place, the thread and the width. */
export function writeAddress() {
  const { place, thread, me, width } = state;
  const query = new URLSearchParams({ as: me.id, at: place.kind === "home" ? `home/${place.tab}` : place.id });
  if (thread) query.set("thread", `${thread.channel}/${thread.ts}`);
  if (width === "phone") query.set("width", "phone");
  history.replaceState(null, "", `/?${query.toString().replaceAll("%2F", "/")}`);
}

/**
 * The place that the address bar names (a permalink leads to ?channel=&ts=&thread_ts=), if it exists for this user;
 * else the app's Home.
 */
function readAddress() {
  const query = new URLSearchParams(location.search);
  const at = query.get("channel") ?? query.get("at") ?? "";
  const [threadChannel, threadTs] = query.has("thread_ts")
    ? [at, query.get("thread_ts")]
    : (query.get("thread") ?? "").split("/");
  const thread = threadTs && channel(threadChannel) ? { channel: threadChannel, ts: threadTs } : null;
  if (channel(at)) return { place: properPlace({ kind: "channel", id: at }), thread, named: true, ts: query.get("ts") };
  const tab = ["home", "messages", "about"].find((name) => at === `home/${name}`);
  return { place: properPlace({ kind: "home", tab: tab ?? "home" }), thread, named: Boolean(tab) };
}

/** Settles what a fresh start shows: on a telephone that is the list, unless the address names a place. */
export function startPlace() {
  const { place, thread, named, ts } = readAddress();
  update((s) => {
    s.place = place;
    s.thread = thread;
    s.pane = isPhone() && !named ? "list" : "main";
  });
  if (thread) loadThread(thread.channel, thread.ts);
  if (ts) reveal(ts, thread);
  return arrive();
}
