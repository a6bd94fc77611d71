// Cuts a thread's messages into what is drawn: days, service lines, single messages, albums; pure.

import {serviceWords} from "./service.js";
import {dayKey, dayWords} from "./time.js";

/** Messages of one sender stand together when no more than this many seconds lie between them. */
const RUN_SECONDS = 600;

/**
 * Each block: {kind: "day" | "service" | "message", key, parts, …}. The same key and
 * the same parts need no new drawing.
 */
export function blocksOf(messages, {now, viewer}) {
  const blocks = [];
  for (const message of messages) {
    const last = blocks.at(-1);
    const day = dayKey(message.date);
    if (last?.day !== day) blocks.push(dayBlock(message, day, now));
    const words = serviceWords(message, viewer);
    if (words)
      blocks.push({
        kind: "service",
        key: `s${message.message_id}`,
        day,
        words,
        message,
        parts: [message, words],
      });
    else if (isSameAlbum(blocks.at(-1), message)) blocks.at(-1).messages.push(message);
    else blocks.push({kind: "message", key: `m${message.message_id}`, day, messages: [message]});
  }
  return blocks.map(withPlace);
}

function dayBlock(message, day, now) {
  const words = dayWords(message.date, now);
  return {kind: "day", key: `d${day}`, day, words, parts: [words]};
}

function isSameAlbum(block, message) {
  return (
    block?.kind === "message" &&
    message.media_group_id &&
    block.messages[0].media_group_id === message.media_group_id
  );
}

function withPlace(block, at, blocks) {
  if (block.kind !== "message") return block;
  const isFirst = !isSameRun(blocks[at - 1], block);
  const isLast = !isSameRun(block, blocks[at + 1]);
  return {...block, isFirst, isLast, parts: [...block.messages, isFirst, isLast]};
}

function isSameRun(before, after) {
  if (before?.kind !== "message" || after?.kind !== "message" || before.day !== after.day) return false;
  const [one, other] = [before.messages.at(-1), after.messages[0]];
  return one.from?.id === other.from?.id && other.date - one.date <= RUN_SECONDS;
}
