// The form that makes the bot's next calls fail, and the list of what is still to fail.

import {control} from "./api.js";
import {field} from "./dialog.js";
import {fill, h} from "./dom.js";
import {attempt} from "./toast.js";

const METHODS = [
  "sendMessage",
  "copyMessage",
  "copyMessages",
  "sendMediaGroup",
  "editMessageText",
  "createForumTopic",
  "editForumTopic",
  "closeForumTopic",
  "deleteMessage",
  "setMessageReaction",
  "answerCallbackQuery",
  "getUpdates",
  "getFile",
];

const KINDS = {
  "Cut the line before it is done": () => ({cut: "before"}),
  "Cut the line after it is done": () => ({cut: "after"}),
  "429 Too Many Requests, 5 s": () => ({
    error_code: 429,
    description: "Too Many Requests: retry after 5",
    retry_after: 5,
  }),
  "500 Internal Server Error": () => ({error_code: 500, description: "Internal Server Error"}),
  "502 Bad Gateway": () => ({error_code: 502, description: "Bad Gateway"}),
  "403 blocked by the user": () => ({error_code: 403, description: "Forbidden: bot was blocked by the user"}),
  "400 message thread not found": () => ({
    error_code: 400,
    description: "Bad Request: message thread not found",
  }),
  "400 chat not found": () => ({error_code: 400, description: "Bad Request: chat not found"}),
};

export class FaultForm {
  constructor(corner) {
    this.corner = corner;
    const methods = h(
      "datalist",
      {id: "bot-methods"},
      METHODS.map((name) => h("option", {value: name})),
    );
    this.kind = h(
      "select",
      {data: {testid: "fault-kind"}},
      Object.keys(KINDS).map((words) => h("option", {}, words)),
    );
    this.method = h("input", {
      list: "bot-methods",
      placeholder: "any",
      autocomplete: "off",
      spellcheck: "false",
      data: {testid: "fault-method"},
    });
    this.times = h("input", {type: "number", min: 1, max: 1000, value: 1});
    this.pending = h("div", {class: "faults"});
    const form = h(
      "form",
      {class: "fault-form"},
      field("What happens", this.kind),
      h("div", {class: "line"}, field("Method", this.method), field("Times", this.times)),
      methods,
      h("button", {type: "submit", class: "button", data: {testid: "fault-add"}}, "Make it fail"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#add();
    });
    this.node = h("div", {}, form, this.pending);
  }

  async #add() {
    const fault = {...KINDS[this.kind.value](), times: Number(this.times.value) || 1};
    if (this.method.value.trim()) fault.method = this.method.value.trim();
    await attempt(this.corner, () => control.addFault(fault));
    await this.reload();
  }

  async reload() {
    const faults = await attempt(this.corner, () => control.faults());
    const clear = () => attempt(this.corner, () => control.clearFaults()).then(() => this.reload());
    fill(
      this.pending,
      faults?.length
        ? h(
            "ul",
            {},
            faults.map((fault) => h("li", {}, words(fault))),
          )
        : null,
      faults?.length
        ? h(
            "button",
            {type: "button", class: "button is-quiet", on: {click: clear}},
            "Let everything succeed",
          )
        : null,
    );
  }
}

function words({method, cut, error_code: code, description, times}) {
  const what = cut ? `cut ${cut}` : `${code ?? ""} ${description ?? ""}`.trim();
  return `${method ?? "any method"}: ${what}${times > 1 ? `, ${times} times` : ""}`;
}
