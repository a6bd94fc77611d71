// The top of a pane: who I am, where I am, what is going on there, what is pinned.

import {fill, h} from "./dom.js";
import {act} from "./entities.js";
import {icon} from "./icons.js";
import {avatar, languageName, lockIcon, nameOf, topicIcon} from "./people.js";
import {store} from "./store.js";
import {summaryOf} from "./summary.js";

const DOING = {
  typing: "is typing",
  upload_photo: "is sending a photo",
  record_video: "is recording a video",
  upload_video: "is sending a video",
  record_voice: "is recording",
  upload_voice: "is sending a voice message",
  upload_document: "is sending a file",
  choose_sticker: "is choosing a sticker",
  find_location: "is looking for a place",
  record_video_note: "is recording a video",
  upload_video_note: "is sending a video",
};

export class Head {
  #drawn = "";

  constructor({side, become, enter, add, more, back}) {
    const label = side === "left" ? "Left" : "Right";
    this.face = h("span", {class: "head-face"});
    this.people = h("select", {
      "aria-label": `${label}: who I am`,
      data: {testid: "person-select"},
      on: {change: () => become(Number(this.people.value))},
    });
    this.chats = h("select", {
      "aria-label": `${label}: which chat`,
      data: {testid: "chat-select"},
      on: {change: () => enter(Number(this.chats.value))},
    });
    this.language = h("span", {class: "head-language"});
    this.moreButton = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "More",
        title: "More",
        "aria-haspopup": "menu",
        data: {testid: "more"},
        on: {click: () => more(this.moreButton)},
      },
      icon("more"),
    );
    this.title = h("h2", {class: "head-title"});
    this.subtitle = h("p", {class: "head-subtitle", role: "status"});
    this.icon = h("span", {class: "head-icon"});
    this.pinned = h("button", {type: "button", class: "pinned", hidden: true});
    this.node = h(
      "header",
      {class: "head"},
      h(
        "div",
        {class: "head-who"},
        this.face,
        h("span", {class: "pick is-who"}, this.people, icon("down")),
        this.language,
        h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": "New person",
            title: "New person",
            data: {testid: "new-person"},
            on: {click: add},
          },
          icon("personAdd"),
        ),
        h("span", {class: "head-in"}, "in"),
        h("span", {class: "pick"}, this.chats, icon("down")),
        this.moreButton,
      ),
    );
    this.place = h(
      "div",
      {class: "head-place"},
      h(
        "button",
        {
          type: "button",
          class: "icon-button head-back",
          "aria-label": "Back to the topics",
          data: {testid: "back"},
          on: {click: back},
        },
        icon("back"),
      ),
      this.icon,
      h("div", {class: "head-words"}, this.title, this.subtitle),
    );
  }

  draw({person, chat, group, thread, doing}) {
    this.#drawChoices(person, chat);
    fill(this.face, avatar(person, "is-small"));
    this.language.textContent = person.language_code || "–";
    this.language.title = `Telegram language: ${languageName(person.language_code)}`;
    this.#drawPlace(person, group, thread, doing);
    this.#drawPinned(person, chat, thread);
  }

  #drawChoices(person, chat) {
    const drawn = `${store.peopleVersion}/${person.id}`;
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      const people = [...store.people.values()];
      const option = (one) => h("option", {value: one.id}, nameOf(one));
      const part = (label, some) => (some.length ? h("optgroup", {label}, some.map(option)) : null);
      fill(
        this.people,
        part(
          "Members",
          people.filter((one) => !one.is_staff),
        ),
        part(
          "Staff",
          people.filter((one) => one.is_staff),
        ),
      );
      fill(
        this.chats,
        h("option", {value: person.id}, store.botName(person)),
        store.groupsOf(person).map((group) => h("option", {value: group.id}, group.title)),
      );
    }
    this.people.value = String(person.id);
    this.chats.value = String(chat);
  }

  #drawPlace(person, group, thread, doing) {
    const topic =
      group?.is_forum && thread !== null ? (store.topic(group.id, thread) ?? {name: "General"}) : null;
    const name = topic?.name ?? group?.title ?? store.botName(person);
    fill(this.icon, topic ? topicIcon(topic, thread) : avatar(group ?? store.bot, "is-small", name));
    fill(this.title, h("span", {class: "cut"}, name), topic?.is_closed ? lockIcon() : null);
    const action = doing && `${store.botName(person)} ${DOING[doing] ?? DOING.typing}`;
    const count = group && `${group.members.length} members`;
    const quiet = topic ? `${group.title}, ${count}` : (count ?? "bot");
    fill(
      this.subtitle,
      action
        ? [
            h(
              "span",
              {class: "doing", data: {testid: "typing"}},
              action,
              h("span", {class: "dots", "aria-hidden": "true"}, h("i"), h("i"), h("i")),
            ),
          ]
        : quiet,
    );
  }

  #drawPinned(person, chat, thread) {
    const pinned = store.messages(chat, thread ?? 0).findLast((message) => message.pinned);
    this.pinned.hidden = !pinned;
    if (!pinned) return;
    fill(this.pinned, icon("pin"), h("span", {class: "pinned-words"}, summaryOf(pinned, person.id)));
    this.pinned.onclick = () => act(this.pinned, "goto", pinned.message_id);
  }
}
