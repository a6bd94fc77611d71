// Reactions under a message, and the small picker for one's own.

import {control} from "./api.js";
import {arrowKeys, h} from "./dom.js";
import {popup} from "./popup.js";
import {store} from "./store.js";
import {attempt} from "./toast.js";

const OFFERED = [
  "👍",
  "👎",
  "❤",
  "🔥",
  "🙏",
  "👏",
  "🎉",
  "👌",
  "🤝",
  "👀",
  "🤔",
  "😁",
  "😢",
  "🤯",
  "💯",
  "✍",
  "🫡",
  "🤗",
];

const react = (message, viewer, corner, emoji) =>
  attempt(corner, () =>
    control.react({person: viewer, chat: message.chat.id, message_id: message.message_id, emoji}),
  );

const mine = (message, viewer) =>
  (message.reactions ?? []).find((reaction) => reaction.users?.includes(viewer))?.emoji;

export function reactionPills(message, {viewer, corner}) {
  const reactions = (message.reactions ?? []).filter((reaction) => reaction.count > 0);
  if (!reactions.length) return null;
  return h(
    "div",
    {class: "reactions"},
    reactions.map((reaction) => pill(message, reaction, {viewer, corner})),
  );
}

function pill(message, {emoji, count, users = []}, {viewer, corner}) {
  const isMine = users.includes(viewer);
  const who = users.map((id) => store.nameFor(store.people.get(id) ?? store.bot, viewer)).join(", ");
  return h(
    "button",
    {
      type: "button",
      class: ["pill", isMine && "is-mine"],
      "aria-pressed": String(isMine),
      title: who,
      data: {testid: "reaction"},
      "aria-label": `Reaction ${emoji}, ${count}: ${who}`,
      on: {click: () => react(message, viewer, corner, isMine ? null : emoji)},
    },
    h("span", {class: "pill-emoji"}, emoji),
    count > 1 ? h("span", {}, String(count)) : null,
  );
}

export function pickReaction(message, at, {viewer, corner}) {
  const current = mine(message, viewer);
  const choose = (emoji) => () => {
    close();
    react(message, viewer, corner, emoji === current ? null : emoji);
  };
  const choice = (emoji) =>
    h(
      "button",
      {
        type: "button",
        class: "reaction-choice",
        "aria-pressed": String(emoji === current),
        data: {emoji},
        on: {click: choose(emoji)},
      },
      emoji,
    );
  const grid = h("div", {class: "reaction-grid"}, OFFERED.map(choice));
  arrowKeys(grid, ".reaction-choice", {horizontal: true});
  const close = popup(grid, at, {label: "Choose a reaction", kind: "is-picker"});
  grid.querySelector("[aria-pressed=true]")?.focus();
}
