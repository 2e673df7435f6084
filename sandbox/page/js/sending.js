/** What is written and not sent yet, and how it is sent: as a message, or as a command. */

import { act } from "./api.js";
import { commandOf, encode, encodeCommand } from "./completion.js";
import { slackbot } from "./data.js";
import { followNews } from "./messages.js";
import { state, update, updateTyping } from "./store.js";
import { toast } from "./toasts.js";
import { noteTyped } from "./tour.js";

const picked = new Map(); // draft key -> Map("@Ada" -> "<@U1>")

/** The text of a composer. */
export const draftOf = (key) => state.drafts.get(key) ?? "";

function setDraft(key, text) {
  updateTyping((s) => s.drafts.set(key, text));
}

/** Sends a message or a command. What could not be sent comes back into the composer. */
export async function send(key, channelId, threadTs) {
  const text = draftOf(key).trim();
  if (!text) return;
  const chosen = picked.get(key);
  update((s) => {
    s.drafts.delete(key);
    s.pop = null;
  });
  picked.delete(key);
  noteTyped(text);
  if (!threadTs) followNews(channelId);
  const answer = await (text.startsWith("/")
    ? runCommand(text, chosen, channelId, threadTs)
    : act("message", {
        channel: channelId,
        text: encode(text, chosen),
        ...(threadTs && { thread_ts: threadTs, broadcast: state.broadcast.has(key) }),
      }));
  if (answer.ok) update((s) => s.broadcast.delete(key));
  if (answer.ok) return;
  if (text.startsWith("/"))
    return slackbot(channelId, answer.message ?? "That command didn't work. Try again?", threadTs);
  toast(answer.message ?? "Your message wasn't sent. Try again?", "bad");
  if (!draftOf(key)) setDraft(key, text);
}

function runCommand(text, chosen, channelId, threadTs) {
  const [name] = text.split(/\s/, 1);
  if (!commandOf(text)) {
    return {
      ok: false,
      message: `\`${name}\` is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    };
  }
  if (threadTs) return { ok: false, message: `\`${name}\` is not supported in threads. Sorry!` };
  return act("command", {
    channel: channelId,
    command: name,
    text: encodeCommand(text.slice(name.length).trim(), chosen),
  });
}

/** Remembers whom a name in the text stands for. */
export function pick(key, name, token) {
  (picked.get(key) ?? picked.set(key, new Map()).get(key)).set(name, token);
}
