// The drawer's mishaps of groups: topics closed and deleted, rights taken, a migration, a new group.

import {control} from "./api.js";
import {ask, field} from "./dialog.js";
import {h} from "./dom.js";
import {store} from "./store.js";
import {attempt} from "./toast.js";

/** `where()` gives the pane that shows a group, or nothing. */
export function groupMishaps({corner, where}) {
  const button = (words, work, kind = "") =>
    h("button", {type: "button", class: `button ${kind}`, on: {click: () => attempt(corner, work)}}, words);
  const line = (...buttons) => h("div", {class: "line"}, buttons);
  const topic = (action) => () =>
    control.topic({chat: groupOf(where()).id, thread: threadOf(where()), action});
  const rights = (may) => () => control.rights({chat: groupOf(where()).id, can_manage_topics: may});
  return [
    line(
      button("Close topic", topic("close")),
      button("Reopen", topic("reopen")),
      button("Delete topic", topic("delete"), "is-danger"),
    ),
    line(button("Take topic right", rights(false)), button("Give it back", rights(true))),
    line(
      button("Migrate the group", () => control.migrate(groupOf(where()).id), "is-danger"),
      button("New group…", newGroup),
    ),
  ];
}

function groupOf(pane) {
  if (!pane) throw new Error("No pane shows a group.");
  return pane.group;
}

function threadOf(pane) {
  if (!pane?.thread) throw new Error("No pane shows a topic of the group.");
  return pane.thread;
}

/** With topics, the bot as administrator and all the staff. */
async function newGroup() {
  const title = h("input", {name: "title", required: true, maxlength: 128, autocomplete: "off"});
  const given = await ask({title: "New staff group", fields: [field("Title", title)], confirm: "Create"});
  const members = [...store.people.values()].filter((person) => person.is_staff).map((person) => person.id);
  if (given) await control.addGroup({title: given.title, is_forum: true, members});
}
