// What stands in the composer's place: Start, with a deep link's parameter, and Unblock.

import {control} from "./api.js";
import {h} from "./dom.js";
import {icon} from "./icons.js";
import {attempt} from "./toast.js";

/** `start(parameter)` sends /start; `cancel` is given where the person could write as well. */
export function startBar({parameter, start, cancel}) {
  const input = h("input", {
    name: "parameter",
    value: parameter ?? "",
    pattern: "[A-Za-z0-9_\\-]{0,64}",
    placeholder: "none",
    autocomplete: "off",
    spellcheck: "false",
    title: "Letters, figures, _ and -, at most 64",
    data: {testid: "start-parameter"},
  });
  const form = h(
    "form",
    {class: "bar"},
    h("label", {class: "bar-field"}, h("span", {class: "quiet"}, "?start="), input),
    cancel &&
      h(
        "button",
        {type: "button", class: "icon-button", "aria-label": "Do not start", on: {click: cancel}},
        icon("close"),
      ),
    h("button", {type: "submit", class: "button is-main is-broad", data: {testid: "start"}}, "Start"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    start(input.value.trim());
  });
  return form;
}

export function blockedBar(person, corner) {
  const unblock = () => attempt(corner, () => control.changePerson(person.id, {blocked: false}));
  return h(
    "div",
    {class: "bar"},
    h("p", {class: "quiet"}, "The bot is blocked"),
    h(
      "button",
      {type: "button", class: "button is-broad", data: {testid: "unblock-bar"}, on: {click: unblock}},
      "Unblock",
    ),
  );
}
