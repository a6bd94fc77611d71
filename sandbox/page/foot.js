// What stands under a thread: the composer, or Start, or Unblock, or nothing.

import {blockedBar, startBar} from "./bars.js";
import {fill, h} from "./dom.js";
import {startParameter} from "./view.js";

export class Foot {
  #drawn = "";

  /** `begin(parameter)` sends /start, `cancel()` gives the Start bar up. */
  constructor({composer, corner, begin, cancel}) {
    Object.assign(this, {composer, corner, begin, cancel});
    this.node = h("div", {class: "foot-bar"});
  }

  /** `where`: {key, person, isGroup, isOpen, start}; `start` is a deep link's parameter, or null. */
  draw(where) {
    const kind = kindOf(where);
    const drawn = `${kind}/${where.key}/${where.start ?? ""}`;
    if (drawn === this.#drawn) return kind;
    this.#drawn = drawn;
    fill(this.node, this.#bar(kind, where));
    if (kind === "composer") this.composer.fit();
    return kind;
  }

  #bar(kind, {person, start}) {
    if (kind === "composer") return this.composer.node;
    if (kind === "blocked") return blockedBar(person, this.corner);
    if (kind === "none") return null;
    const cancel = person.started ? this.cancel : null;
    return startBar({parameter: start ?? startParameter(), start: this.begin, cancel});
  }
}

function kindOf({person, isGroup, isOpen, start}) {
  if (!isOpen) return "none";
  if (isGroup) return "composer";
  if (person.blocked) return "blocked";
  return !person.started || start !== null ? "start" : "composer";
}
