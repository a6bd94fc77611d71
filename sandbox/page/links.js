// What a link in a message leads to: inside the sandbox where Telegram would stay inside itself.

import {store} from "./store.js";

const OUTWARD = new Set(["https:", "http:", "mailto:", "tel:"]);

/** {kind: "bot", start} | {kind: "message", chat, messageId} | {kind: "inside"} | {kind: "outside", href} */
export function destination(href) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return {kind: "inside"};
  }
  if (url.protocol === "tg:") return tgDestination(url);
  if (/^(t|telegram)\.me$/.test(url.hostname)) return tMeDestination(url);
  return OUTWARD.has(url.protocol) ? {kind: "outside", href: url.href} : {kind: "inside"};
}

const isBot = (name) => name?.toLowerCase() === store.bot?.username?.toLowerCase();

function tgDestination(url) {
  const isOurs = url.hostname === "resolve" && isBot(url.searchParams.get("domain"));
  return isOurs ? {kind: "bot", start: url.searchParams.get("start")} : {kind: "inside"};
}

function tMeDestination(url) {
  const [first, second, ...rest] = url.pathname.split("/").filter(Boolean);
  if (isBot(first)) return {kind: "bot", start: url.searchParams.get("start")};
  if (first === "c" && second && rest.length)
    return {kind: "message", chat: Number(`-100${second}`), messageId: Number(rest.at(-1))};
  return {kind: "outside", href: url.href};
}
