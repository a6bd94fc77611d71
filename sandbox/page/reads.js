// How far each person has read each topic, kept in this browser; counts what is unread.

const KEY = "linja.sandbox.reads";

let read = JSON.parse(localStorage.getItem(KEY) || "{}");

const keyOf = (person, chat, thread) => `${person}/${chat}/${thread}`;

export function markRead(person, chat, thread, messageId) {
  const key = keyOf(person, chat, thread);
  if ((read[key] ?? 0) >= messageId) return false;
  read[key] = messageId;
  localStorage.setItem(KEY, JSON.stringify(read));
  return true;
}

export function unreadCount(person, chat, thread, messages) {
  const until = read[keyOf(person, chat, thread)] ?? 0;
  let count = 0;
  for (let at = messages.length - 1; at >= 0 && messages[at].message_id > until; at -= 1) {
    if (messages[at].from?.id !== person) count += 1;
  }
  return count;
}

/** A sandbox that began anew counts from one again: nothing beyond `newest` can have been read. */
export function capReads(chat, newest) {
  for (const [key, until] of Object.entries(read)) {
    if (until > newest && key.split("/")[1] === String(chat)) read[key] = newest;
  }
}

export function forgetReads() {
  read = {};
  localStorage.removeItem(KEY);
}
