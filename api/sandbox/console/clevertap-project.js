// Settings › Project: the project ID, the passcodes, and whether email can go out.

import { get, post, put, remove } from "./ask.js";
import { badge, code, el, facts, section, table, time, twice } from "./dom.js";
import * as field from "./fields.js";
import { changed } from "./go.js";
import { attempt, say } from "./notices.js";

export const settings = {
  title: "Project",
  path: "Settings › Project",
  load: async () => ({
    project: await get("clevertap/project"), passcodes: await get("clevertap/passcodes"),
    settings: await get("clevertap/settings"), now: (await get("clock")).now,
  }),
  show: ({ project, passcodes, settings, now }) => [
    facts([["Project ID", code(project.project_id)], ["Region", project.region], ["Time zone", project.time_zone]]),
    section("Passcodes",
      table("Passcodes", ["Name", "State", "Expires", ""], passcodes.map((each) => [
        each.name, state(each, now), each.expires ? time(each.expires, project.time_zone) : "Forever",
        each.revoked ? "" : twice("Revoke", "Revoke for good?", attempt(() => revoke(each))),
      ]), "There is no passcode."),
      made(), newPasscode()),
    section("Email", provider(settings)),
  ],
};

function state(passcode, now) {
  if (passcode.revoked) return badge("Revoked", "bad");
  if (passcode.expires && new Date(passcode.expires) <= new Date(now)) return badge("Expired", "bad");
  return badge("Active", "good");
}

async function revoke(passcode) {
  await remove("clevertap/passcodes/" + passcode.id);
  say("Passcode " + passcode.name + " revoked. Whatever still uses it is refused from now on.");
  changed();
}

// A new passcode is shown once: it stands here until this page is left.
let fresh = null;
addEventListener("hashchange", () => { fresh = null; });

function made() {
  if (!fresh) return null;
  return el("div", { className: "fresh" },
    el("p", {}, "Passcode ", el("strong", {}, fresh.name), ". Copy it now: it is not shown again."),
    el("p", {}, el("code", { id: "fresh-passcode" }, fresh.passcode)));
}

function newPasscode() {
  const name = field.text("Name", "", { required: true });
  const expires = field.text("Expires", "", { type: "date", hint: "Empty: Forever." });
  return field.form("New passcode", [field.pair(name, expires)], "+ Passcode", async () => {
    const until = expires.value ? { expires: expires.value + "T00:00:00Z" } : {};
    fresh = await post("clevertap/passcodes", { name: name.value, ...until });
    changed();
  });
}

function provider(settings) {
  const ready = field.check("An email provider is set up and tested", settings.email_provider);
  return field.form("Email provider", [ready.node], "Save", async () => {
    await put("clevertap/settings", { email_provider: ready.value });
    say("Saved.");
  });
}
