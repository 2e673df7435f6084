/** Keeping the keyboard where it belongs. */

const REACHABLE =
  'a[href], button:not([disabled]):not([tabindex="-1"]), input:not([disabled]), textarea, select, [contenteditable="true"], [tabindex="0"]';

/** Keeps Tab inside `el`. */
export function keepInside(event, el) {
  if (event.key !== "Tab") return;
  const stops = [...el.querySelectorAll(REACHABLE)].filter(
    (stop) => stop.offsetParent !== null || stop === document.activeElement,
  );
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (
    !stops.length ||
    (document.activeElement !== edge && el.contains(document.activeElement) && document.activeElement !== el)
  )
    return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}
