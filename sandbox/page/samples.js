// What can be sent without a file of one's own: the sandbox's samples, places, contacts, polls.

import {ask, field} from "./dialog.js";
import {h} from "./dom.js";
import {nameOf} from "./people.js";
import {menu} from "./popup.js";

const PRISHTINA = {latitude: 42.6629, longitude: 21.1655};

async function location() {
  const given = await ask({
    title: "Send a location",
    confirm: "Send",
    fields: [
      field(
        "Latitude",
        h("input", {
          name: "latitude",
          type: "number",
          step: "any",
          min: -90,
          max: 90,
          value: PRISHTINA.latitude,
          required: true,
        }),
      ),
      field(
        "Longitude",
        h("input", {
          name: "longitude",
          type: "number",
          step: "any",
          min: -180,
          max: 180,
          value: PRISHTINA.longitude,
          required: true,
        }),
      ),
    ],
  });
  return given && {kind: "location", latitude: Number(given.latitude), longitude: Number(given.longitude)};
}

async function contact(person) {
  const given = await ask({
    title: "Send a contact",
    confirm: "Send",
    fields: [
      field("Name", h("input", {name: "first_name", value: nameOf(person), required: true})),
      field(
        "Phone number",
        h("input", {name: "phone_number", type: "tel", value: "+38344000000", required: true}),
      ),
    ],
  });
  return given && {kind: "contact", ...given};
}

async function poll() {
  const given = await ask({
    title: "Send a poll",
    confirm: "Send",
    fields: [
      field("Question", h("input", {name: "question", value: "Which day suits you?", required: true})),
      field("Answers", h("textarea", {name: "options", rows: 3, value: "Monday\nTuesday"}), "One a line"),
    ],
  });
  if (!given) return null;
  return {
    kind: "poll",
    question: given.question,
    options: given.options
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  };
}

const sample =
  (kind, extra = {}) =>
  async () => ({kind, ...extra});

/** [label, icon, make(person) -> item or null] */
const SAMPLES = [
  ["Voice message", "play", sample("voice", {duration: 2})],
  ["Video", "play", sample("video")],
  ["Round video", "play", sample("video_note")],
  ["GIF", "play", sample("animation")],
  ["Audio file", "play", sample("audio")],
  ["Sticker", "smile", sample("sticker", {emoji: "👋"})],
  ["Location", "location", location],
  ["Contact", "person", contact],
  ["Poll", "menu", poll],
  ["Dice", "plus", sample("dice", {emoji: "🎲"})],
];

/** The menu of what can be attached: `pick()` opens the file dialog, `send(item)` sends a sample. */
export function sampleMenu(anchor, {person, pick, send}) {
  const run = (make) => async () => {
    const item = await make(person);
    if (item) send(item);
  };
  const samples = SAMPLES.map(([label, drawing, make]) => ({label, icon: drawing, run: run(make)}));
  menu([{label: "Photos, videos, files…", icon: "attach", run: pick}, ...samples], anchor, "Attach");
}
