// A small player for voice messages and audio files; one plays at a time.

import {fileUrl} from "./api.js";
import {fill, h} from "./dom.js";
import {icon} from "./icons.js";
import {lengthWords} from "./time.js";

let playing = null;

export function player(file, title) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = fileUrl(file);
  const toggle = h(
    "button",
    {type: "button", class: "player-button", "aria-label": `Play: ${title}`},
    icon("play"),
  );
  const slide = h("input", {
    type: "range",
    min: 0,
    max: 1000,
    value: 0,
    "aria-label": "Position",
    class: "player-slide",
  });
  const length = h("span", {class: "quiet"}, lengthWords(file.duration));
  const failed = () => fill(length, "This file cannot be played");

  const wholeLength = () => (Number.isFinite(audio.duration) && audio.duration) || file.duration || 0;
  toggle.addEventListener("click", () => (audio.paused ? audio.play().catch(failed) : audio.pause()));
  slide.addEventListener("input", () => {
    audio.currentTime = (slide.value / 1000) * wholeLength();
  });
  audio.addEventListener("play", () => {
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    fill(toggle, icon("pause"));
    toggle.setAttribute("aria-label", `Pause: ${title}`);
  });
  for (const stop of ["pause", "ended"]) {
    audio.addEventListener(stop, () => {
      fill(toggle, icon("play"));
      toggle.setAttribute("aria-label", `Play: ${title}`);
    });
  }
  audio.addEventListener("timeupdate", () => {
    slide.value = wholeLength() ? (1000 * audio.currentTime) / wholeLength() : 0;
    fill(length, lengthWords(audio.currentTime), " / ", lengthWords(wholeLength()));
  });
  audio.addEventListener("error", failed);
  const save = h(
    "a",
    {class: "quiet player-save", href: fileUrl(file), download: file.file_name ?? "voice.ogg"},
    "Save",
  );
  return h(
    "div",
    {class: "player"},
    toggle,
    h(
      "div",
      {class: "player-body"},
      h("span", {class: "player-title"}, title),
      slide,
      h("div", {class: "player-foot"}, length, save),
    ),
  );
}
