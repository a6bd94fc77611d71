// Files on their way: kept beside the composer until they are sent, then grouped as Telegram groups them.

import {control} from "./api.js";
import {fill, h} from "./dom.js";
import {icon} from "./icons.js";
import {sizeWords} from "./time.js";

const ALBUM_LIMIT = 10;
const ALBUMS = {photo: "visual", video: "visual", document: "document", audio: "audio"};

export function kindOf(file, asFiles = false) {
  if (asFiles) return "document";
  const type = file.type.split(";")[0];
  if (/^image\/(jpeg|png|webp)$/.test(type)) return "photo";
  if (type === "image/gif") return "animation";
  if (type.startsWith("video/")) return "video";
  if (/^audio\/(ogg|opus)$/.test(type)) return "voice";
  return type.startsWith("audio/") ? "audio" : "document";
}

/** Neighbours that may share an album, at most ten each. */
export function albums(items) {
  const groups = [];
  for (const item of items) {
    const last = groups.at(-1);
    const family = ALBUMS[item.kind];
    const fits = family && last && ALBUMS[last[0].kind] === family && last.length < ALBUM_LIMIT;
    if (fits) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

/** Sends `items` ({kind, file?, …}) one album after another; the caption and the reply go with the first. */
export async function sendItems(message, items) {
  const {caption, caption_entities: entities, reply_to: replyTo, ...where} = message;
  for (const [at, group] of albums(items).entries()) {
    const files = {};
    const described = group.map(({file, ...item}, index) => {
      if (!file) return item;
      files[`file${index}`] = file;
      return {...item, file_field: `file${index}`, file_name: file.name};
    });
    const words = {caption: caption || undefined, caption_entities: entities};
    const first = at === 0 ? {...words, reply_to: replyTo} : {};
    await control.send({...where, ...first, items: described}, files);
  }
}

export class Staged {
  files = [];

  constructor({changed}) {
    this.changed = changed;
    this.list = h("ul", {class: "staged-list", "aria-label": "Files to send"});
    this.asFiles = h("input", {type: "checkbox", on: {change: () => this.#draw()}});
    this.node = h(
      "div",
      {class: "staged", hidden: true},
      this.list,
      h("label", {class: "check"}, this.asFiles, h("span", {}, "Send as files, uncompressed")),
    );
  }

  add(files) {
    this.files.push(...files);
    this.#draw();
  }

  clear() {
    this.files = [];
    this.asFiles.checked = false;
    this.#draw();
  }

  items() {
    return this.files.map((file) => ({kind: kindOf(file, this.asFiles.checked), file}));
  }

  #draw() {
    this.node.hidden = !this.files.length;
    fill(
      this.list,
      this.files.map((file, at) => h("li", {}, this.#preview(file), this.#remover(file, at))),
    );
    this.changed();
  }

  #preview(file) {
    if (kindOf(file, this.asFiles.checked) !== "photo") {
      return h(
        "span",
        {class: "staged-file"},
        icon("file"),
        h("span", {class: "staged-name"}, file.name),
        h("span", {class: "quiet"}, sizeWords(file.size)),
      );
    }
    const source = URL.createObjectURL(file);
    const image = h("img", {src: source, alt: file.name});
    image.addEventListener("load", () => URL.revokeObjectURL(source));
    return image;
  }

  #remover(file, at) {
    const remove = () => {
      this.files.splice(at, 1);
      this.#draw();
    };
    return h(
      "button",
      {type: "button", class: "staged-remove", "aria-label": `Leave out ${file.name}`, on: {click: remove}},
      icon("close"),
    );
  }
}

/** Files dropped on or pasted into `node` are handed to `take`. */
export function takeFiles(node, take) {
  let depth = 0;
  const isFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (change) => (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    depth = Math.max(0, depth + change);
    node.classList.toggle("is-drop", depth > 0);
  };
  node.addEventListener("dragenter", over(1));
  node.addEventListener("dragover", over(0));
  node.addEventListener("dragleave", over(-1));
  node.addEventListener("drop", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    depth = 0;
    node.classList.remove("is-drop");
    take([...event.dataTransfer.files]);
  });
  node.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}
