// Builds DOM nodes and nothing else; text always goes in as text, never as markup.

/**
 * h("button", {class: "x", data: {testid: "send"}, on: {click: f}, disabled: true}, "Send", node, …)
 * Values of null, undefined and false are left out, among properties, classes and children.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** Makes `nodes` the children of `parent`, moving as few as possible; the focus stays where it was. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let place = parent.firstChild;
  for (const node of nodes) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = [value].flat().filter(Boolean).join(" ");
  else if (name === "data") assignData(node, value);
  else if (name === "style")
    for (const [key, item] of Object.entries(value)) node.style.setProperty(key, item);
  else if (name === "on")
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  else if (name === "value" || name === "checked" || name === "muted" || name === "loop") node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

function assignData(node, data) {
  for (const [key, item] of Object.entries(data)) {
    if (item !== null && item !== undefined) node.dataset[key] = item;
  }
}

let serial = 0;

export function freshId(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

/** Arrow keys, Home and End move the focus among the elements that match `selector` inside `node`. */
export function arrowKeys(node, selector, {horizontal = false} = {}) {
  const [back, on] = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  node.addEventListener("keydown", (event) => {
    if (!event.target.matches(selector)) return;
    const items = [...node.querySelectorAll(selector)].filter((item) => !item.disabled);
    const at = items.indexOf(event.target);
    const next = {[back]: at - 1, [on]: at + 1, Home: 0, End: items.length - 1}[event.key];
    if (next === undefined || !items.length) return;
    event.preventDefault();
    items[(next + items.length) % items.length].focus();
  });
}
