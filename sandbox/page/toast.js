// Short words that come and go, and the alerts one must answer.

import {h} from "./dom.js";

const STAY = 4200;

/** Shows `words` in a pane's (or the page's) own corner; `kind` is "note" or "wrong". */
export function toast(corner, words, kind = "note") {
  const node = h("div", {class: `toast is-${kind}`, data: {testid: "toast"}}, words);
  corner.append(node);
  const reading = Math.max(STAY, words.length * 60);
  setTimeout(() => {
    node.classList.add("is-going");
    setTimeout(() => node.remove(), 250);
  }, reading);
}

export function toastCorner() {
  return h("div", {class: "toasts", role: "status"});
}

/** Runs what an operator asked for; a refusal becomes a toast. */
export async function attempt(corner, work) {
  try {
    return await work();
  } catch (error) {
    toast(corner, error.message, "wrong");
    return undefined;
  }
}
