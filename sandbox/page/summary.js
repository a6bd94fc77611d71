// A message in one line: for reply quotes, topic lists, pinned bars and screen readers.

import {nameOf} from "./people.js";
import {serviceWords} from "./service.js";

const KINDS = {
  photo: () => "Photo",
  video: () => "Video",
  animation: () => "GIF",
  document: (document) => document.file_name || "Document",
  audio: (audio) => audio.title || audio.file_name || "Audio",
  voice: () => "Voice message",
  video_note: () => "Video message",
  sticker: (sticker) => `${sticker.emoji ?? ""} Sticker`.trim(),
  venue: (venue) => venue.title,
  location: () => "Location",
  contact: (contact) => `Contact: ${nameOf(contact)}`,
  poll: (poll) => `Poll: ${poll.question}`,
  dice: (dice) => `${dice.emoji} ${dice.value}`,
};

/** `viewer`, a person's id, is who reads it. */
export function summaryOf(message, viewer) {
  const words = message.text ?? message.caption;
  const kind = Object.keys(KINDS).find((name) => message[name] !== undefined);
  if (words) return words.replace(/\s+/g, " ").slice(0, 160);
  if (kind) return KINDS[kind](message[kind]);
  return serviceWords(message, viewer) ?? "Message";
}
