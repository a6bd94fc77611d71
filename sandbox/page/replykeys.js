// The keyboard a bot puts under the composer, and what its keys do.

import {h} from "./dom.js";
import {nameOf} from "./people.js";

/** The newest word on the matter: {rows, placeholder} | {forceReply: message, placeholder} | null. */
export function replyKeyboardOf(messages, viewer) {
  const message = messages.findLast(({reply_keyboard: markup}) => markup && !markup.selective);
  const markup = message?.reply_keyboard;
  if (!markup || markup.remove_keyboard) return null;
  const placeholder = markup.input_field_placeholder;
  const isUsed = messages.some((later) => later.message_id > message.message_id && later.from?.id === viewer);
  if (markup.force_reply) return isUsed ? null : {key: message.message_id, forceReply: message, placeholder};
  if (markup.one_time_keyboard && isUsed) return null;
  return {key: message.message_id, rows: markup.keyboard, placeholder};
}

/** `say(text)` and `send(item)` are the composer's; `person` presses. */
export function replyKeys(rows, {say, send, person}) {
  const press = (key) => () => {
    if (key.request_contact)
      send({kind: "contact", phone_number: "+38344000000", first_name: nameOf(person), user_id: person.id});
    else if (key.request_location) send({kind: "location"});
    else say(key.text);
  };
  const keyNode = (key) =>
    h(
      "button",
      {type: "button", class: "key", data: {testid: "reply-key"}, on: {click: press(key)}},
      h("span", {class: "key-text"}, key.text),
    );
  return rows.map((row) => h("div", {class: "keyboard-row"}, row.map(keyNode)));
}
