/** Wide or telephone: by the window's own width, or by choice in a frame. And light or dark. */

import { isPhone, openChannelId, state, update } from "./store.js";
import { writeAddress } from "./places.js";

const NARROW = "(max-width: 599px)";
const THEMES = ["auto", "light", "dark"];

/** @param {"phone"|"wide"} width */
export function setWidth(width) {
  const before = isPhone();
  update((s) => {
    s.width = width;
    if (isPhone() && !before) s.pane = openChannelId() || s.place.kind === "home" ? "main" : "list";
  });
  writeAddress();
}

export const isDark = () =>
  state.theme === "dark" || (state.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);

export function toggleTheme() {
  setTheme(isDark() ? "light" : "dark");
}

/** What the style sheets read. */
const paint = () => (document.documentElement.dataset.theme = isDark() ? "dark" : "light");

function setTheme(theme) {
  try {
    localStorage.setItem("sandbox-theme", theme);
  } catch {
    // a browser that keeps nothing: the choice lasts as long as the page
  }
  update((s) => {
    s.theme = theme;
  });
  paint();
}

/** Reads what the address, the window and the browser say. */
export function watchWidth() {
  const query = new URLSearchParams(location.search);
  if (query.get("width") === "phone") state.width = "phone";
  const narrow = matchMedia(NARROW);
  state.narrow = narrow.matches;
  if (state.narrow) state.tourOpen = false;
  narrow.addEventListener("change", () =>
    update((s) => {
      s.narrow = narrow.matches;
    }),
  );
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    paint();
    update();
  });
  let theme = query.get("theme");
  try {
    theme ??= localStorage.getItem("sandbox-theme");
  } catch {
    theme = null;
  }
  if (THEMES.includes(theme)) state.theme = theme;
  paint();
}
