// Where a person writes: text, replies, edits, files; and what stands there when they cannot write.

import {control} from "./api.js";
import {SAMPLES} from "./samples.js";
import {Staged, sendItems} from "./attach.js";
import {fill, h} from "./dom.js";
import {icon} from "./icons.js";
import {MARK_KEYS, unmarked} from "./marks.js";
import {nameOf} from "./people.js";
import {menu} from "./popup.js";
import {replyKeys} from "./replykeys.js";
import {Suggestions} from "./suggest.js";
import {summaryOf} from "./summary.js";
import {attempt} from "./toast.js";

const TALLEST = 160;

export class Composer {
  #where = null;
  #drafts = new Map();
  #about = null;
  #busy = false;
  #offered = "";

  /** `lastOwn()` is the message that Arrow up edits. */
  constructor({corner, lastOwn}) {
    this.corner = corner;
    this.lastOwn = lastOwn;
    this.input = h("textarea", {class: "composer-input", rows: 1, placeholder: "Message", "aria-label": "Message", enterkeyhint: "send", autocomplete: "off", data: {testid: "composer"}});
    this.suggestions = new Suggestions(this.input, {
      say: (text) => this.#sayNow(text),
      put: (text) => this.put(text),
      chosen: (id) => this.#chooseInline(id),
    });
    this.staged = new Staged({changed: () => this.#refresh()});
    this.banner = h("div", {class: "banner", hidden: true});
    this.picker = h("input", {type: "file", multiple: true, hidden: true, "aria-label": "Files", data: {testid: "file-input"}, on: {change: () => this.#picked()}});
    this.menuButton = h("button", {type: "button", class: "icon-button", "aria-label": "Commands", title: "Commands", data: {testid: "menu"}, on: {click: () => this.#openCommands()}}, icon("menu"));
    this.menuButton.addEventListener("pointerdown", (event) => event.preventDefault());
    const attach = h("button", {type: "button", class: "icon-button", "aria-label": "Attach", title: "Attach", "aria-haspopup": "menu", data: {testid: "attach"}, on: {click: () => this.#attach(attach)}}, icon("attach"));
    this.sendButton = h("button", {type: "button", class: "icon-button is-main", "aria-label": "Send", title: "Send", data: {testid: "send"}, on: {click: () => this.submit()}}, icon("send"));
    const bar = h("div", {class: "composer-bar"}, this.menuButton, this.input, attach, this.sendButton);
    this.keys = h("div", {class: "reply-keys", role: "group", "aria-label": "Answers", hidden: true});
    this.node = h("div", {class: "composer"}, this.suggestions.list, this.banner, this.staged.node, bar, this.keys, this.picker);
    this.#wire();
  }

  /** `where`: {key, person, chat, thread, isGroup}. Another key is another conversation with a draft of its own. */
  place(where) {
    const isSame = this.#where?.key === where.key;
    if (!isSame && this.#where) this.#drafts.set(this.#where.key, this.input.value);
    this.#where = where;
    this.input.lang = where.person.language_code ?? "";
    if (isSame) return;
    this.#setAbout(null);
    this.staged.clear();
    this.suggestions.close();
    this.input.value = this.#drafts.get(where.key) ?? "";
    this.#refresh();
  }

  /** The bot's reply keyboard, or null; a forced reply is begun once. */
  offer(offered) {
    const drawn = `${this.#where.key}/${offered?.key ?? ""}`;
    if (drawn === this.#offered) return;
    this.#offered = drawn;
    this.input.placeholder = offered?.placeholder ?? "Message";
    this.keys.hidden = !offered?.rows;
    fill(this.keys, offered?.rows ? replyKeys(offered.rows, {say: (text) => this.#sayNow(text), where: this.#where, corner: this.corner}) : null);
    if (offered?.forceReply) this.#setAbout({kind: "reply", message: offered.forceReply, quote: ""});
  }

  put(text) {
    this.input.value = text;
    this.#typed();
    this.focus();
  }

  focus() {
    this.input.focus({preventScroll: true});
  }

  /** `quote`: the part of the message that is answered, or empty for the whole. */
  reply(message, quote = "") {
    this.#setAbout({kind: "reply", message, quote});
    this.focus();
  }

  edit(message) {
    this.#setAbout({kind: "edit", message});
    this.put(message.text ?? message.caption ?? "");
  }

  stage(files) {
    this.staged.add(files);
    this.focus();
  }

  async submit() {
    if (this.#busy || (!this.input.value.trim() && !this.staged.files.length)) return;
    this.#busy = true;
    const done = await attempt(this.corner, () => this.#dispatch(this.input.value.trim()).then(() => true));
    this.#busy = false;
    if (!done) return;
    this.input.value = "";
    this.#setAbout(null);
    this.staged.clear();
    this.suggestions.close();
    this.#refresh();
    this.focus();
  }

  #address() {
    const {person, chat, thread} = this.#where;
    const reply = this.#about?.kind === "reply" ? this.#about : null;
    return {person: person.id, chat, thread: thread || undefined, reply_to: reply?.message.message_id, quote: reply?.quote || undefined};
  }

  #dispatch(typed) {
    if (this.#about?.kind === "edit") return this.#change(this.#about.message, typed);
    const {quote, ...address} = this.#address();
    if (this.staged.files.length) return sendItems({...address, caption: typed}, this.staged.items());
    return control.say({...address, quote, ...unmarked(typed)});
  }

  #change(message, typed) {
    const words = message.text === undefined ? {caption: typed} : {text: typed};
    return control.edit({person: this.#where.person.id, chat: this.#where.chat, message_id: message.message_id, ...words});
  }

  /** Says something at once, leaving what is being written alone unless it was the beginning of a command. */
  async #sayNow(text) {
    if (this.input.value.startsWith("/")) this.put("");
    this.suggestions.close();
    const {person, chat, thread} = this.#where;
    await attempt(this.corner, () => control.say({person: person.id, chat, thread: thread || undefined, text}));
  }

  say(text) {
    return this.#sayNow(text);
  }

  async #chooseInline(resultId) {
    this.put("");
    const {person, chat, thread} = this.#where;
    await attempt(this.corner, () => control.chooseInline({person: person.id, chat, thread: thread || undefined, result_id: resultId}));
  }

  #setAbout(about) {
    const wasEdit = this.#about?.kind === "edit";
    this.#about = about;
    if (wasEdit && !about) this.input.value = "";
    this.banner.hidden = !about;
    this.#refresh();
    if (!about) return;
    const {message, quote, kind} = about;
    const words = quote || summaryOf(message);
    fill(
      this.banner,
      icon(kind),
      h("div", {class: "banner-words"}, h("b", {}, kind === "edit" ? "Edit" : nameOf(message.from)), h("span", {}, words)),
      h("button", {type: "button", class: "icon-button", "aria-label": kind === "edit" ? "Stop editing" : "Do not reply", on: {click: () => { this.#setAbout(null); this.focus(); }}}, icon("close")),
    );
  }

  #attach(anchor) {
    const pick = (accept) => () => {
      this.picker.accept = accept;
      this.picker.click();
    };
    const send = (make) => async () => {
      const item = await make(this.#where.person);
      const {quote, ...address} = this.#address();
      if (item && (await attempt(this.corner, () => control.send({...address, items: [item]})))) this.#setAbout(null);
    };
    const samples = SAMPLES.map(([label, drawing, make]) => ({label, icon: drawing, run: send(make)}));
    menu([{label: "Photos, videos, files…", icon: "attach", run: pick("")}, ...samples], anchor, "Attach");
  }

  #picked() {
    this.stage([...this.picker.files]);
    this.picker.value = "";
  }

  #openCommands() {
    if (this.suggestions.isOpen) return this.suggestions.close();
    if (!this.input.value) this.input.value = "/";
    this.focus();
    return this.#typed();
  }

  #typed() {
    this.#refresh();
    const {person, chat, isGroup} = this.#where;
    this.suggestions.look({person: person.id, chat, isGroup, language: person.language_code});
  }

  #refresh() {
    this.fit();
    const isReady = this.input.value.trim() || this.staged.files.length;
    this.sendButton.classList.toggle("is-ready", Boolean(isReady));
    this.sendButton.setAttribute("aria-label", this.#about?.kind === "edit" ? "Save the edit" : "Send");
  }

  /** The field is as tall as its text; where CSS cannot say so, this does. */
  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.input.style.height = "auto";
    const tall = Math.min(this.input.scrollHeight, TALLEST);
    if (tall) this.input.style.height = `${tall}px`;
  }

  #wire() {
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("blur", () => this.suggestions.close());
    this.input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const handled = this.suggestions.key(event) || this.#key(event);
      if (handled) event.preventDefault();
    });
  }

  #key(event) {
    const mark = (event.ctrlKey || event.metaKey) && !event.shiftKey && MARK_KEYS[event.key];
    if (mark) return this.#surround(mark);
    if (event.key === "Enter" && !event.shiftKey) return this.#then(() => this.submit());
    if (event.key === "Escape" && this.#about) return this.#then(() => this.#setAbout(null));
    const own = event.key === "ArrowUp" && !this.input.value && this.lastOwn();
    if (own) return this.#then(() => this.edit(own));
    return false;
  }

  #then(work) {
    work();
    return true;
  }

  #surround(mark) {
    const {selectionStart: from, selectionEnd: to, value} = this.input;
    this.input.setRangeText(mark + value.slice(from, to) + mark, from, to, "end");
    if (from === to) this.input.selectionEnd -= mark.length;
    this.#refresh();
    return true;
  }
}
