// The drawings of the page's own controls, as stroked 24-unit paths.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  attach: [
    "M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  ],
  send: ["M4 12l16-8-5 16-3.5-6.5z", "M11.5 13.5L20 4"],
  menu: ["M9.5 5L5.5 19", "M12 8h8", "M11 13h9", "M10 18h7"],
  more: ["M12 5.5v.01", "M12 12v.01", "M12 18.5v.01"],
  back: ["M15 5l-7 7 7 7"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  down: ["M6 9l6 6 6-6"],
  reply: ["M9 7l-5 5 5 5", "M4 12h9a7 7 0 0 1 7 7"],
  edit: ["M5 19h3.5L19 8.5 15.5 5 5 15.5z"],
  copy: ["M9 9h10v11H9z", "M6 15H5V4h10v2"],
  smile: [
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
    "M8.5 14.5a4.5 4.5 0 0 0 7 0",
    "M9 9.5v.01",
    "M15 9.5v.01",
  ],
  code: ["M8 7l-5 5 5 5", "M16 7l5 5-5 5"],
  file: ["M6 3h8l4 4v14H6z", "M14 3v4h4"],
  person: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4.5 21a7.5 7.5 0 0 1 15 0"],
  personAdd: ["M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M3 21a7 7 0 0 1 13-3.5", "M19 8v6", "M16 11h6"],
  ban: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z", "M6 6l12 12"],
  pin: ["M9 4h6l-1 6 3 3H7l3-3z", "M12 13v7"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  plus: ["M12 5v14", "M5 12h14"],
  trash: ["M5 7h14", "M10 4h4", "M7 7l1 13h8l1-13"],
  play: ["M8 5l11 7-11 7z"],
  pause: ["M8 5v14", "M16 5v14"],
  clock: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z", "M12 7v5l3.5 2"],
  theme: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z", "M12 3v18", "M12 8h7.5", "M12 16h7.5", "M12 12h9"],
  trouble: ["M13 3L5 13.5h6L10.5 21 19 10h-6.5z"],
  link: ["M8 16L16 8", "M9 8h7v7"],
  start: ["M5 12h13", "M13 6l6 6-6 6"],
  location: [
    "M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21z",
    "M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  ],
  keyboard: ["M3 6h18v12H3z", "M7 10v.01", "M11 10v.01", "M15 10v.01", "M8 14h8"],
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon is-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
