// Account › Credentials: headers kept apart from the webhooks that send them.

import { list, post, put } from "./ask.js";
import { badge, el, link, note, table } from "./dom.js";
import * as field from "./fields.js";
import { deletion, go, path } from "./go.js";
import { say } from "./notices.js";

const here = "Account › Credentials";
const home = "#/talonone/credentials";
const kinds = [["custom", "Custom HTTP authentication"], ["basic", "Basic HTTP authentication"]];

export const all = {
  title: "Credentials",
  path: here,
  live: true,
  load: () => list("talonone/credentials"),
  show: (credentials) => [
    note("A webhook that uses a credential does not show its passcode to those who can read webhooks."),
    el("p", { className: "actions" }, link("Create Credential", home + "/new", { className: "button primary" })),
    table("Credentials", ["Name", "Type", "Holds", "Used by"], credentials.map((each) => [
      link(each.name, path("talonone", "credentials", each.id)),
      badge(new Map(kinds).get(each.type)),
      each.type === "basic" ? each.data.username : Object.keys(each.data.headers).join(", "),
      each.webhooks.map((hook) => hook.title).join(", ") || "no webhook",
    ]), "There is no credential yet."),
  ],
};

export const create = {
  title: "Create Credential",
  path: here + " › Create Credential",
  load: async () => ({ name: "", type: "custom", data: { headers: { "": "" } } }),
  show: (credential) => credentialForm(credential, "Create Credential", async (wanted) => {
    await post("talonone/credentials", wanted);
    say("Credential " + wanted.name + " created.");
    go(home);
  }),
};

export const edit = {
  title: (credential) => credential.name,
  path: here + " › Edit Credential",
  load: async ({ id }) => (await list("talonone/credentials")).find((each) => String(each.id) === id),
  show: (credential, { id }) => [
    note("What is saved is never shown again: a value left as [hidden] stays what it is."),
    credentialForm(credential, "Save", async (wanted) => {
      await put("talonone/credentials/" + id, wanted);
      say("Credential " + wanted.name + " saved.");
      go(home);
    }, [deletion("talonone/credentials/" + id, home)]),
  ],
};

function credentialForm(credential, submit, save, extra) {
  const name = field.text("Name", credential.name, { pointer: "/name", required: true });
  const type = field.choice("Type", credential.type, kinds, { pointer: "/type" });
  const headers = field.repeated("header", Object.entries(credential.data.headers ?? {}), headerRow, "/data/headers");
  const username = field.text("Username", credential.data.username, { pointer: "/data/username" });
  const password = field.text("Password", credential.data.password, { pointer: "/data/password" });
  const custom = field.group("Headers", headers.node);
  const basic = field.group("Sign-in", username.node, password.node);
  const settle = () => { custom.hidden = type.value !== "custom"; basic.hidden = type.value !== "basic"; };
  type.control.addEventListener("change", settle);
  settle();
  const data = () => (type.value === "custom" ? { headers: Object.fromEntries(headers.value) }
    : { username: username.value, password: password.value });
  return field.form("Credential", [name.node, type.node, custom, basic], submit,
    () => save({ name: name.value, type: type.value, data: data() }), extra);
}

function headerRow([name, value] = ["", ""]) {
  const key = field.text("Key", name);
  const content = field.text("Value", value, { className: "wide" });
  return { fields: [key, content], get value() { return [key.value, content.value]; } };
}
