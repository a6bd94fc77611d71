// Where each pane stands, in the address and in this browser; "#left=11/11&right=21/-100123/7&shown=left".

const KEY = "linja.sandbox.view";

export const view = {
  left: null,
  right: null,
  shown: "left",
  ...read(localStorage.getItem(KEY)),
  ...read(location.hash),
};

export function remember(changes) {
  Object.assign(view, changes);
  const words = write(view);
  localStorage.setItem(KEY, words);
  if (location.hash !== words) history.replaceState(null, "", location.pathname + location.search + words);
}

/** Runs when somebody changes the address by hand. */
export function onAddress(changed) {
  addEventListener("hashchange", () => {
    Object.assign(view, read(location.hash));
    changed();
  });
}

function read(hash) {
  const given = new URLSearchParams((hash ?? "").replace(/^#/, ""));
  const found = {};
  for (const side of ["left", "right"]) if (given.has(side)) found[side] = place(given.get(side));
  if (given.get("shown") === "right" || given.get("shown") === "left") found.shown = given.get("shown");
  return found;
}

function place(words) {
  const [person, chat, thread] = words.split("/");
  return {
    person: Number(person),
    chat: Number(chat),
    thread: thread === undefined || thread === "" ? null : Number(thread),
  };
}

function write({left, right, shown}) {
  const parts = [
    ["left", left],
    ["right", right],
  ].filter(([, at]) => at);
  const words = parts.map(
    ([side, {person, chat, thread}]) => `${side}=${person}/${chat}${thread === null ? "" : `/${thread}`}`,
  );
  return `#${[...words, `shown=${shown}`].join("&")}`;
}

/** The parameter of the deep link that opened the page ("/?start=lang_eu"), or null. */
export const startParameter = () => new URLSearchParams(location.search).get("start");

export function forgetStartParameter() {
  if (location.search) history.replaceState(null, "", location.pathname + location.hash);
}
