// The drawer that makes time pass and things go wrong; each part is a small form over the control channel.

import {Calls} from "./calls.js";
import {control} from "./api.js";
import {ask} from "./dialog.js";
import {h} from "./dom.js";
import {FaultForm} from "./faults.js";
import {icon} from "./icons.js";
import {store} from "./store.js";
import {attempt, toastCorner} from "./toast.js";
import {offsetWords, stampOf} from "./time.js";

const KEY = "linja.sandbox.trouble";
const UNITS = [["minutes", 60], ["hours", 3600], ["days", 86400], ["weeks", 604800]];

export class Trouble {
  /** `where()` gives the group, and the topic, that a pane has open. */
  constructor({where}) {
    this.where = where;
    this.corner = toastCorner();
    this.calls = new Calls();
    this.faults = new FaultForm(this.corner);
    this.button = h("button", {type: "button", class: "icon-button", "aria-label": "Trouble drawer", title: "Trouble", "aria-controls": "trouble", data: {testid: "trouble"}, on: {click: () => this.open(this.node.hidden)}}, icon("trouble"));
    const close = h("button", {type: "button", class: "icon-button", "aria-label": "Close the drawer", on: {click: () => this.open(false)}}, icon("close"));
    this.node = h(
      "aside",
      {class: "trouble", id: "trouble", "aria-label": "Trouble", hidden: true, data: {testid: "trouble-drawer"}},
      h("header", {class: "trouble-head"}, h("h2", {}, "Trouble"), close),
      h("div", {class: "trouble-body"}, this.#clockPart(), this.#linePart(), this.#part("Next call", this.faults.node), this.#groupPart(), this.#worldPart(), this.#part("Bot API calls", this.calls.node)),
      this.corner,
    );
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && this.open(false));
    this.open(localStorage.getItem(KEY) === "open", {quietly: true});
  }

  open(isOpen, {quietly = false} = {}) {
    this.node.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
    localStorage.setItem(KEY, isOpen ? "open" : "");
    this.calls.follow(isOpen);
    if (quietly) return;
    if (isOpen) this.node.querySelector(".trouble-body button").focus();
    else this.button.focus();
  }

  /** After the world was loaded anew. */
  reload() {
    const {limits, latency, delivery} = store.settings;
    this.strict.checked = Boolean(limits && (limits.strict ?? Object.values(limits).some(Boolean)));
    this.latency.value = String(latency ?? delivery?.latency ?? 0);
    this.duplicate.checked = Boolean(delivery?.duplicate ?? store.settings.duplicate);
    this.faults.reload();
    this.calls.restart();
    this.drawClock();
  }

  drawClock() {
    if (!store.loaded) return;
    this.time.textContent = stampOf(store.now() / 1000);
    this.offset.textContent = offsetWords(store.offset) || "real time";
  }

  #part(title, ...content) {
    return h("section", {class: "trouble-part"}, h("h3", {}, title), content);
  }

  #do(work) {
    return attempt(this.corner, work);
  }

  #clockPart() {
    this.time = h("p", {class: "trouble-time"});
    this.offset = h("p", {class: "quiet"});
    const advance = (seconds) => this.#do(() => control.clock({advance: seconds}));
    const quick = (words, seconds, testid) => h("button", {type: "button", class: "button", data: {testid}, on: {click: () => advance(seconds)}}, words);
    const amount = h("input", {type: "number", value: 1, step: "any", "aria-label": "How much", data: {testid: "clock-amount"}});
    const unit = h("select", {"aria-label": "Unit", data: {testid: "clock-unit"}}, UNITS.map(([words, seconds]) => h("option", {value: seconds}, words)));
    unit.value = "3600";
    const form = h("form", {class: "line"}, amount, unit, h("button", {type: "submit", class: "button", data: {testid: "clock-advance"}}, "Advance"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      advance(Number(amount.value) * Number(unit.value));
    });
    const reset = h("button", {type: "button", class: "button is-quiet", data: {testid: "clock-reset"}, on: {click: () => this.#do(() => control.clock({reset: true}))}}, "Real time");
    return this.#part("Clock", this.time, this.offset, h("div", {class: "line"}, quick("+1 h", 3600, "clock-hour"), quick("+1 day", 86400, "clock-day"), reset), form);
  }

  #linePart() {
    this.strict = h("input", {type: "checkbox", role: "switch", data: {testid: "strict"}, on: {change: () => this.#do(() => control.limits({strict: this.strict.checked}))}});
    this.duplicate = h("input", {type: "checkbox", role: "switch", on: {change: () => this.#do(() => control.delivery({duplicate: this.duplicate.checked}))}});
    this.latency = h("input", {type: "number", min: 0, max: 60, step: 0.05, value: 0, on: {change: () => this.#do(() => control.delivery({latency: Number(this.latency.value)}))}});
    return this.#part(
      "Line",
      h("label", {class: "check"}, this.strict, h("span", {}, "Strict flood windows", h("small", {class: "quiet"}, "30 a second; 3 in 3 s to a person; 20 a minute to a group"))),
      h("label", {class: "check"}, this.duplicate, h("span", {}, "Every update arrives twice")),
      h("label", {class: "line latency"}, this.latency, h("span", {}, "seconds of latency for each call")),
    );
  }

  #groupPart() {
    const onTopic = (action) => () => this.#do(() => this.#topic(action));
    const onGroup = (call) => () => this.#do(() => call(this.#group()));
    const button = (words, run, danger = false) => h("button", {type: "button", class: `button ${danger ? "is-danger" : ""}`, on: {click: run}}, words);
    return this.#part(
      "Group",
      h("div", {class: "line"}, button("Close topic", onTopic("close")), button("Reopen", onTopic("reopen")), button("Delete topic", onTopic("delete"), true)),
      h("div", {class: "line"}, button("Take topic right", onGroup(({id}) => control.rights({chat: id, can_manage_topics: false}))), button("Give it back", onGroup(({id}) => control.rights({chat: id, can_manage_topics: true})))),
      h("div", {class: "line"}, button("Migrate the group", onGroup(({id}) => control.migrate(id)), true)),
    );
  }

  #group() {
    const {group} = this.where() ?? {};
    if (!group) throw new Error("No pane shows a group.");
    return group;
  }

  #topic(action) {
    const group = this.#group();
    const {thread} = this.where();
    if (!thread) throw new Error("No pane shows a topic of the group.");
    return control.topic({chat: group.id, thread, action});
  }

  #worldPart() {
    const reset = async () => {
      const isSure = await ask({title: "Start over with the default world?", confirm: "Start over", danger: true});
      if (isSure) await this.#do(() => control.reset());
    };
    return this.#part("World", h("button", {type: "button", class: "button is-danger", data: {testid: "reset"}, on: {click: reset}}, "Start over…"));
  }
}
