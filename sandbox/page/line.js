// The drawer's line between Telegram and the bot: flood windows, latency, updates that come twice.

import {control} from "./api.js";
import {h} from "./dom.js";
import {attempt} from "./toast.js";

export class Line {
  constructor(corner) {
    const changed = (change) => ({change: () => attempt(corner, change)});
    const box = (testid, change) =>
      h("input", {type: "checkbox", role: "switch", data: {testid}, on: changed(change)});
    this.strict = box("strict", () => control.limits({strict: this.strict.checked}));
    this.duplicate = box("duplicate", () => control.delivery({duplicate: this.duplicate.checked}));
    this.shuffle = box("shuffle", () => control.delivery({shuffle: this.shuffle.checked}));
    this.latency = h("input", {
      type: "number",
      min: 0,
      max: 60,
      step: 0.05,
      value: 0,
      data: {testid: "latency"},
      on: changed(() => control.delivery({latency: Number(this.latency.value)})),
    });
    const strictHint = h(
      "small",
      {class: "quiet"},
      "30 a second; 3 in 3 s to a person; 20 a minute to a group",
    );
    this.content = [
      h("label", {class: "check"}, this.strict, h("span", {}, "Strict flood windows", strictHint)),
      h("label", {class: "check"}, this.duplicate, h("span", {}, "Every update arrives twice")),
      h("label", {class: "check"}, this.shuffle, h("span", {}, "Updates arrive out of order")),
      h("label", {class: "line latency"}, this.latency, h("span", {}, "seconds of latency for each call")),
    ];
  }

  /** `settings` is the sandbox's state. */
  draw({limits = {}, latency = 0, delivery = {}}) {
    this.strict.checked = Object.values(limits).some(Boolean);
    this.duplicate.checked = Boolean(delivery.duplicate);
    this.shuffle.checked = Boolean(delivery.shuffle);
    this.latency.value = String(latency);
  }
}
