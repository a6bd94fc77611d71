// Modal dialogs: a question, a form, an alert; each is a promise of what was chosen.

import {freshId, h} from "./dom.js";
import {icon} from "./icons.js";

/** Resolves to the form's values, or null when it was closed. `fields` are nodes with named inputs. */
export function ask({title, fields = [], confirm = "Save", danger = false, testid = null}) {
  return new Promise((resolve) => {
    const titleId = freshId("dialog");
    const form = h(
      "form",
      {method: "dialog"},
      h("h2", {id: titleId}, title),
      fields,
      h(
        "div",
        {class: "dialog-buttons"},
        h("button", {type: "button", class: "button is-quiet", on: {click: () => dialog.close()}}, "Cancel"),
        h(
          "button",
          {type: "submit", class: `button ${danger ? "is-danger" : "is-main"}`, value: "confirm"},
          confirm,
        ),
      ),
    );
    const dialog = h("dialog", {class: "dialog", "aria-labelledby": titleId, data: {testid}}, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      dialog.close("confirm");
    });
    present(dialog, () =>
      resolve(dialog.returnValue === "confirm" ? Object.fromEntries(new FormData(form)) : null),
    );
  });
}

/** An answer to a pressed button that Telegram shows as an alert. */
export function alertBox(title, words) {
  const titleId = freshId("dialog");
  const dialog = h(
    "dialog",
    {class: "dialog is-alert", role: "alertdialog", "aria-labelledby": titleId, data: {testid: "alert"}},
    h(
      "form",
      {method: "dialog"},
      h("h2", {id: titleId}, title),
      h("p", {class: "dialog-words"}, words),
      h("div", {class: "dialog-buttons"}, h("button", {class: "button is-main", value: "ok"}, "OK")),
    ),
  );
  present(dialog);
}

/** Any content, with a cross to close it. */
export function showBox(label, content, kind = "") {
  const close = h(
    "button",
    {type: "button", class: "icon-button dialog-close", "aria-label": "Close"},
    icon("close"),
  );
  const dialog = h("dialog", {class: `dialog ${kind}`, "aria-label": label}, close, content);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  present(dialog);
}

function present(dialog, closed = () => {}) {
  const before = document.activeElement;
  dialog.addEventListener("close", () => {
    closed();
    dialog.remove();
    before?.focus?.({preventScroll: true});
  });
  document.body.append(dialog);
  dialog.showModal();
}

export function field(label, control, hint = null) {
  const id = freshId("field");
  control.id = id;
  return h(
    "div",
    {class: "field"},
    h("label", {for: id}, label),
    control,
    hint && h("p", {class: "hint"}, hint),
  );
}

export function checkField(label, name, checked = false) {
  return h("label", {class: "check"}, h("input", {type: "checkbox", name, checked}), h("span", {}, label));
}
