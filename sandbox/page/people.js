// Names, initials, colours and languages of people and chats, as words and small nodes.

import {h} from "./dom.js";
import {icon} from "./icons.js";

const LANGUAGES = {
  sq: "Albanian",
  sr: "Serbian",
  tr: "Turkish",
  eu: "Basque",
  en: "English",
  es: "Spanish",
  mk: "Macedonian",
};

export const nameOf = (person) =>
  [person?.first_name, person?.last_name].filter(Boolean).join(" ") || person?.title || "Deleted account";

export const languageName = (code) => LANGUAGES[code] ?? (code || "none");

export const LANGUAGE_CODES = Object.keys(LANGUAGES);

/** Six calm hues, chosen by id, so that a person keeps one everywhere; bots have their own. */
export const hueOf = (who) => (who?.is_bot ? "bot" : Math.abs(Number(who?.id) || 0) % 6);

export function avatar(person, kind = "", name = nameOf(person)) {
  const initials = [...name]
    .slice(0, 1)
    .join("")
    .toLocaleUpperCase(person?.language_code || "en");
  return h("span", {class: `avatar hue-${hueOf(person)} ${kind}`, "aria-hidden": "true"}, initials);
}

/**
 * The language of a text for the browser (hyphens, glyphs, voices): a person's own for what they wrote,
 * and with the script named for Serbian.
 */
export function langOf(code, text = "") {
  if (code !== "sr") return code || null;
  return /[\u0400-\u04ff]/.test(text) ? "sr-Cyrl" : "sr-Latn";
}

/** Telegram's own six colours of topic icons, by their number in the Bot API. */
const TOPIC_HUES = {7322096: 0, 16766590: 1, 13338331: 2, 9367192: 3, 16749490: 4, 16478047: 5};

export function topicIcon(topic, thread) {
  if (topic?.icon_emoji)
    return h("span", {class: "topic-icon is-emoji", "aria-hidden": "true"}, topic.icon_emoji);
  if (!thread) return h("span", {class: "topic-icon is-general", "aria-hidden": "true"}, "#");
  const hue = TOPIC_HUES[topic?.icon_color] ?? hueOf({id: thread});
  const letter = [...(topic?.name ?? "?").trim()][0] ?? "?";
  return h("span", {class: `topic-icon hue-${hue}`, "aria-hidden": "true"}, letter);
}

export const lockIcon = () =>
  h("span", {class: "topic-closed", title: "Closed"}, icon("lock"), h("span", {class: "unseen"}, "closed"));
