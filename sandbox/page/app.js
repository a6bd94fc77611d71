// Starts the page: two panes, the drawer, the line of events; the only module that knows all the others.

import {Pane} from "./pane.js";
import {Trouble} from "./trouble.js";
import {fill, h} from "./dom.js";
import {icon} from "./icons.js";
import {listen} from "./events.js";
import {nameOf} from "./people.js";
import {forgetReads} from "./reads.js";
import {store} from "./store.js";
import {summaryOf} from "./summary.js";
import {nextTheme} from "./appearance.js";
import {clockOf, offsetWords} from "./time.js";
import {onAddress, remember, startParameter, view} from "./view.js";

const find = (id) => document.getElementById(id);

const panes = {};
for (const side of ["left", "right"])
  panes[side] = new Pane(side, {moved: keepPlace, readMore: () => drawSwitch()});
const both = Object.values(panes);
const trouble = new Trouble({where: openGroup});

const clock = h(
  "button",
  {
    type: "button",
    class: "clock",
    title: "The sandbox's clock",
    data: {testid: "clock"},
    on: {click: () => trouble.open(true)},
  },
  icon("clock"),
  h("span"),
);
const themeButton = h(
  "button",
  {type: "button", class: "icon-button", data: {testid: "theme"}, on: {click: () => labelTheme(nextTheme())}},
  icon("theme"),
);
find("tools").append(clock, themeButton, trouble.button);
find("stage").append(panes.left.node, panes.right.node, trouble.node);

function labelTheme(name) {
  themeButton.title = `Colours: ${name}`;
  themeButton.setAttribute("aria-label", `Colours: ${name}. Press to change`);
}
labelTheme(document.documentElement.dataset.theme);

/** The group a pane shows, by preference with a topic open. */
function openGroup() {
  const groups = both.filter(({group}) => group);
  return groups.find(({thread}) => thread) ?? groups[0];
}

function keepPlace({side, person, chat, thread}) {
  remember({[side]: {person: person.id, chat, thread}});
}

/** Where a pane stands when nothing else is known: a member with the bot, a staff member in their group. */
function usualPlace(side) {
  const people = [...store.people.values()];
  const person = people.find((one) => Boolean(one.is_staff) === (side === "right")) ?? people[0];
  const chat = side === "right" ? (store.groupsOf(person)[0]?.id ?? person.id) : person.id;
  return {person: person.id, chat, thread: null};
}

function placePanes() {
  if (!store.people.size) return;
  for (const [side, pane] of Object.entries(panes)) {
    const kept = view[side];
    const place = kept && store.people.has(kept.person) ? kept : usualPlace(side);
    pane.go({...place, start: side === "left" && !store.groups.has(place.chat) ? startParameter() : null});
  }
  show(view.shown);
}

function show(side) {
  document.body.dataset.shown = side;
  remember({shown: side});
  if (!store.loaded) return;
  panes[side].draw();
  drawSwitch();
}

function drawSwitch() {
  fill(
    find("switch"),
    Object.entries(panes).map(([side, pane]) => switchButton(side, pane)),
  );
}

function switchButton(side, pane) {
  const isShown = document.body.dataset.shown === side;
  const unread = isShown ? 0 : pane.unread();
  const place = pane.group?.title ?? store.botName(pane.person);
  return h(
    "button",
    {
      type: "button",
      class: "switch-button",
      "aria-pressed": String(isShown),
      data: {testid: `show-${side}`},
      on: {click: () => show(side)},
    },
    h("span", {class: "switch-name"}, nameOf(pane.person)),
    h("span", {class: "quiet"}, place),
    unread ? h("span", {class: "badge"}, String(unread)) : null,
  );
}

/** A busy world is drawn at most once in this many milliseconds. */
const PAUSE = 60;

let due = [];
let timer = null;
let drawnAt = -PAUSE;

function drawSoon({detail}) {
  due.push(detail);
  timer ??= setTimeout(drawDue, Math.max(0, drawnAt + PAUSE - performance.now()));
}

function drawDue() {
  const changes = due;
  due = [];
  const isWorld = changes.some(({kind}) => kind === "world" || kind === "clock");
  for (const pane of both) {
    if (isWorld) pane.refresh();
    else if (changes.some(({chat}) => chat === pane.chat)) pane.draw();
  }
  drawClock();
  if (store.loaded) drawSwitch();
  timer = null;
  drawnAt = performance.now();
}

function drawClock() {
  if (!store.loaded) return;
  clock.lastChild.textContent = clockOf(store.now());
  clock.classList.toggle("is-moved", Boolean(offsetWords(store.offset)));
  clock.setAttribute("aria-label", `Sandbox time ${clockOf(store.now())}, open the clock`);
  trouble.clock.draw();
}

function announce({detail: {chat, message}}) {
  const seen = both.filter(
    (pane) => pane.chat === chat && pane.person.id !== message.from?.id && pane.node.offsetParent !== null,
  );
  for (const pane of both) if (pane.chat === chat && message.from?.id === store.bot.id) pane.quieten();
  if (!seen.length) return;
  const viewer = seen[0].person.id;
  find("live").textContent = `${store.nameFor(message.from, viewer)}: ${summaryOf(message, viewer)}`;
}

function sayConnection(words, isPassing = false) {
  const line = find("connection");
  line.textContent = words;
  line.dataset.state = words ? (isPassing ? "back" : "away") : "";
  if (isPassing) setTimeout(() => line.textContent === words && sayConnection(""), 2500);
}

let wasAway = false;

/** All anew: at the start, after the sandbox came back, after a reset. */
async function reload() {
  try {
    await store.load();
  } catch (error) {
    sayConnection(error.message);
    return;
  }
  sayConnection(wasAway ? "Connected again" : "", wasAway);
  wasAway = false;
  placePanes();
  trouble.reload();
}

store.addEventListener("change", drawSoon);
store.addEventListener("arrived", announce);
store.addEventListener("action", ({detail}) =>
  both.forEach((pane) => pane.person && pane.showAction(detail)),
);
store.addEventListener("reset", () => {
  forgetReads();
  reload();
});
document.addEventListener(
  "visibilitychange",
  () => !document.hidden && store.loaded && both.forEach((pane) => pane.draw()),
);
setInterval(drawClock, 5000);
onAddress(() => store.loaded && placePanes());
show(view.shown);
sayConnection("Connecting…");

listen({
  up: reload,
  down: () => {
    wasAway = true;
    sayConnection("The sandbox is away, trying again…");
  },
  event: (event) => store.take(event),
});
