// The choice between the system's colours, light and dark; theme.js applies it before the first paint.

const KEY = "linja.sandbox.theme";
const ORDER = ["auto", "light", "dark"];

export function nextTheme() {
  const root = document.documentElement;
  const next = ORDER[(ORDER.indexOf(root.dataset.theme) + 1) % ORDER.length];
  root.dataset.theme = next;
  localStorage.setItem(KEY, next);
  return next;
}
