// Everything a message may carry besides its words, one builder per kind.

import {fileUrl} from "./api.js";
import {showBox} from "./dialog.js";
import {h} from "./dom.js";
import {icon} from "./icons.js";
import {nameOf} from "./people.js";
import {player} from "./player.js";
import {pollCard} from "./poll.js";
import {sizeWords} from "./time.js";

const WIDEST = 340;
const HIGHEST = 360;

/** Width and height as they are shown, kept before the file arrives so that nothing jumps. */
function frame({width, height}) {
  if (!width || !height) return {};
  const scale = Math.min(WIDEST / width, HIGHEST / height, Math.max(1, 160 / width));
  return {width: `${Math.round(width * scale)}px`, "aspect-ratio": `${width} / ${height}`};
}

const largest = (sizes) =>
  sizes.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best));

function picture(message, size, {inAlbum = false} = {}) {
  const image = () =>
    h("img", {src: fileUrl(size), alt: message.caption ?? "Photo", loading: "lazy", draggable: "false"});
  const open = () => showBox("Photo", image(), "is-lightbox");
  const node = h(
    "button",
    {
      type: "button",
      class: ["picture", message.has_media_spoiler && "is-veiled"],
      "aria-label": "Photo, press to enlarge",
      style: inAlbum ? {} : frame(size),
    },
    image(),
  );
  node.addEventListener("click", () => {
    if (!node.classList.contains("is-veiled")) open();
    node.classList.remove("is-veiled");
  });
  return node;
}

const video =
  (kind, props = {}) =>
  (message, file, {inAlbum = false} = {}) =>
    h("video", {
      class: `video is-${kind}`,
      src: fileUrl(file),
      preload: "metadata",
      playsinline: true,
      controls: true,
      "aria-label": kind === "gif" ? "GIF" : "Video",
      style: inAlbum ? {} : frame(file),
      ...props,
    });

/** A round video message; a GIF that is a picture after all is shown as one. */
function animation(message, file) {
  if (file.mime_type?.startsWith("image/")) return picture(message, {width: 320, height: 240, ...file});
  return video("gif", {loop: true, muted: true, autoplay: true, controls: false})(message, file);
}

function documentCard(message, file) {
  const name = file.file_name || "Document";
  return h(
    "a",
    {class: "document", href: fileUrl(file), download: name, title: `Download ${name}`},
    h("span", {class: "document-icon"}, icon("file")),
    h(
      "span",
      {class: "document-words"},
      h("span", {class: "document-name"}, name),
      h("span", {class: "quiet"}, sizeWords(file.file_size) || "Download"),
    ),
  );
}

function sticker(message, file) {
  const fallback = h(
    "span",
    {class: "sticker-emoji", role: "img", "aria-label": "Sticker"},
    file.emoji ?? "▢",
  );
  if (file.is_animated || file.is_video) return fallback;
  const image = h("img", {
    class: "sticker",
    src: fileUrl(file),
    alt: `${file.emoji ?? ""} sticker`,
    draggable: "false",
  });
  image.addEventListener("error", () => image.replaceWith(fallback));
  return image;
}

function place(message, location, title = null, address = null) {
  const {latitude, longitude} = location;
  const figures = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return h(
    "a",
    {
      class: "place",
      href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`,
      target: "_blank",
      rel: "noopener noreferrer",
    },
    h("span", {class: "place-map"}, icon("location")),
    h(
      "span",
      {class: "place-words"},
      h("span", {}, title ?? "Location"),
      h("span", {class: "quiet"}, address ?? figures),
    ),
  );
}

function contact(message, person) {
  return h(
    "div",
    {class: "contact"},
    h("span", {class: "avatar hue-2", "aria-hidden": "true"}, [...nameOf(person)][0]),
    h(
      "span",
      {class: "document-words"},
      h("span", {class: "document-name"}, nameOf(person)),
      h("a", {href: `tel:${person.phone_number}`}, person.phone_number),
    ),
  );
}

function dice(message, thrown) {
  return h(
    "div",
    {class: "dice"},
    h("span", {class: "dice-emoji"}, thrown.emoji),
    h("span", {}, String(thrown.value)),
  );
}

const BUILDERS = [
  ["photo", (message, sizes, options) => picture(message, largest(sizes), options)],
  ["animation", animation],
  ["video", video("video")],
  [
    "video_note",
    (message, file) => video("note")(message, {...file, width: file.length, height: file.length}),
  ],
  ["voice", (message, file) => player(file, "Voice message")],
  [
    "audio",
    (message, file) =>
      player(file, [file.performer, file.title || file.file_name].filter(Boolean).join(" – ") || "Audio"),
  ],
  ["document", documentCard],
  ["sticker", sticker],
  ["venue", (message, venue) => place(message, venue.location, venue.title, venue.address)],
  ["location", (message, location) => place(message, location)],
  ["contact", contact],
  ["poll", (message, poll) => pollCard(poll)],
  ["dice", dice],
];

/** {kind, node} of what the message carries, or null. */
export function mediaOf(message, options) {
  const found = BUILDERS.find(([kind]) => message[kind] !== undefined);
  if (!found) return null;
  const [kind, build] = found;
  return {kind, node: build(message, message[kind], options ?? {})};
}
