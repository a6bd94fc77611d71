// A text and its message entities (offsets in UTF-16 units, like JavaScript's own) as nodes.

import {h} from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|tg|mailto|tel):/i;

/** What a click does is the pane's matter: it hears "act" events with {kind, value} bubbling up. */
export function act(node, kind, value) {
  node.dispatchEvent(new CustomEvent("act", {bubbles: true, detail: {kind, value, node}}));
}

export function formatted(text, entities = []) {
  const ordered = entities
    .filter((entity) => entity.length > 0 && entity.offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length || depthOf(a) - depthOf(b));
  const fragment = document.createDocumentFragment();
  fragment.append(...between(text, ordered, 0, text.length));
  return fragment;
}

/** Of two entities over the same stretch, blocks hold the others and a link holds its styles. */
const depthOf = (entity) => (BLOCKS.has(entity.type) ? 0 : entity.type === "text_link" ? 1 : 2);

function between(text, entities, start, end) {
  const nodes = [];
  let at = start;
  let afterBlock = false;
  const plain = (until, beforeBlock) => {
    let words = text.slice(at, until);
    if (afterBlock) words = words.replace(/^\n/, "");
    if (beforeBlock) words = words.replace(/\n$/, "");
    if (words) nodes.push(words);
  };
  for (let queue = entities; queue.length;) {
    const [entity, ...others] = queue;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from < to) {
      const isBlock = BLOCKS.has(entity.type);
      plain(from, isBlock);
      const inside = others.filter((inner) => inner.offset < to);
      nodes.push(dressed(entity, text.slice(from, to), between(text, inside, from, to)));
      at = to;
      afterBlock = isBlock;
    }
    // What begins inside and reaches beyond goes on after it.
    queue = others.filter((other) => other.offset + other.length > to);
  }
  plain(end, false);
  return nodes;
}

const wrap =
  (tag, props = {}) =>
  (entity, words, inner) =>
    h(tag, props, inner);

const link = (hrefOf) => (entity, words, inner) => {
  const href = hrefOf(entity, words);
  if (!SAFE.test(href)) return h("span", {}, inner);
  const title = entity.type === "text_link" ? href : null;
  const follow = (event) => {
    event.preventDefault();
    act(event.currentTarget, "link", href);
  };
  return h("a", {href, title, target: "_blank", rel: "noopener noreferrer", on: {click: follow}}, inner);
};

const copied = (tag) => (entity, words, inner) =>
  h(
    tag,
    {
      class: "copies",
      title: "Click to copy",
      on: {click: (event) => act(event.currentTarget, "copy", words)},
    },
    inner,
  );

function spoiler(entity, words, inner) {
  const node = h(
    "span",
    {class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show"},
    inner,
  );
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (node.classList.contains("is-shown")) return;
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("is-shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", show, {capture: true});
  node.addEventListener("keydown", show);
  return node;
}

/** A link and no button: buttons part from the comma behind them at the end of a line. */
function command(entity, words, inner) {
  const say = (event) => {
    event.preventDefault();
    act(event.currentTarget, "say", words);
  };
  return h("a", {href: "#", role: "button", class: "inline-link", on: {click: say}}, inner);
}

function pre(entity, words, inner) {
  const head = entity.language && h("span", {class: "pre-language"}, entity.language);
  return h(
    "pre",
    {class: "copies", translate: "no", on: {click: (event) => act(event.currentTarget, "copy", words)}},
    head,
    h("code", {}, inner),
  );
}

function expandable(entity, words, inner) {
  const node = h("blockquote", {class: "is-folded", tabindex: "0", title: "Press to unfold"}, inner);
  const turn = (event) =>
    (event.type === "click" || event.key === "Enter") && node.classList.toggle("is-folded");
  node.addEventListener("click", turn);
  node.addEventListener("keydown", turn);
  return node;
}

const DRESS = {
  bold: wrap("strong"),
  italic: wrap("em"),
  underline: wrap("u"),
  strikethrough: wrap("s"),
  code: copied("code"),
  pre,
  spoiler,
  blockquote: wrap("blockquote"),
  expandable_blockquote: expandable,
  text_link: link((entity) => entity.url ?? ""),
  url: link((entity, words) => (/^[a-z]+:/i.test(words) ? words : `https://${words}`)),
  email: link((entity, words) => `mailto:${words}`),
  phone_number: link((entity, words) => `tel:${words.replace(/[^+\d]/g, "")}`),
  mention: link((entity, words) => `https://t.me/${words.slice(1)}`),
  bot_command: command,
  text_mention: wrap("span", {class: "like-link"}),
  hashtag: wrap("span", {class: "like-link"}),
  cashtag: wrap("span", {class: "like-link"}),
};

function dressed(entity, words, inner) {
  return (DRESS[entity.type] ?? wrap("span"))(entity, words, inner);
}
