/** Slack's text objects. */

import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** A text object as nodes: plain text knows emoji and line breaks (kept by CSS), mrkdwn everything. */
export function textObject(text) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text, { verbatim: text.verbatim });
  return [text.emoji === false ? text.text : withEmoji(text.text)];
}

/** A text object as words, for names that screen readers say. */
export const words = (text) => (text ? withEmoji(text.text) : "");
