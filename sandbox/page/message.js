// One message, or an album of several, as the pane's person sees it.

import {h} from "./dom.js";
import {act, formatted} from "./entities.js";
import {icon} from "./icons.js";
import {keyboard} from "./keyboard.js";
import {mediaOf} from "./media.js";
import {avatar, hueOf, langOf, nameOf} from "./people.js";
import {reactionPills} from "./reactions.js";
import {store} from "./store.js";
import {summaryOf} from "./summary.js";
import {hourOf, stampOf} from "./time.js";

const VISUAL = new Set(["photo", "video", "animation"]);
const BARE = new Set(["sticker", "dice", "video_note"]);

/**
 * `messages`: one, or an album in order. `place`: {viewer, corner, isGroup, isFirst, isLast}; first and
 * last in a run of one sender's messages.
 */
export function messageNode(messages, place) {
  const [message] = messages;
  const isMine = message.from?.id === place.viewer;
  const said = messages.find((part) => part.text ?? part.caption);
  const media = messages.length > 1 ? album(messages) : mediaOf(message);
  const kind =
    media && (VISUAL.has(media.kind) || BARE.has(media.kind))
      ? `has-${BARE.has(media.kind) ? "bare" : "visual"}`
      : "";
  const words = said && text(said);
  const reactions = reactionPills(message, place);
  const isFlowing = words && !reactions && (!media || above(media, said));
  const body = h(
    "div",
    {class: ["bubble", kind, words && "has-words", isFlowing && "is-flowing"]},
    place.isGroup && !isMine && place.isFirst ? sender(message, place) : null,
    forwarded(message),
    quoted(message, place),
    above(media, said) ? [media.node, words] : [words, media?.node],
    reactions ? h("div", {class: "foot"}, reactions, meta(messages)) : meta(messages),
  );
  return h(
    "article",
    {
      class: ["message", isMine && "is-mine", place.isFirst && "is-first", place.isLast && "is-last"],
      tabindex: "-1",
      "aria-label": label(message, said, place),
      data: {
        testid: "message",
        messageId: message.message_id,
        from: message.from?.id,
        mine: isMine ? "true" : "false",
      },
    },
    place.isGroup && !isMine
      ? h("div", {class: "message-face"}, place.isLast ? face(senderOf(message), place) : null)
      : null,
    h("div", {class: "message-column"}, body, keyboard(messages.at(-1), place)),
    h(
      "button",
      {
        type: "button",
        class: "message-more icon-button",
        tabindex: "-1",
        "aria-label": "Actions on the message",
        "aria-haspopup": "menu",
        data: {testid: "message-more"},
      },
      icon("more"),
    ),
  );
}

const senderOf = (message) => message.sender_chat ?? message.from;

const above = (media, said) => media && !said?.show_caption_above_media;

const face = (from, {viewer}) => avatar(from, "is-small", store.nameFor(from, viewer));

function sender(message, {viewer}) {
  const from = senderOf(message);
  return h(
    "p",
    {class: `sender hue-${hueOf(from)}`},
    store.nameFor(from, viewer),
    from?.is_bot ? h("span", {class: "quiet"}, " bot") : null,
  );
}

/** Whose language the words are in: their writer's, and for the bot its reader's. */
function languageOf(message) {
  const writer = store.people.get(message.forward_origin?.sender_user?.id ?? message.from?.id);
  const reader = message.chat.type === "private" ? store.people.get(message.chat.id) : null;
  return langOf((writer ?? reader)?.language_code, message.text ?? message.caption ?? "");
}

function text(message) {
  const isText = message.text !== undefined;
  const words = isText ? message.text : message.caption;
  return h(
    "div",
    {class: "words", lang: languageOf(message), dir: "auto", data: {messageId: message.message_id}},
    formatted(words, isText ? message.entities : message.caption_entities),
  );
}

function album(messages) {
  const parts = messages.map((message) => ({message, media: mediaOf(message, {inAlbum: true})}));
  const isVisual = parts.every(({media}) => media && VISUAL.has(media.kind));
  const cells = parts.map(({message, media}) =>
    h("div", {class: "album-item", data: {testid: "album-item", messageId: message.message_id}}, media?.node),
  );
  const node = h(
    "div",
    {
      class: isVisual ? `album of-${Math.min(messages.length, 4)}` : "album-list",
      data: {count: messages.length},
    },
    cells,
  );
  return {kind: isVisual ? "photo" : "document", node};
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin && !message.via_bot) return null;
  const from =
    origin &&
    (origin.sender_user
      ? nameOf(origin.sender_user)
      : (origin.sender_user_name ?? nameOf(origin.sender_chat ?? origin.chat)));
  return h("p", {class: "forwarded"}, origin ? `Forwarded from ${from}` : `via @${message.via_bot.username}`);
}

/** What the message answers; that all in a topic answers the topic's creation is not shown. */
function quoted(message, {viewer}) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return null;
  const words = message.quote
    ? formatted(message.quote.text, message.quote.entities)
    : summaryOf(store.message(message.chat.id, replied.message_id) ?? replied, viewer);
  return h(
    "button",
    {
      type: "button",
      class: `quoted hue-${hueOf(replied.from)}`,
      title: "Go to the message it answers",
      on: {click: (event) => act(event.currentTarget, "goto", replied.message_id)},
    },
    h("span", {class: "quoted-name"}, store.nameFor(replied.from, viewer)),
    h("span", {class: "quoted-words"}, words),
  );
}

function meta(messages) {
  const [message] = messages;
  const isEdited = messages.some((part) => part.edit_date);
  return h(
    "span",
    {
      class: "meta",
      title:
        stampOf(message.date) + (isEdited ? `, edited ${stampOf(message.edit_date ?? message.date)}` : ""),
    },
    messages.some((part) => part.pinned) ? icon("pin") : null,
    isEdited ? h("span", {class: "edited"}, "edited ") : null,
    h("time", {datetime: new Date(message.date * 1000).toISOString()}, hourOf(message.date)),
  );
}

const label = (message, said, {viewer}) =>
  `${store.nameFor(message.from, viewer)}, ${hourOf(message.date)}: ${summaryOf(said ?? message, viewer)}`;
