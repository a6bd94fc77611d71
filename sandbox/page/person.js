// The dialog for a new person and for changing one.

import {control} from "./api.js";
import {ask, checkField, field} from "./dialog.js";
import {h} from "./dom.js";
import {LANGUAGE_CODES, languageName, nameOf} from "./people.js";
import {attempt} from "./toast.js";

function fieldsFor(person) {
  const codes = h(
    "datalist",
    {id: "language-codes"},
    LANGUAGE_CODES.map((code) => h("option", {value: code}, languageName(code))),
  );
  return [
    field(
      "First name",
      h("input", {
        name: "first_name",
        value: person?.first_name ?? "",
        required: true,
        maxlength: 64,
        autocomplete: "off",
        data: {testid: "person-name"},
      }),
    ),
    field(
      "Last name",
      h("input", {name: "last_name", value: person?.last_name ?? "", maxlength: 64, autocomplete: "off"}),
    ),
    field(
      "Username",
      h("input", {
        name: "username",
        value: person?.username ?? "",
        pattern: "[A-Za-z0-9_]{0,32}",
        autocomplete: "off",
      }),
      "Optional, without @",
    ),
    field(
      "Telegram language",
      h("input", {
        name: "language_code",
        value: person?.language_code ?? "",
        list: "language-codes",
        pattern: "[A-Za-z]{2,3}(-[A-Za-z]{2,8})?",
        autocomplete: "off",
        data: {testid: "person-language"},
      }),
      "The language_code the app reports: sq, sr, tr, eu, en … or nothing",
    ),
    codes,
    checkField("Staff: a member of the staff group", "is_staff", person?.is_staff),
  ];
}

const values = (given) => ({
  first_name: given.first_name.trim(),
  last_name: given.last_name.trim() || null,
  username: given.username.trim() || null,
  language_code: given.language_code.trim() || null,
  is_staff: given.is_staff === "on",
});

const present = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** Resolves to the new person, or undefined. */
export async function newPerson(corner) {
  const given = await ask({
    title: "New person",
    fields: fieldsFor(null),
    confirm: "Add",
    testid: "person-dialog",
  });
  return given ? attempt(corner, () => control.addPerson(present(values(given)))) : undefined;
}

export async function changePerson(person, corner) {
  const given = await ask({
    title: `Change ${nameOf(person)}`,
    fields: fieldsFor(person),
    testid: "person-dialog",
  });
  if (given) await attempt(corner, () => control.changePerson(person.id, values(given)));
}
