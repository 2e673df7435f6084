/** Files of a message: what each is called, what it is, and where to get it. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { state } from "./store.js";

const KINDS = {
  csv: "CSV",
  gif: "GIF image",
  html: "Web page",
  ics: "Calendar event",
  jpg: "JPEG image",
  json: "JSON",
  md: "Markdown",
  pdf: "PDF",
  png: "PNG image",
  txt: "Plain text",
  zip: "Zip archive",
};

const kindOf = (name) => {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1].toLowerCase();
  return KINDS[ending] ?? ending?.toUpperCase() ?? "File";
};

const sizeOf = (bytes) => (bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 100) / 10} kB`);

function tile(file) {
  const about = [kindOf(file.name), Number.isFinite(file.size) && sizeOf(file.size)].filter(Boolean).join(" · ");
  return h(
    "a",
    {
      key: file.id,
      class: "file",
      href: `/files/${encodeURIComponent(file.id)}?as=${encodeURIComponent(state.me.id)}`,
      download: file.name,
      title: `Download ${file.name}`,
    },
    h("span", { class: "file-mark" }, icon(file.name.endsWith(".ics") ? "calendar" : "file")),
    h(
      "span",
      { class: "file-words" },
      h("strong", { class: "file-name" }, h("bdi", null, file.title || file.name)),
      h("span", { class: "muted" }, about),
    ),
    h("span", { class: "file-get" }, "Download"),
  );
}

/** @param {{files?: {id: string, name: string, title?: string, size?: number}[]}} message */
export const fileTiles = (message) =>
  message.files?.length ? h("div", { class: "files", key: "files" }, message.files.map(tile)) : null;
