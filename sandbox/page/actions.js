// What one can do with a message, a topic and oneself: the menus behind "more".

import {control} from "./api.js";
import {ask, field, showBox} from "./dialog.js";
import {h} from "./dom.js";
import {menu} from "./popup.js";
import {changePerson} from "./person.js";
import {nameOf} from "./people.js";
import {pickReaction} from "./reactions.js";
import {store} from "./store.js";
import {attempt, toast} from "./toast.js";

export async function copyText(text, corner) {
  try {
    await navigator.clipboard.writeText(text);
    toast(corner, "Copied");
  } catch {
    toast(corner, "The browser does not let the page copy", "wrong");
  }
}

/** The part of the message that is selected, to be quoted. */
function selectedIn(message) {
  const selection = getSelection();
  const words = selection.toString().trim();
  const place = selection.anchorNode?.parentElement?.closest(".words");
  const isHere = Number(place?.dataset.messageId) === message.message_id;
  return isHere && (message.text ?? message.caption ?? "").includes(words) ? words : "";
}

export function messageMenu(message, at, {person, corner, composer}) {
  const words = message.text ?? message.caption;
  const quote = selectedIn(message);
  const isMine = message.from?.id === person.id;
  const canEdit = isMine && words !== undefined && !message.forward_origin;
  menu(
    [
      {label: "Reply", icon: "reply", run: () => composer.reply(message)},
      quote && {label: "Reply with quote", icon: "reply", run: () => composer.reply(message, quote)},
      {label: "React", icon: "smile", run: () => pickReaction(message, at, {viewer: person.id, corner})},
      canEdit && {label: "Edit", icon: "edit", run: () => composer.edit(message)},
      words && {label: "Copy text", icon: "copy", run: () => copyText(words, corner)},
      {label: "Show as JSON", icon: "code", run: () => showJson(message)},
      message.from?.is_bot && {
        label: "Press with other data…",
        icon: "trouble",
        run: () => forgePress(message, person, corner),
      },
    ],
    at,
    "Message",
  );
}

function showJson(message) {
  showBox(
    `Message ${message.message_id}`,
    h("pre", {class: "json", tabindex: "0"}, JSON.stringify(message, null, 2)),
    "is-wide",
  );
}

async function forgePress(message, person, corner) {
  const given = await ask({
    title: "Press with other data",
    confirm: "Press",
    fields: [
      field(
        "callback_data",
        h("input", {name: "data", required: true, autocomplete: "off"}),
        "A press that no button of the message offers",
      ),
    ],
  });
  if (!given) return;
  const press = {person: person.id, chat: message.chat.id, message_id: message.message_id, data: given.data};
  const answer = await attempt(corner, () => control.press(press));
  if (answer !== undefined)
    toast(corner, answer ? answer.text || "Answered without words" : "Not answered within 2 s");
}

/** `pane`: {person, group, thread, corner, startWith()}. */
export function paneMenu(pane, at) {
  const {person, corner} = pane;
  const block = (blocked) => () => attempt(corner, () => control.changePerson(person.id, {blocked}));
  menu(
    [
      {label: `Change ${nameOf(person)}…`, icon: "person", run: () => changePerson(person, corner)},
      {label: "Start with a parameter…", icon: "start", run: () => pane.startWith("")},
      person.blocked
        ? {label: "Unblock the bot", icon: "ban", run: block(false), testid: "unblock"}
        : {label: "Block the bot", icon: "ban", danger: true, run: block(true), testid: "block"},
      ...(pane.group?.is_forum ? topicItems(pane) : []),
      pane.group && {label: "Leave the group", icon: "back", danger: true, run: () => leave(pane)},
    ],
    at,
    "More",
  );
}

function leave({person, group, corner}) {
  return attempt(corner, () => control.member(group.id, person.id, "left"));
}

function topicItems(pane) {
  const topic = pane.thread ? store.topic(pane.group.id, pane.thread) : null;
  const change =
    (action, extra = {}) =>
    () =>
      attempt(pane.corner, () =>
        control.topic({chat: pane.group.id, thread: pane.thread, action, person: pane.person.id, ...extra}),
      );
  return [
    {label: "New topic…", icon: "plus", run: () => newTopic(pane)},
    topic && {label: "Rename the topic…", icon: "edit", run: () => renameTopic(topic, change)},
    topic && {
      label: topic.is_closed ? "Reopen the topic" : "Close the topic",
      icon: "lock",
      run: change(topic.is_closed ? "reopen" : "close"),
    },
    topic && {label: "Delete the topic", icon: "trash", danger: true, run: change("delete")},
  ];
}

const nameInput = (value = "") =>
  field("Name", h("input", {name: "name", value, required: true, maxlength: 128, autocomplete: "off"}));

export async function newTopic({group, person, corner}) {
  const given = await ask({title: "New topic", fields: [nameInput()], confirm: "Create"});
  if (given)
    await attempt(corner, () => control.addTopic({chat: group.id, name: given.name, person: person.id}));
}

async function renameTopic(topic, change) {
  const given = await ask({title: "Rename the topic", fields: [nameInput(topic.name)]});
  if (given) await change("rename", {name: given.name})();
}
