// The scrolling list of a thread's messages: draws what changed, keeps its place, moves by keyboard.

import {blocksOf} from "./blocks.js";
import {arrange, fill, h} from "./dom.js";
import {icon} from "./icons.js";
import {messageNode} from "./message.js";

const PAGE = 120;
const NEAR_BOTTOM = 48;

/** What inside a message takes the focus. */
const CONTROLS = "button, a, audio, video, input, .spoiler:not(.is-shown), blockquote.is-folded";

export class Thread {
  #drawn = new Map();
  #messages = [];
  #context = null;
  #shown = PAGE;
  #stuck = true;
  #missed = 0;
  #lastId = 0;
  #size = "";

  /** `openMenu(messageId, at)` opens a message's actions; `read()` runs when the bottom comes into view. */
  constructor({openMenu, read}) {
    this.#read = read;
    this.earlier = h(
      "button",
      {type: "button", class: "button is-quiet earlier", on: {click: () => this.#showEarlier()}},
      "Earlier messages",
    );
    this.list = h("ol", {class: "messages", "aria-label": "Messages"});
    this.empty = h("div", {class: "thread-empty"});
    this.jump = h(
      "button",
      {
        type: "button",
        class: "jump",
        "aria-label": "To the newest message",
        hidden: true,
        on: {click: () => this.toBottom(true)},
      },
      icon("down"),
      h("span", {class: "badge"}),
    );
    this.scroller = h("div", {class: "scroller", tabindex: "-1"}, this.earlier, this.list, this.empty);
    this.node = h("div", {class: "thread"}, this.scroller, this.jump);
    this.#wire(openMenu);
  }

  #read;

  get isAtBottom() {
    return this.#stuck;
  }

  /** `context`: {key, viewer, corner, isGroup, now, empty}; another key is another thread. */
  draw(messages, context) {
    if (this.#context?.key !== context.key) this.#start();
    this.#context = context;
    this.#countMissed(messages);
    this.#messages = messages;
    this.#update();
    fill(this.empty, messages.length ? null : context.empty);
    if (this.#stuck) this.toBottom();
  }

  #start() {
    this.#drawn.clear();
    this.list.replaceChildren();
    this.#shown = PAGE;
    this.#stuck = true;
    this.#missed = 0;
    this.#lastId = 0;
  }

  #countMissed(messages) {
    const last = messages.at(-1);
    const fresh = this.#lastId ? messages.filter((message) => message.message_id > this.#lastId) : [];
    if (fresh.some((message) => message.from?.id === this.#context.viewer)) this.#stuck = true;
    this.#missed = this.#stuck ? 0 : this.#missed + fresh.length;
    this.#lastId = Math.max(this.#lastId, last?.message_id ?? 0);
    this.#showJump();
  }

  #showJump() {
    this.jump.hidden = this.#stuck;
    this.jump.lastChild.textContent = this.#missed || "";
  }

  #update() {
    const shown = this.#messages.slice(-this.#shown);
    this.earlier.hidden = shown.length === this.#messages.length;
    const focused =
      this.list.contains(document.activeElement) &&
      document.activeElement.closest("[data-message-id]")?.dataset.messageId;
    const before = this.#drawn;
    this.#drawn = new Map();
    arrange(
      this.list,
      blocksOf(shown, this.#context).map((block) => this.#row(block, before.get(block.key))),
    );
    if (focused && !this.list.contains(document.activeElement))
      this.#article(focused)?.focus({preventScroll: true});
    this.#rove();
  }

  #row(block, known) {
    const isSame =
      known?.parts.length === block.parts.length && block.parts.every((part, at) => part === known.parts[at]);
    const row = known?.row ?? h("li", {class: `row is-${block.kind}`});
    this.#drawn.set(block.key, {row, parts: block.parts});
    if (!isSame) fill(row, this.#content(block));
    return row;
  }

  #content(block) {
    if (block.kind === "day") return h("span", {class: "day"}, block.words);
    if (block.kind === "service")
      return h(
        "span",
        {class: "service", data: {testid: "service", messageId: block.message.message_id}},
        block.words,
      );
    return messageNode(block.messages, {...this.#context, isFirst: block.isFirst, isLast: block.isLast});
  }

  #showEarlier() {
    const fromBottom = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.#shown += PAGE;
    this.#update();
    this.scroller.scrollTop = this.scroller.scrollHeight - fromBottom;
    this.list.querySelector("article")?.focus({preventScroll: true});
  }

  toBottom(smooth = false) {
    this.#stuck = true;
    this.#missed = 0;
    this.#showJump();
    this.scroller.scrollTo({top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant"});
  }

  /** Scrolls to a message and lights it up for a moment; false when it is not in this thread. */
  goTo(messageId) {
    const at = this.#messages.findIndex((message) => message.message_id === messageId);
    if (at < 0) return false;
    this.#shown = Math.max(this.#shown, this.#messages.length - at + 10);
    this.#stuck = false;
    this.#update();
    const target = this.list.querySelector(`[data-message-id="${messageId}"]`);
    const article = target?.closest("article, .service");
    article?.scrollIntoView({block: "center"});
    article?.focus({preventScroll: true});
    article?.classList.add("is-lit");
    setTimeout(() => article?.classList.remove("is-lit"), 1600);
    return true;
  }

  #article(messageId) {
    return this.list.querySelector(`article[data-message-id="${messageId}"]`);
  }

  /** One message at a time is in the tab order, with its buttons; the newest to begin with. */
  #rove(article = null) {
    const articles = [...this.list.querySelectorAll("article")];
    const current = article ?? this.list.querySelector("article[tabindex='0']") ?? articles.at(-1);
    const chosen =
      this.#stuck && !article && !this.list.contains(document.activeElement) ? articles.at(-1) : current;
    for (const node of articles) {
      const isChosen = node === chosen;
      node.tabIndex = isChosen ? 0 : -1;
      for (const control of node.querySelectorAll(CONTROLS)) control.tabIndex = isChosen ? 0 : -1;
    }
  }

  #wire(openMenu) {
    this.scroller.addEventListener(
      "scroll",
      () => {
        const {scrollHeight, scrollTop, clientHeight} = this.scroller;
        const wasStuck = this.#stuck;
        const isNear = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
        // A scroll that comes of a new layout is no wish to leave the bottom.
        const size = `${scrollHeight}/${clientHeight}`;
        if (isNear || size === this.#size) this.#stuck = isNear;
        this.#size = size;
        if (this.#stuck) this.#missed = 0;
        this.#showJump();
        if (this.#stuck && !wasStuck) this.#read();
      },
      {passive: true},
    );
    const sizes = new ResizeObserver(() => this.#stuck && this.toBottom());
    sizes.observe(this.scroller);
    sizes.observe(this.list);
    this.list.addEventListener("focusin", (event) => {
      const article = event.target.closest("article");
      if (article && article.tabIndex !== 0) this.#rove(article);
    });
    this.list.addEventListener("keydown", (event) => this.#keys(event, openMenu));
    this.list.addEventListener("contextmenu", (event) => {
      const article = event.target.closest("article");
      if (!article || event.target.closest("a, img, video") || event.shiftKey) return;
      event.preventDefault();
      const isByKey = event.button !== 2;
      openMenu(
        idOf(event.target, article),
        isByKey ? article.querySelector(".bubble") : {x: event.clientX, y: event.clientY},
      );
    });
    this.list.addEventListener("click", (event) => {
      const more = event.target.closest(".message-more");
      if (more) openMenu(idOf(more, more.closest("article")), more);
    });
  }

  #keys(event, openMenu) {
    const article = event.target.closest("article");
    if (!article || event.target !== article) return;
    const articles = [...this.list.querySelectorAll("article")];
    const at = articles.indexOf(article);
    const next = {ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1}[event.key];
    if (articles[next]) {
      event.preventDefault();
      articles[next].focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      openMenu(idOf(article, article), article.querySelector(".bubble"));
    }
  }
}

/** The message pressed; inside an album, the one of its cells. */
const idOf = (target, article) =>
  Number((target.closest(".album-item, .words") ?? article).dataset.messageId);
