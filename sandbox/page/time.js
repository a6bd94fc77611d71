// Words for times and sizes, in the operator's own time zone; knows no clock.

const HOURS = new Intl.DateTimeFormat("en-GB", {hour: "2-digit", minute: "2-digit"});
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "short"});
const DAY = new Intl.DateTimeFormat("en-GB", {weekday: "long", day: "numeric", month: "long"});
const DAY_OF_YEAR = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "long", year: "numeric"});
const STAMP = new Intl.DateTimeFormat("en-GB", {dateStyle: "medium", timeStyle: "medium"});
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** `date` is a Bot API date: seconds since 1970. */
export const hourOf = (date) => HOURS.format(date * 1000);
export const stampOf = (date) => STAMP.format(date * 1000);
export const clockOf = (milliseconds) => CLOCK.format(milliseconds);

export function dayKey(date) {
  const day = new Date(date * 1000);
  return `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;
}

export function dayWords(date, now) {
  if (dayKey(date) === dayKey(now / 1000)) return "Today";
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayKey(date) === dayKey(yesterday / 1000)) return "Yesterday";
  const sameYear = new Date(date * 1000).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? DAY : DAY_OF_YEAR).format(date * 1000);
}

/** The time on the same day, the date on another. */
export function briefly(date, now) {
  return dayKey(date) === dayKey(now / 1000) ? hourOf(date) : SHORT_DAY.format(date * 1000);
}

export function lengthWords(seconds) {
  const whole = Math.round(seconds || 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "+1 d 2 h" for an offset in seconds; empty for none. */
export function offsetWords(seconds) {
  const minutes = Math.round(Math.abs(seconds) / 60);
  if (!minutes) return "";
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ];
  const words = parts.filter(([count]) => count).map(([count, unit]) => `${count} ${unit}`);
  return `${seconds < 0 ? "−" : "+"}${words.join(" ")}`;
}

export function sizeWords(bytes) {
  if (!bytes) return "";
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
