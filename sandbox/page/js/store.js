/** What the page knows, in one place. Change it inside `update` and the page is drawn again. */

export const state = {
  ready: false,
  version: 0, // rises with every change that a message may show
  problem: null, // a sentence, when the sandbox cannot be reached
  connected: true,
  workspace: null,
  me: null,
  users: new Map(),
  channels: new Map(),
  app: null,
  clock: { skew: 0 }, // seconds from the browser's clock to the sandbox's
  messages: new Map(), // channel -> {list, has_more, loaded}
  threads: new Map(), // "channel/ts" -> {list, loaded}
  newFrom: new Map(), // channel -> ts of the first message that was unread on opening
  place: { kind: "home", tab: "home" }, // or {kind: "channel", id}
  thread: null, // {channel, ts}
  views: [], // the modal stack, root first
  home: null,
  tour: null,
  tourOpen: true,
  traffic: { open: false, loaded: false, entries: [], filter: "", side: "all", chosen: null },
  canRestart: false,
  pop: null, // the one open menu, list or calendar: {id, …}
  confirm: null, // {texts, danger, answer(bool)}
  toasts: [],
  busy: new Set(),
  errors: new Map(), // view id -> {block_id: sentence}
  trouble: new Map(), // view id -> a sentence under the form
  drafts: new Map(), // composer -> text
  broadcast: new Set(), // threads whose next reply goes to the channel too
  width: "wide", // or "phone": a frame on a wide screen
  narrow: false, // the window itself is as narrow as a telephone
  pane: "main", // on a telephone: "list" or "main"
  theme: "auto",
};

let draw = () => {};
let queued = false; // something has changed since the last drawing
let atOnce = false; // and is to be drawn before the next event

/** @param {() => void} fn draws the whole page */
export function onDraw(fn) {
  draw = fn;
}

function run() {
  if (!queued) return;
  queued = false;
  draw();
}

/** Applies a change and has the page drawn before the next event, so that fast fingers never meet yesterday's page. */
export function update(change) {
  state.version += 1;
  updateTyping(change);
}

/** The same for a change that no message shows, such as what is being typed: the messages are left as they are. */
export function updateTyping(change) {
  change?.(state);
  queued = true;
  if (atOnce) return;
  atOnce = true;
  queueMicrotask(() => {
    atOnce = false;
    run();
  });
}

/** The same for news from the sandbox, which comes in bursts: drawn once, with the next frame. */
export function updateSoon(change) {
  state.version += 1;
  change(state);
  if (queued) return;
  queued = true;
  if (document.hidden) setTimeout(run, 30);
  else requestAnimationFrame(run);
}

export const user = (id) => state.users.get(id);
export const channel = (id) => state.channels.get(id);
export const isPhone = () => state.narrow || state.width === "phone";

/** A user's name as others read it. */
export function nameOf(id) {
  const found = state.users.get(id);
  return found ? found.display_name || found.real_name || found.name : "Unknown user";
}

/** A conversation's name without its sign. */
export function titleOf(entry) {
  if (!entry) return "Unknown conversation";
  return entry.is_im ? nameOf(entry.user) : entry.name;
}

/** A conversation's name where it is talked about: a channel with its sign. */
export function calledOf(entry) {
  return entry && !entry.is_im && !entry.is_mpim ? `#${entry.name}` : titleOf(entry);
}

/** The conversation between the acting user and the app, if there is one yet. */
export function appDm() {
  return [...state.channels.values()].find((c) => c.is_im && c.user === state.app.bot_user_id);
}

/** The conversation that the main pane shows, if it shows one. */
export function openChannelId() {
  if (state.place.kind === "channel") return state.place.id;
  return state.place.tab === "messages" ? (appDm()?.id ?? null) : null;
}

let counter = 0;
/** A name that no other element on the page has. */
export const unique = (prefix) => `${prefix}-${(counter += 1)}`;
