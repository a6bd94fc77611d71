// The list of a group's topics: General first, then those last written in; unread counts, closed ones marked.

import {arrange, arrowKeys, h} from "./dom.js";
import {icon} from "./icons.js";
import {lockIcon, topicIcon} from "./people.js";
import {unreadCount} from "./reads.js";
import {serviceWords} from "./service.js";
import {store} from "./store.js";
import {summaryOf} from "./summary.js";
import {briefly} from "./time.js";

export class Topics {
  #drawn = new Map();

  /** `choose(thread)` opens a topic, `add(anchor)` makes a new one. */
  constructor({choose, add}) {
    this.choose = choose;
    this.list = h("ul", {class: "topics-list"});
    const plus = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "New topic",
        title: "New topic",
        on: {click: () => add()},
      },
      icon("plus"),
    );
    this.node = h(
      "nav",
      {class: "topics", "aria-label": "Topics"},
      h("div", {class: "topics-head"}, h("h3", {}, "Topics"), plus),
      this.list,
    );
    arrowKeys(this.list, ".topic");
  }

  draw(group, person, openThread) {
    const before = this.#drawn;
    this.#drawn = new Map();
    const items = this.#rows(group, person).map((row) =>
      this.#item(row, row.thread === openThread, before.get(row.thread)),
    );
    const focused = this.list.contains(document.activeElement) && document.activeElement.dataset.thread;
    arrange(this.list, items);
    if (focused && !this.list.contains(document.activeElement))
      this.list.querySelector(`[data-thread="${focused}"]`)?.focus({preventScroll: true});
  }

  /** The item as it was drawn before, if nothing of it has changed. */
  #item(row, isOpen, known) {
    const parts = [row.topic.name, row.topic.icon_emoji, row.topic.is_closed, row.last, row.unread, isOpen];
    const isSame = known && parts.every((part, at) => part === known.parts[at]);
    const node = isSame ? known.node : h("li", {}, this.#button(row, isOpen));
    this.#drawn.set(row.thread, {parts, node});
    return node;
  }

  #rows(group, person) {
    const topics = (group.topics ?? []).filter((topic) => topic.message_thread_id);
    const general = this.#row(group, person, {
      message_thread_id: 0,
      name: "General",
      ...store.topic(group.id, 0),
    });
    const rest = topics.map((topic) => this.#row(group, person, topic));
    rest.sort((a, b) => (b.last?.message_id ?? b.thread) - (a.last?.message_id ?? a.thread));
    return [general, ...rest];
  }

  #row(group, person, topic) {
    const thread = topic.message_thread_id ?? 0;
    const messages = store.messages(group.id, thread);
    const unread = unreadCount(person.id, group.id, thread, messages);
    return {thread, topic, last: messages.at(-1), unread, viewer: person.id};
  }

  #button({thread, topic, last, unread, viewer}, isOpen) {
    const unreadWords = unread ? `, ${unread} unread` : "";
    return h(
      "button",
      {
        type: "button",
        class: "topic",
        data: {testid: "topic", thread},
        "aria-current": isOpen ? "true" : null,
        "aria-label": `${topic.name}${topic.is_closed ? ", closed" : ""}${unreadWords}`,
        on: {click: () => this.choose(thread)},
      },
      topicIcon(topic, thread),
      h(
        "span",
        {class: "topic-words"},
        h(
          "span",
          {class: "topic-line"},
          h("span", {class: "topic-name"}, topic.name),
          topic.is_closed ? lockIcon() : null,
        ),
        h(
          "span",
          {class: "topic-line"},
          h("span", {class: "topic-last"}, last ? preview(last, viewer) : "Nothing yet"),
          last ? h("time", {class: "quiet"}, briefly(last.date, store.now())) : null,
          unread ? h("span", {class: "badge", data: {testid: "unread"}}, String(unread)) : null,
        ),
      ),
    );
  }
}

/** With the writer's name, but for the bot: what it brings over has somebody else's words. */
function preview(message, viewer) {
  const words = summaryOf(message, viewer);
  if (message.from?.is_bot || serviceWords(message, viewer)) return words;
  return [h("span", {class: "topic-from"}, `${message.from?.first_name ?? ""}: `), words];
}
