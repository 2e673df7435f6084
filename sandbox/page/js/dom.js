/**
 * A small view layer: functions make plain nodes with `h`, and `render` brings the document up to date with them.
 * Children are matched by `key`, or in order by tag, so that an input keeps its text, focus and caret.
 *
 * Special props: `mount(el)` once after insertion, `after(el)` after every drawing, `unmount(el)` on removal,
 * `opaque` when somebody else looks after the children. `style` is an object of CSS properties.
 * Text only ever becomes text nodes; there is no way to pass markup.
 */

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle", "rect", "line", "polyline", "g"]);
const AS_PROPERTY = new Set(["value", "checked", "indeterminate", "disabled", "inert", "hidden", "readOnly", "open"]);
const NOT_ATTRIBUTES = new Set(["key", "mount", "after", "unmount", "opaque"]);

/** @returns a node description; strings and numbers become text, null and false vanish, arrays are flattened. */
export function h(tag, props, ...children) {
  const kids = [];
  flatten(children, kids);
  return { tag, props: props ?? {}, key: props?.key ?? null, children: kids, dom: null };
}

function flatten(items, into) {
  for (const item of items) {
    if (Array.isArray(item)) flatten(item, into);
    else if (item === null || item === undefined || item === false || item === true) continue;
    else if (typeof item === "object") into.push(item);
    else into.push({ text: String(item), key: null, dom: null });
  }
}

let hooks = [];

function create(node) {
  if (node.text !== undefined) {
    node.dom = document.createTextNode(node.text);
    return node.dom;
  }
  const el = SVG_TAGS.has(node.tag) ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
  node.dom = el;
  if (!node.props.opaque) for (const child of node.children) el.appendChild(create(child));
  // Children first: a <select> or a popover may need them when its own props are set.
  for (const [name, value] of Object.entries(node.props)) setProp(el, name, undefined, value);
  if (node.props.mount) hooks.push(() => node.props.mount(el));
  if (node.props.after) hooks.push(() => node.props.after(el));
  return el;
}

function setProp(el, name, before, value) {
  if (NOT_ATTRIBUTES.has(name)) return;
  if (name.startsWith("on")) return setListener(el, name.slice(2).toLowerCase(), value);
  if (name === "style") return setStyle(el, before ?? {}, value ?? {});
  if (AS_PROPERTY.has(name)) {
    const wanted = value ?? (name === "value" ? "" : false);
    if (el[name] !== wanted) el[name] = wanted;
    return;
  }
  if (before === value) return;
  const isAria = name.startsWith("aria-");
  if (value === null || value === undefined || (value === false && !isAria)) el.removeAttribute(name);
  else el.setAttribute(name, value === true && !isAria ? "" : String(value));
}

function setListener(el, type, listener) {
  el.__on ??= {};
  if (!(type in el.__on)) el.addEventListener(type, (event) => el.__on[type]?.(event));
  el.__on[type] = listener || null;
}

function setStyle(el, before, after) {
  for (const name of Object.keys(before)) if (!(name in after)) el.style.removeProperty(name);
  for (const [name, value] of Object.entries(after)) {
    if (before[name] !== value) el.style.setProperty(name, value);
  }
}

function alike(a, b) {
  return a.tag === b.tag && a.key === b.key && (a.text === undefined) === (b.text === undefined);
}

function patch(before, after) {
  if (before === after) return;
  const el = (after.dom = before.dom);
  if (after.text !== undefined) {
    if (before.text !== after.text) el.data = after.text;
    return;
  }
  if (!after.props.opaque) patchChildren(el, before.children, after.children);
  for (const name of Object.keys(before.props)) {
    if (!(name in after.props)) setProp(el, name, before.props[name], undefined);
  }
  for (const [name, value] of Object.entries(after.props)) setProp(el, name, before.props[name], value);
  if (after.props.after) hooks.push(() => after.props.after(el));
}

function patchChildren(el, before, after) {
  const keyed = new Map();
  const loose = [];
  for (const node of before) node.key === null ? loose.push(node) : keyed.set(node.key, node);
  const kept = new Set();
  let next = 0;
  for (const node of after) {
    let match = null;
    if (node.key !== null) match = keyed.get(node.key) ?? null;
    else {
      let at = next;
      while (at < loose.length && !alike(loose[at], node)) at += 1;
      if (at < loose.length) {
        match = loose[at];
        next = at + 1;
      }
    }
    if (match && alike(match, node) && !kept.has(match)) {
      kept.add(match);
      patch(match, node);
    } else create(node);
  }
  for (const node of before) if (!kept.has(node)) remove(node);
  let here = el.firstChild;
  for (const node of after) {
    if (node.dom === here) here = here.nextSibling;
    else el.insertBefore(node.dom, here);
  }
}

function remove(node) {
  forget(node);
  node.dom?.remove();
}

function forget(node) {
  if (node.props?.unmount) node.props.unmount(node.dom);
  for (const child of node.children ?? []) forget(child);
}

/** Draws `node` into `container`, keeping focus and caret where they were as long as their element lives. */
export function render(container, node) {
  const active = document.activeElement;
  const caret = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  patchChildren(container, container.__tree ?? [], [node]);
  container.__tree = [node];
  if (active && active !== document.body && active !== document.activeElement && active.isConnected) {
    active.focus({ preventScroll: true });
    if (caret && caret[0] !== null) active.setSelectionRange(...caret);
  }
  const due = hooks;
  hooks = [];
  for (const hook of due) hook();
}
