// What the page knows of the sandbox's world, kept true by its events; draws nothing.

import {control} from "./api.js";
import {nameOf} from "./people.js";
import {capReads} from "./reads.js";

/** The forum topic a message stands in: 0 is General, and everything in a chat without topics. */
export const threadOf = (message) => (message.is_topic_message && message.message_thread_id) || 0;

class Chat {
  #sorted = null;
  #threads = null;
  #gone = new Set();
  #byId = new Map();

  put(message) {
    this.#byId.set(message.message_id, message);
    this.#forget();
  }

  /** Messages fetched whole; what events brought in the meantime is newer. */
  fill(messages) {
    for (const message of messages) {
      const id = message.message_id;
      if (!this.#byId.has(id) && !this.#gone.has(id)) this.#byId.set(id, message);
    }
    this.#forget();
  }

  drop(ids) {
    for (const id of ids) {
      this.#gone.add(id);
      this.#byId.delete(id);
    }
    this.#forget();
  }

  get(id) {
    return this.#byId.get(id);
  }

  all() {
    this.#sorted ??= [...this.#byId.values()].sort((a, b) => a.message_id - b.message_id);
    return this.#sorted;
  }

  thread(thread) {
    this.#threads ??= groupByThread(this.all());
    return this.#threads.get(thread) ?? [];
  }

  #forget() {
    this.#sorted = null;
    this.#threads = null;
  }
}

function groupByThread(messages) {
  const threads = new Map();
  for (const message of messages) {
    const thread = threadOf(message);
    if (!threads.has(thread)) threads.set(thread, []);
    threads.get(thread).push(message);
  }
  return threads;
}

/** Dispatches "change" {kind, chat?}, "arrived" {chat, message}, "action", "answered", "reset". */
class Store extends EventTarget {
  bot = null;
  people = new Map();
  groups = new Map();
  settings = {};
  loaded = false;
  offset = 0;
  /** Grows whenever people, groups or the bot change, and not with every topic and message. */
  peopleVersion = 0;
  #skew = 0;
  #chats = new Map();
  #opening = new Map();

  async load() {
    const state = await control.state();
    this.bot = state.bot;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.groups = new Map(state.chats.map((chat) => [chat.id, chat]));
    this.settings = {...state};
    this.#setClock(state.now, state.offset_seconds);
    this.#chats.clear();
    this.#opening.clear();
    this.loaded = true;
    this.peopleVersion += 1;
    this.#tell("change", {kind: "world"});
  }

  /** Milliseconds since 1970 on the sandbox's clock. */
  now() {
    return Date.now() + this.#skew;
  }

  #setClock(now, offset) {
    this.#skew = Date.parse(now) - Date.now();
    this.offset = offset;
  }

  /** Fetches a chat's messages once; afterwards events keep them true. */
  open(chat) {
    if (!this.#opening.has(chat)) this.#opening.set(chat, this.#fetch(chat));
    return this.#opening.get(chat);
  }

  async #fetch(chat) {
    const kept = new Chat();
    this.#chats.set(chat, kept);
    try {
      kept.fill(await control.messages(chat));
      capReads(chat, kept.all().at(-1)?.message_id ?? 0);
    } catch (error) {
      this.#opening.delete(chat);
      throw error;
    }
    this.#tell("change", {kind: "messages", chat});
  }

  messages(chat, thread = null) {
    const kept = this.#chats.get(chat);
    if (!kept) return [];
    return thread === null ? kept.all() : kept.thread(thread);
  }

  message(chat, id) {
    return this.#chats.get(chat)?.get(id);
  }

  isMember(person, group) {
    return (group.members ?? []).includes(person.id);
  }

  groupsOf(person) {
    return [...this.groups.values()].filter((group) => this.isMember(person, group));
  }

  topic(chat, thread) {
    return this.groups.get(chat)?.topics?.find((topic) => (topic.message_thread_id ?? 0) === thread);
  }

  /** The bot's "names" or "descriptions" in the person's language, as Telegram chooses them. */
  botWords(kind, person) {
    const words = this.bot[kind] ?? {};
    return words[(person.language_code ?? "").slice(0, 2)] ?? words[""] ?? "";
  }

  /** The bot as the person's app names it. */
  botName(person) {
    return this.botWords("names", person) || this.bot.first_name;
  }

  /** A user as the viewer's app names them; `viewer` is a person's id. */
  nameFor(user, viewer) {
    return user?.id === this.bot?.id ? this.botName(this.people.get(viewer) ?? {}) : nameOf(user);
  }

  take(event) {
    this.#takers[event.type]?.(event);
  }

  #takers = {
    message: ({chat, message}) => {
      this.#chats.get(chat)?.put(message);
      this.#tell("arrived", {chat, message});
      this.#tell("change", {kind: "messages", chat});
    },
    edited: ({chat, message}) => {
      this.#chats.get(chat)?.put(message);
      this.#tell("change", {kind: "messages", chat});
    },
    deleted: ({chat, message_ids: ids}) => {
      this.#chats.get(chat)?.drop(ids);
      this.#tell("change", {kind: "messages", chat});
    },
    reaction: ({chat, message_id: id, reactions}) => {
      const message = this.message(chat, id);
      if (message) this.#chats.get(chat).put({...message, reactions});
      this.#tell("change", {kind: "messages", chat});
    },
    topic: ({chat, topic}) => this.#putTopic(chat, topic),
    topic_deleted: ({chat, message_thread_id: thread}) => this.#dropTopic(chat, thread),
    person: ({person}) => {
      this.people.set(person.id, person);
      this.peopleVersion += 1;
      this.#tell("change", {kind: "world"});
    },
    chat: ({chat}) => this.#putGroup(chat),
    chat_action: (event) => this.#tell("action", event),
    callback_answer: (event) => this.#tell("answered", event),
    commands: () => this.#tell("change", {kind: "commands"}),
    profile: ({bot}) => {
      this.bot = bot;
      this.peopleVersion += 1;
      this.#tell("change", {kind: "world"});
    },
    clock: ({now, offset_seconds: offset}) => {
      this.#setClock(now, offset);
      this.#tell("change", {kind: "clock"});
    },
    reset: () => this.#tell("reset", {}),
  };

  /** A group not yet known may be another's successor: all is loaded anew. */
  #putGroup(group) {
    if (!this.groups.has(group.id)) {
      this.load();
      return;
    }
    this.groups.set(group.id, group);
    this.peopleVersion += 1;
    this.#tell("change", {kind: "world"});
  }

  #putTopic(chat, topic) {
    const group = this.groups.get(chat);
    if (!group) return;
    const others = (group.topics ?? []).filter(
      (known) => known.message_thread_id !== topic.message_thread_id,
    );
    this.groups.set(chat, {...group, topics: [...others, topic]});
    this.#tell("change", {kind: "world"});
  }

  #dropTopic(chat, thread) {
    const group = this.groups.get(chat);
    if (!group) return;
    this.groups.set(chat, {
      ...group,
      topics: group.topics.filter((topic) => topic.message_thread_id !== thread),
    });
    this.#chats.get(chat)?.drop(this.messages(chat, thread).map((message) => message.message_id));
    this.#tell("change", {kind: "world"});
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail}));
  }
}

export const store = new Store();
