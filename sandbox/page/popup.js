// Menus and other small things that open beside what was pressed and close at a click elsewhere.

import {arrowKeys, h} from "./dom.js";
import {icon} from "./icons.js";

const MARGIN = 8;
/** A click comes within this many milliseconds of its pointerdown, or is one of its own. */
const CLICK_FOLLOWS = 400;

/** `at` is an element or a point {x, y}; the focus goes to the first item and comes back afterwards. */
export function popup(content, at, {label, kind = "", role = "dialog"} = {}) {
  const before = document.activeElement;
  const node = h("div", {class: `popup ${kind}`, popover: "auto", role, "aria-label": label}, content);
  document.querySelector("main").append(node);
  const outside = (event) => !node.contains(event.target) && swallowClick();
  document.addEventListener("pointerdown", outside, {capture: true});
  node.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    document.removeEventListener("pointerdown", outside, {capture: true});
    const inside = node.contains(document.activeElement) || document.activeElement === document.body;
    node.remove();
    if (inside && before?.isConnected) before.focus({preventScroll: true});
  });
  node.showPopover();
  place(node, at);
  node.querySelector("button, input")?.focus({preventScroll: true});
  return () => node.isConnected && node.hidePopover();
}

/** The press that closes a menu does nothing else. */
function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, {capture: true, once: true});
  setTimeout(() => removeEventListener("click", swallow, {capture: true}), CLICK_FOLLOWS);
}

function place(node, at) {
  const anchor =
    at instanceof Element ? at.getBoundingClientRect() : {left: at.x, right: at.x, top: at.y, bottom: at.y};
  // A box at the edge is measured narrower than it would be in the open.
  node.style.left = node.style.top = "0";
  const {width, height} = node.getBoundingClientRect();
  const below = anchor.bottom + 4 + height <= innerHeight - MARGIN;
  const left = Math.min(anchor.left, innerWidth - width - MARGIN);
  const top = below ? anchor.bottom + 4 : Math.max(MARGIN, anchor.top - height - 4);
  node.style.left = `${Math.max(MARGIN, left)}px`;
  node.style.top = `${top}px`;
}

/** `items`: {label, icon?, run, danger?, testid?}; falsy ones are left out. */
export function menu(items, at, label) {
  const list = h("div", {class: "menu-items"});
  const close = popup(list, at, {label, kind: "is-menu", role: "menu"});
  for (const item of items.filter(Boolean)) list.append(menuItem(item, () => close()));
  arrowKeys(list, ".menu-item");
  place(list.parentElement, at);
  list.querySelector(".menu-item")?.focus({preventScroll: true});
}

function menuItem(item, close) {
  const run = () => {
    close();
    item.run();
  };
  return h(
    "button",
    {
      type: "button",
      class: ["menu-item", item.danger && "is-danger"],
      role: "menuitem",
      data: {testid: item.testid},
      on: {click: run},
    },
    item.icon ? icon(item.icon) : h("span", {class: "icon"}),
    h("span", {}, item.label),
  );
}
