// What people type around words in Telegram's own apps (**bold**, __italic__ …), as plain text with entities.

const MARKS = [
  [/```(?:([\w+#-]+)\n)?\n?([\s\S]+?)\n?```/, "pre"],
  [/`([^`\n]+)`/, "code"],
  [/\*\*(?=\S)([\s\S]*?\S)\*\*/, "bold"],
  [/__(?=\S)([\s\S]*?\S)__/, "italic"],
  [/~~(?=\S)([\s\S]*?\S)~~/, "strikethrough"],
  [/\|\|(?=\S)([\s\S]*?\S)\|\|/, "spoiler"],
  [/\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)/, "text_link"],
];

export const MARK_KEYS = {b: "**", i: "__"};

/** Puts a mark around what is selected in a text field, or around the cursor. */
export function surround(input, mark) {
  const {selectionStart: from, selectionEnd: to, value} = input;
  input.setRangeText(mark + value.slice(from, to) + mark, from, to, "end");
  if (from === to) input.selectionEnd -= mark.length;
  input.dispatchEvent(new Event("input"));
}

/** {text, entities}; entities is undefined where there are none. */
export function unmarked(source) {
  const {text, entities} = parse(source);
  const before = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept = entities
    .map((entity) => clamp({...entity, offset: entity.offset - before}, trimmed.length))
    .filter((entity) => entity.length > 0);
  return {text: trimmed, entities: kept.length ? kept : undefined};
}

const around = (mark) => (words) => mark + words + mark;

const WRITTEN = {
  bold: around("**"),
  italic: around("__"),
  strikethrough: around("~~"),
  spoiler: around("||"),
  code: around("`"),
  pre: (words, {language}) => around("```")(`${language ?? ""}\n${words}`),
  text_link: (words, {url}) => `[${words}](${url})`,
};

/** The way back, for editing: what a text's entities look like when typed. */
export function marked(text, entities = []) {
  const known = entities.filter(({type}) => WRITTEN[type]);
  known.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return written(text, known, 0, text.length);
}

function written(text, entities, start, end) {
  let words = "";
  let at = start;
  for (const [number, entity] of entities.entries()) {
    const until = entity.offset + entity.length;
    if (entity.offset < at || until > end) continue;
    const inside = entities.slice(number + 1);
    const inner = written(text, inside, entity.offset, until);
    words += text.slice(at, entity.offset) + WRITTEN[entity.type](inner, entity);
    at = until;
  }
  return words + text.slice(at, end);
}

function clamp(entity, end) {
  const from = Math.max(0, entity.offset);
  return {...entity, offset: from, length: Math.min(entity.offset + entity.length, end) - from};
}

function parse(source) {
  const found = earliest(source);
  if (!found) return {text: source, entities: []};
  const {match, type} = found;
  const head = source.slice(0, match.index);
  const inner = innerOf(match, type);
  const tail = parse(source.slice(match.index + match[0].length));
  const shift = (by) => (entity) => ({...entity, offset: entity.offset + by});
  return {
    text: head + inner.text + tail.text,
    entities: [
      {type, offset: head.length, length: inner.text.length, ...inner.extra},
      ...inner.entities.map(shift(head.length)),
      ...tail.entities.map(shift(head.length + inner.text.length)),
    ],
  };
}

function innerOf(match, type) {
  if (type === "pre") return {text: match[2], entities: [], extra: match[1] ? {language: match[1]} : {}};
  if (type === "code") return {text: match[1], entities: [], extra: {}};
  return {...parse(match[1]), extra: type === "text_link" ? {url: match[2]} : {}};
}

function earliest(source) {
  let best = null;
  for (const [pattern, type] of MARKS) {
    const match = pattern.exec(source);
    if (match && (!best || match.index < best.match.index)) best = {match, type};
  }
  return best;
}
