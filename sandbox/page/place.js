// Where a pane may stand: who, in which chat, in which topic. Looks at the store and changes nothing.

import {store} from "./store.js";

/** The chat itself if the person is in it; else the staff's group for staff, their own chat for anybody. */
export function allowedChat(person, chat) {
  const group = store.groups.get(chat);
  if (group && store.isMember(person, group)) return chat;
  const isElsewhere = chat !== person.id;
  return (person.is_staff && isElsewhere && store.groupsOf(person)[0]?.id) || person.id;
}

/** From `now` to `wanted` ({person, chat, thread}, each with its id or left out): what can be had of it. */
export function nextPlace(now, wanted) {
  const person = store.people.get(wanted.person ?? now.person?.id) ?? now.person ?? firstPerson();
  const isOwnChat = now.chat === now.person?.id;
  const asked = wanted.chat ?? (isOwnChat ? person.id : now.chat);
  const chat = allowedChat(person, asked);
  const stays = chat === now.chat ? now.thread : null;
  const thread = chat === asked && wanted.thread !== undefined ? wanted.thread : stays;
  return {person, chat, thread: existing(chat, thread)};
}

/** The same place after the world changed; the topic is kept where it still is, also in a group that moved. */
export function samePlace(now) {
  const person = store.people.get(now.person.id) ?? firstPerson();
  const chat = allowedChat(person, now.chat);
  return {person, chat, thread: existing(chat, now.thread)};
}

/** 0 is General, which every forum has. */
function existing(chat, thread) {
  if (!store.groups.get(chat)?.is_forum || thread === null) return null;
  return thread === 0 || store.topic(chat, thread) ? thread : null;
}

const firstPerson = () => [...store.people.values()][0];
