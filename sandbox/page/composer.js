// Where a person writes: text, replies, edits, files, commands.

import {About} from "./about.js";
import {control} from "./api.js";
import {Staged, sendItems} from "./attach.js";
import {fill, h} from "./dom.js";
import {icon} from "./icons.js";
import {MARK_KEYS, marked, surround, unmarked} from "./marks.js";
import {replyKeys} from "./replykeys.js";
import {sampleMenu} from "./samples.js";
import {Suggestions} from "./suggest.js";
import {attempt} from "./toast.js";

const TALLEST = 160;

export class Composer {
  #where = null;
  #drafts = new Map();
  #isBusy = false;
  #offered = "";

  /** `lastOwn()` is the message that Arrow up edits. */
  constructor({corner, lastOwn}) {
    this.corner = corner;
    this.lastOwn = lastOwn;
    this.input = h("textarea", {
      class: "composer-input",
      rows: 1,
      placeholder: "Message",
      "aria-label": "Message",
      enterkeyhint: "send",
      autocomplete: "off",
      data: {testid: "composer"},
    });
    this.suggestions = new Suggestions(this.input, {
      say: (text) => this.say(text),
      put: (text) => this.put(text),
      chosen: (id) => this.#chooseInline(id),
    });
    this.about = new About({left: () => this.#leave()});
    this.staged = new Staged({changed: () => this.#refresh()});
    this.picker = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      "aria-label": "Files",
      data: {testid: "file-input"},
    });
    this.keys = h("div", {class: "reply-keys", role: "group", "aria-label": "Answers", hidden: true});
    this.node = h(
      "div",
      {class: "composer"},
      this.suggestions.list,
      this.about.node,
      this.staged.node,
      this.#bar(),
      this.keys,
      this.picker,
    );
    this.#wire();
  }

  #bar() {
    const button = (label, testid, drawing, run) =>
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": label,
          title: label,
          data: {testid},
          on: {click: run},
        },
        icon(drawing),
      );
    this.menuButton = button("Commands", "menu", "menu", () => this.#openCommands());
    this.attachButton = button("Attach", "attach", "attach", () => this.#attach());
    this.attachButton.setAttribute("aria-haspopup", "menu");
    this.sendButton = button("Send", "send", "send", () => this.submit());
    return h("div", {class: "composer-bar"}, this.menuButton, this.input, this.attachButton, this.sendButton);
  }

  /** `where`: {key, person, chat, thread, isGroup}. Another key is another draft. */
  place(where) {
    const isSame = this.#where?.key === where.key;
    if (!isSame && this.#where) this.#drafts.set(this.#where.key, this.input.value);
    this.#where = where;
    this.input.lang = where.person.language_code ?? "";
    this.about.viewer = where.person.id;
    if (isSame) return;
    this.#clear(this.#drafts.get(where.key));
  }

  /** The bot's reply keyboard, or null; a forced reply is begun once. */
  offer(offered) {
    const drawn = `${this.#where.key}/${offered?.key ?? ""}`;
    if (drawn === this.#offered) return;
    this.#offered = drawn;
    this.input.placeholder = offered?.placeholder ?? "Message";
    this.keys.hidden = !offered?.rows;
    const doing = {
      say: (text) => this.say(text),
      send: (item) => this.#sendOne(item),
      person: this.#where.person,
    };
    fill(this.keys, offered?.rows ? replyKeys(offered.rows, doing) : null);
    if (offered?.forceReply) this.about.set("reply", offered.forceReply);
  }

  put(text) {
    this.input.value = text;
    this.#typed();
    this.focus();
  }

  focus() {
    this.input.focus({preventScroll: true});
  }

  reply(message, quote = "") {
    this.about.set("reply", message, quote);
    this.focus();
  }

  edit(message) {
    this.about.set("edit", message);
    this.put(marked(message.text ?? message.caption ?? "", message.entities ?? message.caption_entities));
  }

  stage(files) {
    this.staged.add(files);
    this.focus();
  }

  async submit() {
    const typed = this.input.value.trim();
    if (this.#isBusy || (!typed && !this.staged.files.length)) return;
    this.#isBusy = true;
    const isDone = await attempt(this.corner, () => this.#dispatch(typed).then(() => true));
    this.#isBusy = false;
    if (!isDone) return;
    this.#clear();
    this.focus();
  }

  #clear(draft = "") {
    this.input.value = draft;
    this.about.clear();
    this.staged.clear();
    this.suggestions.close();
    this.#refresh();
  }

  #leave() {
    if (this.about.isEdit) this.input.value = "";
    this.about.clear();
    this.#refresh();
    this.focus();
  }

  get #address() {
    const {person, chat, thread} = this.#where;
    return {person: person.id, chat, thread: thread || undefined};
  }

  #dispatch(typed) {
    const {message, isEdit} = this.about;
    if (isEdit) {
      const words = message.text === undefined ? captioned(typed) : unmarked(typed);
      return control.edit({
        person: this.#where.person.id,
        chat: this.#where.chat,
        message_id: message.message_id,
        ...words,
      });
    }
    const {reply_to, quote} = this.about.reply();
    if (!this.staged.files.length)
      return control.say({...this.#address, reply_to, quote, ...unmarked(typed)});
    return sendItems({...this.#address, reply_to, ...captioned(typed)}, this.staged.items());
  }

  /** Says something at once, leaving what is being written alone unless it was the beginning of a command. */
  async say(text) {
    if (this.input.value.startsWith("/")) this.put("");
    this.suggestions.close();
    await attempt(this.corner, () => control.say({...this.#address, text}));
  }

  async #chooseInline(resultId) {
    this.put("");
    await attempt(this.corner, () => control.chooseInline({...this.#address, result_id: resultId}));
  }

  async #sendOne(item) {
    const {reply_to} = this.about.reply();
    const sent = await attempt(this.corner, () => control.send({...this.#address, reply_to, items: [item]}));
    if (sent) this.about.clear();
  }

  #attach() {
    sampleMenu(this.attachButton, {
      person: this.#where.person,
      pick: () => this.picker.click(),
      send: (item) => this.#sendOne(item),
    });
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
    this.sendButton.setAttribute("aria-label", this.about.isEdit ? "Save the edit" : "Send");
  }

  /** The field is as tall as its text; where CSS cannot say so, this does. */
  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.input.style.height = "auto";
    const tall = Math.min(this.input.scrollHeight, TALLEST);
    if (tall) this.input.style.height = `${tall}px`;
  }

  #wire() {
    this.menuButton.addEventListener("pointerdown", (event) => event.preventDefault());
    this.picker.addEventListener("change", () => {
      this.stage([...this.picker.files]);
      this.picker.value = "";
    });
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("blur", () => this.suggestions.close());
    this.input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const work = this.suggestions.keyWork(event) ?? this.#keyWork(event);
      if (!work) return;
      event.preventDefault();
      work();
    });
  }

  /** What a key does here, or undefined if it is only typing. */
  #keyWork(event) {
    const mark = (event.ctrlKey || event.metaKey) && !event.shiftKey && MARK_KEYS[event.key];
    if (mark) return () => surround(this.input, mark);
    if (event.key === "Enter" && !event.shiftKey) return () => this.submit();
    if (event.key === "Escape" && this.about.kind) return () => this.#leave();
    const own = event.key === "ArrowUp" && !this.input.value && this.lastOwn();
    return own ? () => this.edit(own) : undefined;
  }
}

function captioned(typed) {
  const {text, entities} = unmarked(typed);
  return {caption: text, caption_entities: entities};
}
