// The inline keyboard under a message: presses, waiting for their answers, links and things to copy.

import {control} from "./api.js";
import {alertBox} from "./dialog.js";
import {h} from "./dom.js";
import {icon} from "./icons.js";
import {act} from "./entities.js";
import {store} from "./store.js";
import {toast} from "./toast.js";

/** How long a client shows its spinner for a press that nobody answers. */
const PATIENCE = 15_000;

/** Presses under way: "person/chat/message/row/column" -> who pressed, where its answer goes, how it ends. */
const waiting = new Map();

export function keyboard(message, {viewer, corner}) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div",
    {class: "keyboard", role: "group", "aria-label": "Buttons"},
    rows.map((row, rowAt) =>
      h(
        "div",
        {class: "keyboard-row"},
        row.map((button, colAt) => buttonNode(message, button, [rowAt, colAt], {viewer, corner})),
      ),
    ),
  );
}

function buttonNode(message, button, [row, col], {viewer, corner}) {
  const key = `${viewer}/${message.chat.id}/${message.message_id}/${row}/${col}`;
  const node = h(
    "button",
    {
      type: "button",
      class: ["key", button.style && `is-${button.style}`, waiting.has(key) && "is-waiting"],
      title: button.url ?? null,
      data: {testid: "inline-button", key},
      disabled: button.disabled,
      "aria-busy": waiting.has(key) ? "true" : null,
    },
    h("span", {class: "key-text"}, button.text),
    button.url || button.web_app || button.login_url ? icon("link") : button.copy_text ? icon("copy") : null,
  );
  node.addEventListener("click", () => pressed(button, {node, key, viewer, corner, message, row, col}));
  return node;
}

function pressed(button, where) {
  const {node} = where;
  if (button.url) return act(node, "link", button.url);
  if (button.web_app || button.login_url) return act(node, "link", (button.web_app ?? button.login_url).url);
  if (button.copy_text) return act(node, "copy", button.copy_text.text);
  if (button.switch_inline_query_current_chat !== undefined)
    return act(node, "inline", button.switch_inline_query_current_chat);
  if (button.switch_inline_query !== undefined) return act(node, "inline", button.switch_inline_query);
  if (button.callback_data !== undefined && !waiting.has(where.key)) return callBack(where);
  return undefined;
}

async function callBack({key, viewer, corner, message, row, col, node}) {
  const chat = message.chat.id;
  const messageId = message.message_id;
  const press = {person: viewer, messageId, corner, node, isLate: false, done: () => mark(key, null)};
  mark(key, press);
  try {
    const answer = await control.press({person: viewer, chat, message_id: messageId, row, col});
    if (!answer) {
      press.isLate = true;
      setTimeout(press.done, PATIENCE);
      return;
    }
    press.done();
    show(answer, press);
  } catch (error) {
    press.done();
    toast(corner, error.message, "wrong");
  }
}

function mark(key, press) {
  if (press) waiting.set(key, press);
  else waiting.delete(key);
  for (const node of document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) {
    node.classList.toggle("is-waiting", Boolean(press));
    node.ariaBusy = press ? "true" : null;
  }
}

function show(answer, {person, corner, node}) {
  if (answer.url) act(node.isConnected ? node : corner, "link", answer.url);
  else if (answer.text && answer.show_alert) alertBox(store.nameFor(store.bot, person), answer.text);
  else if (answer.text) toast(corner, answer.text);
}

/** An answer that came after the press had been given up by the sandbox. */
store.addEventListener("answered", ({detail}) => {
  for (const press of [...waiting.values()]) {
    const isMeant = press.isLate && press.person === detail.person && press.messageId === detail.message_id;
    if (!isMeant) continue;
    press.done();
    show(detail, press);
  }
});
