/**
 * The page's own line icons, drawn on a 20 by 20 grid. They are decoration: whatever carries one has a name of its own.
 */

import { h } from "./dom.js";

const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  back: "M12.5 4.5L7 10l5.5 5.5",
  next: "M7.5 4.5L13 10l-5.5 5.5",
  down: "M5 7.5l5 5 5-5",
  up: "M5 12.5l5-5 5 5",
  file: "M5 3h6.5L15 6.5V17H5zM11 3v4h4",
  check: "M4.5 10.5l3.8 3.8 7.5-8.3",
  more: "M10 4.6v.1M10 10v.1M10 15.4v.1",
  plus: "M10 4v12M4 10h12",
  bolt: "M11 2.8L4.8 11H9.4L8.6 17.2 15.2 8.6H10.4z",
  slash: "M12.6 3.6L7.4 16.4",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0 0v1a2 2 0 0 0 4 0v-1a7 7 0 1 0-3 5.7",
  send: "M3.4 4.2l13.4 5.8-13.4 5.8 1.9-5.8zM5.3 10h6",
  thread: "M4 4.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H9l-4 3v-3H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z",
  lock: "M5.5 9h9v7h-9zM7 9V6.8a3 3 0 0 1 6 0V9",
  hash: "M8 3.5L6.4 16.5M13.6 3.5L12 16.5M3.8 7.4h13M3.2 12.6h13",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.3l2.8 1.7",
  moon: "M15.8 12.2A6.6 6.6 0 0 1 7.8 4.2a6.6 6.6 0 1 0 8 8z",
  sun: "M10 6.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M15.7 4.3l-1.2 1.2M5.5 14.5l-1.2 1.2",
  phone: "M6.5 2.5h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM9 15h2",
  screen: "M3 4h14v9.5H3zM7.5 16.5h5M10 13.5v3",
  traffic: "M6 16V4.5M6 4.5L3.2 7.3M6 4.5l2.8 2.8M14 4v11.5M14 15.5l-2.8-2.8M14 15.5l2.8-2.8",
  map: "M3.5 5.2l4.2-1.7 4.6 1.8 4.2-1.8v11.3l-4.2 1.7-4.6-1.8-4.2 1.8zM7.7 3.5v11.2M12.3 5.3v11.2",
  alert: "M10 3l7.4 13H2.6zM10 8v3.8M10 13.8v.1",
  eye: "M2.6 10S5.2 5 10 5s7.4 5 7.4 5-2.6 5-7.4 5-7.4-5-7.4-5zM10 7.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  restart: "M15.8 8.2A6.2 6.2 0 1 0 16 12M16 4v4.4h-4.4",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.4M13 3v3.4",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.8 12.8L16.5 16.5",
  clear: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM5.2 5.2l9.6 9.6",
  minus: "M4.5 10h11",
  bold: "M6 4h4.6a3 3 0 0 1 0 6H6zM6 10h5.4a3 3 0 0 1 0 6H6z",
  italic: "M8.5 4h5M6.5 16h5M11.4 4L8.6 16",
  strike:
    "M4 10h12M13.6 6.6A3.4 3 0 0 0 10 4.2c-2 0-3.5 1-3.5 2.8M6.4 13.2c.3 1.6 1.7 2.6 3.7 2.6s3.6-1 3.6-2.8c0-.9-.3-1.6-.9-2.1",
  list: "M8 5.5h8.5M8 10h8.5M8 14.5h8.5M4 5.5v.1M4 10v.1M4 14.5v.1",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
};

/** @param {keyof PATHS} name */
export const icon = (name) =>
  h(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    h("path", { d: PATHS[name] }),
  );

/** The sign before a channel's name. */
/** What stands before a conversation's name: a group says how many others are in it. */
export const channelSign = (entry) =>
  entry.is_mpim
    ? h("span", { class: "count-sign", "aria-hidden": "true" }, entry.members.length - 1)
    : icon(entry.is_private ? "lock" : "hash");

export const spinner = () => h("span", { class: "spinner", "aria-hidden": "true" });
