// The drawer's clock: what time it is in the sandbox, and how to make it later.

import {control} from "./api.js";
import {h} from "./dom.js";
import {store} from "./store.js";
import {attempt} from "./toast.js";
import {offsetWords, stampOf} from "./time.js";

const UNITS = [
  ["minutes", 60],
  ["hours", 3600],
  ["days", 86400],
  ["weeks", 604800],
];

export class Clock {
  constructor(corner) {
    this.corner = corner;
    this.time = h("p", {class: "trouble-time"});
    this.offset = h("p", {class: "quiet"});
    const reset = () => attempt(corner, () => control.clock({reset: true}));
    this.content = [
      this.time,
      this.offset,
      h(
        "div",
        {class: "line"},
        this.#quick("+1 h", 3600, "clock-hour"),
        this.#quick("+1 day", 86400, "clock-day"),
        h(
          "button",
          {type: "button", class: "button is-quiet", data: {testid: "clock-reset"}, on: {click: reset}},
          "Real time",
        ),
      ),
      this.#form(),
    ];
  }

  draw() {
    this.time.textContent = stampOf(store.now() / 1000);
    this.offset.textContent = offsetWords(store.offset) || "real time";
  }

  #advance(seconds) {
    return attempt(this.corner, () => control.clock({advance: seconds}));
  }

  #quick(words, seconds, testid) {
    return h(
      "button",
      {type: "button", class: "button", data: {testid}, on: {click: () => this.#advance(seconds)}},
      words,
    );
  }

  #form() {
    const amount = h("input", {
      type: "number",
      value: 1,
      step: "any",
      "aria-label": "How much",
      data: {testid: "clock-amount"},
    });
    const options = UNITS.map(([words, seconds]) => h("option", {value: seconds}, words));
    const unit = h("select", {"aria-label": "Unit", data: {testid: "clock-unit"}}, options);
    unit.value = "3600";
    const form = h(
      "form",
      {class: "line"},
      amount,
      unit,
      h("button", {type: "submit", class: "button", data: {testid: "clock-advance"}}, "Advance"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#advance(Number(amount.value) * Number(unit.value));
    });
    return form;
  }
}
