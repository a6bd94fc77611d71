// The drawer that makes time pass and things go wrong.

import {control} from "./api.js";
import {Calls} from "./calls.js";
import {Clock} from "./clock.js";
import {ask} from "./dialog.js";
import {h} from "./dom.js";
import {FaultForm} from "./faults.js";
import {icon} from "./icons.js";
import {Line} from "./line.js";
import {groupMishaps} from "./mishaps.js";
import {store} from "./store.js";
import {attempt, toastCorner} from "./toast.js";

const KEY = "linja.sandbox.trouble";

export class Trouble {
  /** `where()` gives the pane that shows a group, by preference with a topic open. */
  constructor({where}) {
    this.corner = toastCorner();
    this.clock = new Clock(this.corner);
    this.line = new Line(this.corner);
    this.faults = new FaultForm(this.corner);
    this.calls = new Calls();
    this.button = iconButton("Trouble drawer", "trouble", () => this.open(this.node.hidden));
    this.button.setAttribute("aria-controls", "trouble");
    this.button.dataset.testid = "trouble";
    const parts = h(
      "div",
      {class: "trouble-body"},
      part("Clock", this.clock.content),
      part("Line", this.line.content),
      part("Next call", this.faults.node),
      part("Group", groupMishaps({corner: this.corner, where})),
      part("World", this.#startOver()),
      part("Bot API calls", this.calls.node),
    );
    const head = h(
      "header",
      {class: "trouble-head"},
      h("h2", {}, "Trouble"),
      iconButton("Close the drawer", "close", () => this.open(false)),
    );
    const props = {
      class: "trouble",
      id: "trouble",
      "aria-label": "Trouble",
      hidden: true,
      data: {testid: "trouble-drawer"},
    };
    this.node = h("aside", props, head, parts, this.corner);
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this.open(false));
    this.#show(localStorage.getItem(KEY) === "open");
  }

  open(isOpen) {
    this.#show(isOpen);
    if (isOpen) this.node.querySelector(".trouble-body button").focus();
    else this.button.focus();
  }

  #show(isOpen) {
    this.node.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
    localStorage.setItem(KEY, isOpen ? "open" : "");
    this.calls.follow(isOpen);
  }

  /** After the world was loaded anew. */
  reload() {
    this.line.draw(store.settings);
    this.faults.reload();
    this.calls.restart();
    this.clock.draw();
  }

  #startOver() {
    const reset = async () => {
      const isSure = await ask({
        title: "Start over with the default world?",
        confirm: "Start over",
        danger: true,
      });
      if (isSure) await attempt(this.corner, () => control.reset());
    };
    return h(
      "button",
      {type: "button", class: "button is-danger", data: {testid: "reset"}, on: {click: reset}},
      "Start over…",
    );
  }
}

const part = (title, ...content) => h("section", {class: "trouble-part"}, h("h3", {}, title), content);

const iconButton = (label, drawing, run) =>
  h(
    "button",
    {type: "button", class: "icon-button", "aria-label": label, title: label, on: {click: run}},
    icon(drawing),
  );
