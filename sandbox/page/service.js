// The sentences of service messages ("created the topic …"); null for a message that is not one.

import {nameOf} from "./people.js";
import {store} from "./store.js";

const names = (users) => users.map(nameOf).join(", ");

function pinned(message, who) {
  const what = message.pinned_message?.text ?? message.pinned_message?.caption;
  return what
    ? `${who} pinned “${what.slice(0, 40)}${what.length > 40 ? "…" : ""}”`
    : `${who} pinned a message`;
}

function joined(message, who) {
  const [first] = message.new_chat_members;
  return first.id === message.from?.id
    ? `${who} joined the group`
    : `${who} added ${names(message.new_chat_members)}`;
}

function left(message, who) {
  const gone = message.left_chat_member;
  return gone.id === message.from?.id ? `${who} left the group` : `${who} removed ${nameOf(gone)}`;
}

function topicEdited(message, who) {
  const {name, icon_custom_emoji_id: emojiId} = message.forum_topic_edited;
  const icon = emojiId && store.topic(message.chat.id, message.message_thread_id)?.icon_emoji;
  if (name) return `${who} renamed the topic to “${name}”`;
  return icon ? `${who} changed the topic's icon to ${icon}` : `${who} changed the topic's icon`;
}

const SENTENCES = {
  forum_topic_created: (message, who) => `${who} created the topic “${message.forum_topic_created.name}”`,
  forum_topic_edited: topicEdited,
  forum_topic_closed: (message, who) => `${who} closed the topic`,
  forum_topic_reopened: (message, who) => `${who} reopened the topic`,
  general_forum_topic_hidden: (message, who) => `${who} hid the General topic`,
  general_forum_topic_unhidden: (message, who) => `${who} showed the General topic`,
  pinned_message: pinned,
  new_chat_members: joined,
  left_chat_member: left,
  new_chat_title: (message, who) => `${who} renamed the group to “${message.new_chat_title}”`,
  new_chat_photo: (message, who) => `${who} changed the group's picture`,
  delete_chat_photo: (message, who) => `${who} removed the group's picture`,
  group_chat_created: (message, who) => `${who} created the group`,
  supergroup_chat_created: (message, who) => `${who} created the group`,
  migrate_to_chat_id: (message) => `The group became a supergroup with the id ${message.migrate_to_chat_id}`,
  migrate_from_chat_id: (message) => `The group came from the id ${message.migrate_from_chat_id}`,
  message_auto_delete_timer_changed: (message, who) => `${who} changed the auto-delete timer`,
  write_access_allowed: () => "The bot may now write to you",
  chat_shared: (message, who) => `${who} shared a chat`,
  users_shared: (message, who) => `${who} shared contacts`,
};

/** `viewer`, a person's id, is who reads it. */
export function serviceWords(message, viewer) {
  const kind = Object.keys(SENTENCES).find((key) => message[key] !== undefined);
  return kind ? SENTENCES[kind](message, store.nameFor(message.from, viewer)) : null;
}
