// The line above the composer: which message is being answered or edited.

import {fill, h} from "./dom.js";
import {icon} from "./icons.js";
import {store} from "./store.js";
import {summaryOf} from "./summary.js";

export class About {
  kind = null;
  message = null;
  quote = "";
  /** The id of the person who writes. */
  viewer = null;

  /** `left()` runs when the person presses the cross. */
  constructor({left}) {
    this.left = left;
    this.node = h("div", {class: "banner", hidden: true});
  }

  get isEdit() {
    return this.kind === "edit";
  }

  /** `kind`: "reply" or "edit"; `quote` is the part that is answered, empty for the whole. */
  set(kind, message, quote = "") {
    Object.assign(this, {kind, message, quote});
    this.#draw();
  }

  clear() {
    this.set(null, null);
  }

  /** What a new message says of the one it answers. */
  reply() {
    if (this.kind !== "reply") return {};
    return {reply_to: this.message.message_id, quote: this.quote || undefined};
  }

  #draw() {
    this.node.hidden = !this.kind;
    if (!this.kind) return;
    const title = this.isEdit ? "Edit" : store.nameFor(this.message.from, this.viewer);
    const words = h(
      "div",
      {class: "banner-words"},
      h("b", {}, title),
      h("span", {}, this.quote || summaryOf(this.message, this.viewer)),
    );
    const label = this.isEdit ? "Stop editing" : "Do not reply";
    const cross = h(
      "button",
      {type: "button", class: "icon-button", "aria-label": label, on: {click: this.left}},
      icon("close"),
    );
    fill(this.node, icon(this.kind), words, cross);
  }
}
