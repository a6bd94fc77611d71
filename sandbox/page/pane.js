// One of the two windows: a person in a chat. Puts head, topics, thread and composer together.

import {control} from "./api.js";
import {copyText, messageMenu, newTopic, paneMenu} from "./actions.js";
import {takeFiles} from "./attach.js";
import {Composer} from "./composer.js";
import {h} from "./dom.js";
import {Foot} from "./foot.js";
import {Head} from "./head.js";
import {destination} from "./links.js";
import {newPerson} from "./person.js";
import {allowedChat, nextPlace, samePlace} from "./place.js";
import {markRead, unreadCount} from "./reads.js";
import {replyKeyboardOf} from "./replykeys.js";
import {store, threadOf} from "./store.js";
import {Thread} from "./thread.js";
import {attempt, toast, toastCorner} from "./toast.js";
import {Topics} from "./topics.js";
import {forgetStartParameter} from "./view.js";

/** A chat action is shown for five seconds, or until the message comes. */
const ACTION_STAYS = 5000;

export class Pane {
  person = null;
  chat = null;
  thread = null;
  #start = null;
  #doing = null;
  #quietens = null;

  /** `moved()` runs whenever the pane goes elsewhere, `readMore()` when something was read. */
  constructor(side, {moved, readMore}) {
    this.side = side;
    this.moved = moved;
    this.readMore = readMore;
    this.corner = toastCorner();
    this.head = new Head({
      side,
      become: (id) => this.go({person: id}),
      enter: (chat) => this.go({chat, thread: null}),
      add: () => this.#addPerson(),
      more: (at) => paneMenu(this, at),
      back: () => this.go({thread: null}),
    });
    this.topics = new Topics({choose: (thread) => this.#openTopic(thread), add: () => newTopic(this)});
    this.messages = new Thread({openMenu: (id, at) => this.#menu(id, at), read: () => this.#read()});
    this.composer = new Composer({corner: this.corner, lastOwn: () => this.#lastOwn()});
    this.foot = new Foot({
      composer: this.composer,
      corner: this.corner,
      begin: (parameter) => this.#begin(parameter),
      cancel: () => this.startWith(null),
    });
    this.talk = h(
      "div",
      {class: "talk"},
      this.head.place,
      this.head.pinned,
      this.messages.node,
      this.foot.node,
      h("p", {class: "drop-words"}, "Drop files to send them"),
    );
    const label = side === "left" ? "Left pane" : "Right pane";
    this.node = h(
      "section",
      {class: `pane is-${side}`, "aria-label": label, data: {testid: `pane-${side}`}},
      this.head.node,
      h("div", {class: "pane-body"}, this.topics.node, this.talk),
      this.corner,
    );
    takeFiles(
      this.talk,
      (files) => this.composer.node.isConnected && files.length && this.composer.stage(files),
    );
    this.node.addEventListener("act", (event) => this.#act(event.detail));
  }

  get group() {
    return store.groups.get(this.chat) ?? null;
  }

  get #isForum() {
    return Boolean(this.group?.is_forum);
  }

  get #isOpen() {
    return !this.#isForum || this.thread !== null;
  }

  /** Goes to a person, a chat, a topic, by their ids; what is not given stays, what cannot be is put right. */
  go({start = null, ...wanted}) {
    Object.assign(this, nextPlace(this, wanted));
    this.#start = start;
    this.#doing = null;
    this.moved(this);
    this.load();
  }

  /** After the world changed: the same place, if it is still there. */
  refresh() {
    if (!this.person) return;
    const {person, chat, thread} = samePlace(this);
    const isMoved = chat !== this.chat || thread !== this.thread;
    this.person = person;
    if (isMoved) this.go({person: person.id, chat, thread});
    else this.load();
  }

  async load() {
    this.draw();
    await attempt(this.corner, () => store.open(this.chat));
  }

  draw() {
    if (!this.person || !store.bot) return;
    this.node.dataset.view = this.#isOpen ? "thread" : "list";
    this.node.classList.toggle("is-forum", this.#isForum);
    this.head.draw({
      person: this.person,
      chat: this.chat,
      group: this.group,
      thread: this.thread,
      doing: this.#doing,
    });
    this.#drawThread();
    this.#drawFoot();
    this.#read();
    this.#drawTopics();
  }

  get #key() {
    return `${this.person.id}/${this.chat}/${this.thread ?? ""}`;
  }

  #shownMessages() {
    if (!this.#isOpen) return [];
    return store.messages(this.chat, this.#isForum ? this.thread : null);
  }

  #drawThread() {
    const context = {
      key: this.#key,
      viewer: this.person.id,
      corner: this.corner,
      isGroup: Boolean(this.group),
      now: store.now(),
      empty: this.#emptyWords(),
    };
    this.messages.draw(this.#shownMessages(), context);
  }

  #emptyWords() {
    if (!this.#isOpen) return h("p", {class: "note"}, "Choose a topic");
    if (this.group) return h("p", {class: "note"}, "Nothing here yet");
    const words = store.botWords("descriptions", this.person);
    return h(
      "div",
      {class: "note", lang: this.person.language_code},
      h("b", {}, store.botName(this.person)),
      h("p", {}, words || "Press Start to talk to the bot."),
    );
  }

  #drawTopics() {
    this.topics.node.hidden = !this.#isForum;
    if (this.#isForum) this.topics.draw(this.group, this.person, this.thread);
  }

  #drawFoot() {
    const where = {
      key: this.#key,
      person: this.person,
      chat: this.chat,
      thread: this.thread,
      isGroup: Boolean(this.group),
    };
    const kind = this.foot.draw({...where, isOpen: this.#isOpen, start: this.#start});
    if (kind !== "composer") return;
    this.composer.place(where);
    this.composer.offer(replyKeyboardOf(this.#shownMessages(), this.person.id));
  }

  async #begin(parameter) {
    const text = parameter ? `/start ${parameter}` : "/start";
    const said = await attempt(this.corner, () =>
      control.say({person: this.person.id, chat: this.person.id, text}),
    );
    if (!said) return;
    forgetStartParameter();
    store.people.set(this.person.id, {...this.person, started: true});
    this.startWith(null);
    this.composer.focus();
  }

  /** Shows the Start bar with a parameter, in the person's private chat; null puts it away. */
  startWith(parameter) {
    this.go({chat: this.person.id, thread: null, start: parameter});
    if (parameter !== null) this.foot.node.querySelector("input")?.focus();
  }

  #openTopic(thread) {
    this.go({thread});
    if (matchMedia("(pointer: fine)").matches && this.composer.node.isConnected) this.composer.focus();
  }

  async #addPerson() {
    const person = await newPerson(this.corner);
    if (!person) return;
    store.people.set(person.id, person);
    this.go({person: person.id, chat: person.id, thread: null});
  }

  #lastOwn() {
    return this.#shownMessages().findLast(
      (message) => message.from?.id === this.person.id && message.text !== undefined,
    );
  }

  #menu(messageId, at) {
    const message = store.message(this.chat, messageId);
    if (message)
      messageMenu(message, at, {person: this.person, corner: this.corner, composer: this.composer});
  }

  #act({kind, value}) {
    const doing = {
      copy: () => copyText(value, this.corner),
      say: () => this.composer.say(value),
      inline: () => this.composer.put(`@${store.bot.username} ${value}`),
      goto: () => this.#goTo(this.chat, value),
      link: () => this.#follow(destination(value)),
    };
    doing[kind]?.();
  }

  #follow(to) {
    if (to.kind === "bot") this.startWith(to.start);
    else if (to.kind === "message") this.#goTo(to.chat, to.messageId);
    else if (to.kind === "outside") open(to.href, "_blank", "noopener,noreferrer");
  }

  async #goTo(chat, messageId) {
    if (allowedChat(this.person, chat) !== chat)
      return toast(this.corner, `${this.person.first_name} is not in that chat`, "wrong");
    await attempt(this.corner, () => store.open(chat));
    const message = store.message(chat, messageId);
    if (!message) return toast(this.corner, "That message is gone");
    const thread = store.groups.get(chat)?.is_forum ? threadOf(message) : null;
    if (chat !== this.chat || thread !== this.thread) this.go({chat, thread});
    return this.messages.goTo(messageId);
  }

  showAction({chat, thread, action}) {
    if (chat !== this.chat || (this.#isForum && (thread ?? 0) !== this.thread)) return;
    clearTimeout(this.#quietens);
    this.#quietens = setTimeout(() => this.quieten(), ACTION_STAYS);
    this.#doing = action;
    this.draw();
  }

  /** The bot is no longer doing anything: its message has come. */
  quieten() {
    if (!this.#doing) return;
    this.#doing = null;
    this.draw();
  }

  #read() {
    const last = this.#shownMessages().at(-1);
    const isSeen = last && !document.hidden && this.messages.isAtBottom && this.talk.offsetParent !== null;
    if (isSeen && markRead(this.person.id, this.chat, this.thread ?? 0, last.message_id)) this.readMore(this);
  }

  /** Unread messages in the pane's chat, over all its topics. */
  unread() {
    if (!this.person) return 0;
    const threads = this.#isForum
      ? [0, ...this.group.topics.map((topic) => topic.message_thread_id)]
      : [null];
    const counts = threads.map((thread) =>
      unreadCount(this.person.id, this.chat, thread ?? 0, store.messages(this.chat, thread)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }
}
