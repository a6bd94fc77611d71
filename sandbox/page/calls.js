// The log of the bot's recent calls, looked at once a second while it is open.

import {control} from "./api.js";
import {fill, h} from "./dom.js";

const KEPT = 300;
const PERIOD = 1000;

export class Calls {
  #since = 0;
  #calls = [];
  #timer = null;

  constructor() {
    this.filter = h("input", {
      type: "search",
      placeholder: "Filter: sendMessage, 429, a chat id …",
      "aria-label": "Filter the calls",
      on: {input: () => this.#draw()},
    });
    this.list = h("ol", {class: "calls", data: {testid: "calls"}});
    this.node = h("div", {}, this.filter, this.list);
  }

  follow(isOpen) {
    clearInterval(this.#timer);
    this.#timer = isOpen ? setInterval(() => this.#look(), PERIOD) : null;
    if (isOpen) this.#look();
  }

  /** The numbers begin anew when the sandbox has restarted. */
  restart() {
    this.#since = 0;
    this.#calls = [];
    this.#draw();
  }

  async #look() {
    if (document.hidden) return;
    const fresh = await control.log(this.#since).catch(() => []);
    const newer = fresh.filter((call) => call.n > (this.#calls.at(-1)?.n ?? -1));
    if (!newer.length) return;
    this.#calls = [...this.#calls, ...newer].slice(-KEPT);
    this.#since = this.#calls.at(-1).n;
    this.#draw();
  }

  #draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const calls = wanted
      ? this.#calls.filter((call) => JSON.stringify(call).toLowerCase().includes(wanted))
      : this.#calls;
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((node) => node.dataset.n));
    const rows = calls.map((call, at) => row(call, calls[at - 1], open.has(String(call.n))));
    fill(this.list, rows.reverse());
    if (!calls.length) this.list.append(h("li", {class: "quiet"}, "No calls yet"));
  }
}

function row(call, before, isOpen) {
  const pause = before ? `+${(call.at - before.at).toFixed(2)} s` : "";
  return h(
    "li",
    {},
    h(
      "details",
      {open: isOpen, data: {n: call.n}, class: call.ok ? "" : "is-wrong"},
      h(
        "summary",
        {},
        h("span", {class: "call-method"}, call.method),
        h("span", {class: "call-target"}, target(call.params)),
        h("span", {class: "quiet"}, pause),
      ),
      call.ok ? null : h("p", {class: "call-error"}, `${call.error_code ?? "cut"} ${call.description ?? ""}`),
      h("pre", {tabindex: "0"}, JSON.stringify(call.params, null, 2)),
    ),
  );
}

function target(params) {
  const chat = params?.chat_id ?? "";
  return params?.message_thread_id ? `${chat}/${params.message_thread_id}` : String(chat);
}
