// The control channel, one function per call; holds no state.

export class Refused extends Error {}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(`/control/${path}`, options);
  } catch {
    throw new Refused("The sandbox does not answer.");
  }
  const answer = await response.json().catch(() => null);
  if (!answer || answer.ok === false)
    throw new Refused(answer?.error || `The sandbox answered ${response.status}.`);
  return answer.ok === true ? answer.result : answer;
}

const get = (path, query = {}) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given).toString();
  return call(search ? `${path}?${search}` : path);
};

const post = (path, body = {}) =>
  call(path, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)});

/** `files` maps the field names that items call their `file_field` to File objects. */
function postFiles(path, body, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    if (value !== undefined && value !== null)
      form.append(name, typeof value === "object" ? JSON.stringify(value) : value);
  }
  for (const [name, file] of Object.entries(files)) form.append(name, file, file.name);
  return call(path, {method: "POST", body: form});
}

export const control = {
  state: () => get("state"),
  messages: (chat) => get(`chats/${chat}/messages`),
  commands: (person, chat) => get("commands", {person, chat}),
  log: (since) => get("log", {since}),
  faults: () => get("faults"),

  addPerson: (fields) => post("people", fields),
  changePerson: (id, fields) => post(`people/${id}`, fields),
  say: (message) => post("say", message),
  send: (message, files) =>
    files && Object.keys(files).length ? postFiles("send", message, files) : post("send", message),
  press: (press) => post("press", press),
  edit: (edit) => post("edit", edit),
  react: (reaction) => post("react", reaction),
  inline: (person, query) => post("inline", {person, query}),
  chooseInline: (choice) => post("inline/choose", choice),
  topic: (change) => post("topic", change),
  addTopic: (topic) => post("topics", topic),
  member: (chat, person, status) => post("members", {chat, person, status}),
  rights: (rights) => post("rights", rights),
  addGroup: (group) => post("chats", group),
  migrate: (chat) => post("migrate", {chat}),
  addFault: (fault) => post("faults", fault),
  clearFaults: () => call("faults", {method: "DELETE"}),
  limits: (limits) => post("limits", limits),
  delivery: (delivery) => post("delivery", delivery),
  clock: (change) => post("clock", change),
  reset: () => post("reset"),
};

export const fileUrl = (file) => `/control/files/${encodeURIComponent(file.file_unique_id)}`;
