// The list above the composer: commands after "/", results after the bot's name; the composer keeps the focus.

import {control} from "./api.js";
import {fill, freshId, h} from "./dom.js";
import {avatar} from "./people.js";
import {store} from "./store.js";

const INLINE_PAUSE = 350;

export class Suggestions {
  #items = [];
  #at = 0;
  #commands = new Map();
  #inlineTimer = null;
  #asked = 0;

  /** `input` is the composer's textarea; the others are what choosing does. */
  constructor(input, {say, put, chosen}) {
    this.input = input;
    this.say = say;
    this.put = put;
    this.chosen = chosen;
    this.id = freshId("suggestions");
    this.list = h("ul", {
      class: "suggestions",
      id: this.id,
      role: "listbox",
      "aria-label": "Suggestions",
      hidden: true,
      data: {testid: "suggestions"},
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.id);
    store.addEventListener("change", ({detail}) => detail.kind === "commands" && this.#commands.clear());
    store.addEventListener("change", ({detail}) => detail.kind === "world" && this.#commands.clear());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    this.#asked += 1;
    clearTimeout(this.#inlineTimer);
    this.#show([]);
  }

  /** Looks at what is typed; `where` is {person, chat, isGroup}. */
  async look(where) {
    const typed = this.input.value;
    clearTimeout(this.#inlineTimer);
    const command = /^\/(\w*)$/.exec(typed);
    if (command) return this.#lookForCommands(where, command[1].toLowerCase());
    const inline = inlineQuery(typed);
    if (inline !== null) {
      this.#inlineTimer = setTimeout(() => this.#lookInline(where, inline), INLINE_PAUSE);
      return undefined;
    }
    return this.close();
  }

  async #lookForCommands(where, beginning) {
    this.#asked += 1;
    const asked = this.#asked;
    const commands = await this.#commandsOf(where).catch(() => []);
    if (asked !== this.#asked) return;
    const at = where.isGroup ? `@${store.bot.username}` : "";
    this.#show(
      commands
        .filter(({command}) => command.startsWith(beginning))
        .map(({command, description}) => ({
          node: [
            avatar(store.bot, "is-small", store.nameFor(store.bot, where.person)),
            h("b", {}, `/${command}`),
            h("span", {class: "quiet", lang: where.language}, description),
          ],
          run: () => this.say(`/${command}${at}`),
          fill: () => this.put(`/${command}${at} `),
        })),
      commands.length ? null : "The bot has set no commands here",
    );
  }

  #commandsOf({person, chat}) {
    const key = `${person}/${chat}`;
    if (!this.#commands.has(key)) this.#commands.set(key, control.commands(person, chat));
    return this.#commands.get(key);
  }

  async #lookInline(where, query) {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await control.inline(where.person, query).catch(() => null);
    if (asked !== this.#asked) return;
    const results = Array.isArray(answer) ? answer : (answer?.results ?? []);
    this.#show(
      results.map((result) => ({
        node: [
          h("b", {}, result.title ?? result.type),
          h("span", {class: "quiet", lang: where.language}, result.description ?? result.caption ?? ""),
        ],
        run: () => this.chosen(result.id),
        fill: () => this.chosen(result.id),
      })),
      "Nothing found",
    );
  }

  #show(items, otherwise = null) {
    this.#items = items;
    this.#at = 0;
    this.list.hidden = !items.length && !otherwise;
    fill(
      this.list,
      items.map((item, at) =>
        h(
          "li",
          {
            role: "option",
            id: `${this.id}-${at}`,
            class: "suggestion",
            on: {click: () => this.#choose(item)},
          },
          item.node,
        ),
      ),
      !items.length &&
        otherwise &&
        h("li", {class: "suggestion quiet", role: "option", "aria-disabled": "true"}, otherwise),
    );
    this.#mark();
  }

  #mark() {
    for (const [at, node] of [...this.list.children].entries()) {
      node.setAttribute("aria-selected", String(at === this.#at && this.#items.length > 0));
      if (at === this.#at) node.scrollIntoView({block: "nearest"});
    }
    if (this.#items.length) this.input.setAttribute("aria-activedescendant", `${this.id}-${this.#at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #choose(item) {
    this.close();
    item.run();
  }

  /** What a key does to the open list, or undefined when it is not the list's. */
  keyWork(event) {
    if (!this.isOpen) return undefined;
    if (event.key === "Escape") return () => this.close();
    const chosen = this.#items[this.#at];
    if (!chosen) return undefined;
    if (event.key === "ArrowDown") return () => this.#step(1);
    if (event.key === "ArrowUp") return () => this.#step(-1);
    if (event.key === "Enter" && !event.shiftKey) return () => this.#choose(chosen);
    if (event.key === "Tab" && !event.shiftKey) return chosen.fill;
    return undefined;
  }

  #step(by) {
    this.#at = (this.#at + by + this.#items.length) % this.#items.length;
    this.#mark();
  }
}

function inlineQuery(typed) {
  const name = `@${store.bot?.username ?? ""} `;
  return typed.toLowerCase().startsWith(name.toLowerCase()) ? typed.slice(name.length) : null;
}
