/** Starts the page. */

import { keepTime } from "./clockbar.js";
import { become, lastActor } from "./data.js";
import { render } from "./dom.js";
import { escapeConfirm } from "./confirm.js";
import { escapeModal } from "./modal.js";
import { closeThread, markRead } from "./places.js";
import { escapePop, watchPopovers } from "./popover.js";
import { page } from "./shell.js";
import { openChannelId, onDraw, state, titleOf, update } from "./store.js";
import { lookForTicks } from "./tour.js";
import { watchWidth } from "./width.js";

const root = document.getElementById("root");

function title() {
  if (!state.ready) return "Sandbox";
  const place = openChannelId() ? titleOf(state.channels.get(openChannelId())) : state.app.name;
  const waiting = [...state.channels.values()].reduce(
    (sum, c) => sum + (c.is_im ? (c.unread ?? 0) : (c.mentions ?? 0)),
    0,
  );
  return `${waiting ? `(${waiting}) ` : ""}${place} · ${state.workspace.name}`;
}

onDraw(() => {
  render(root, page());
  document.title = title();
  lookForTicks();
});

/** Escape closes what lies on top: an open list, a question, a modal, then the thread. */
function escape(event) {
  if (event.key !== "Escape" || event.isComposing) return;
  const handled = escapePop() || escapeConfirm() || escapeModal();
  if (handled) event.preventDefault();
  else if (event.target.closest?.(".thread")) closeThread();
}

document.addEventListener("keydown", escape);
document.addEventListener("visibilitychange", () => !document.hidden && openChannelId() && markRead(openChannelId()));
watchPopovers();
watchWidth();
update();
become(new URLSearchParams(location.search).get("as") ?? lastActor());
keepTime();
