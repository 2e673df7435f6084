/** The page's way to the sandbox: plain JSON over HTTP, and one WebSocket for what happens. */

import { state } from "./store.js";

const TROUBLE = "We had some trouble connecting. Try again?";

async function ask(path, options) {
  try {
    const answer = await fetch(path, options);
    return await answer.json();
  } catch {
    return { ok: false, error: "unreachable", message: TROUBLE };
  }
}

const post = (path, body, method = "POST") =>
  ask(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** Only what is known is sent: the server picks the acting user when none is named. */
function query(fields) {
  const known = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return new URLSearchParams(known).toString();
}

export const boot = (as) => ask(`/_sandbox/page/boot?${query({ as })}`);
export const history = (fields) => ask(`/_sandbox/page/history?${query({ as: state.me.id, ...fields })}`);
export const traffic = (after) => ask(`/_sandbox/page/traffic?${query({ after })}`);

/** Does something as the acting user. Answers `{ok, …}`; when not ok, `message` is the sentence to show. */
export const act = (type, fields) => post("/_sandbox/page/act", { as: state.me.id, type, ...fields });

export const moveClock = (body) => post("/_sandbox/clock", body);
export const tickTour = (step) => post("/_sandbox/tour/tick", { step });
export const restart = () => post("/_sandbox/restart", {});

let socket = null;
let wanted = 0;

/**
 * Listens to what happens for a user; connects again by itself.
 * @param {string} as user id
 * @param {(event: object) => void} onEvent
 * @param {(connected: boolean, again: boolean) => void} onLine tells when the line is lost, and when it is back
 * @returns {Promise<void>} settled once the first attempt has succeeded or failed
 */
export function listen(as, onEvent, onLine) {
  wanted += 1;
  socket?.close();
  return new Promise((settle) => connect({ as, onEvent, onLine, settle, turn: wanted }, 0));
}

function connect(call, failures) {
  const address = new URL(`/_sandbox/page/ws?${query({ as: call.as })}`, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const line = (socket = new WebSocket(address));
  const current = () => call.turn === wanted;
  let opened = false;
  line.onopen = () => {
    opened = true;
    if (current()) call.onLine(true, failures > 0);
    call.settle();
  };
  line.onmessage = (event) => current() && call.onEvent(JSON.parse(event.data));
  line.onclose = () => {
    call.settle();
    if (!current()) return;
    call.onLine(false, true);
    const count = opened ? 1 : failures + 1;
    setTimeout(() => current() && connect(call, count), Math.min(5000, 250 * 2 ** count));
  };
}
