// The shell: which view belongs to an address, the menu beside it, and looking
// again every two seconds. A view is {title, path, load, show, live}: title and path
// (what a person would click in the vendor's console) may be functions of what load
// brought; show makes nodes of it; a live view is shown anew when that changed.
// Forms are never live: nothing moves under the hands of someone who types.

import { get, list } from "./ask.js";
import { el, nodes, visible } from "./dom.js";
import { complain } from "./notices.js";
import * as webhooks from "./talonone-webhooks.js";
import * as credentials from "./talonone-credentials.js";
import * as integrations from "./talonone-integrations.js";
import * as campaigns from "./talonone-campaigns.js";
import * as rules from "./talonone-rules.js";
import * as logs from "./talonone-logs.js";
import * as project from "./clevertap-project.js";
import * as schema from "./clevertap-schema.js";
import * as messages from "./clevertap-campaigns.js";
import * as customers from "./clevertap-customers.js";
import * as inbox from "./inbox.js";
import * as rehearsal from "./rehearsal.js";

const lookEvery = 2000; // milliseconds
const first = "#/talonone/webhooks";
const campaignPath = "talonone/applications/:app/campaigns";

const views = [
  ["talonone/webhooks", webhooks.all],
  ["talonone/webhooks/new", webhooks.create],
  ["talonone/webhooks/:id", webhooks.edit],
  ["talonone/credentials", credentials.all],
  ["talonone/credentials/new", credentials.create],
  ["talonone/credentials/:id", credentials.edit],
  ["talonone/integrations", integrations.cleverTap],
  ["talonone/logs", logs.all],
  [campaignPath, campaigns.all],
  [campaignPath + "/new", campaigns.create],
  [campaignPath + "/:id", campaigns.settings],
  [campaignPath + "/:id/rule", rules.builder],
  [campaignPath + "/:id/coupons", campaigns.coupons],
  ["clevertap/campaigns", messages.all],
  ["clevertap/campaigns/new/:channel", messages.create],
  ["clevertap/campaigns/:id", messages.edit],
  ["clevertap/customers", customers.all],
  ["clevertap/customers/:id", customers.one],
  ["clevertap/events", schema.raised],
  ["clevertap/project", project.settings],
  ["clevertap/schema", schema.events],
  ["clevertap/error-stream", schema.errorStream],
  ["inbox", inbox.all],
  ["inbox/:number", inbox.all],
  ["rehearsal", rehearsal.all],
];

const places = [
  ["talonone", "Talon.One", first],
  ["clevertap", "CleverTap", "#/clevertap/campaigns"],
  ["inbox", "Inbox", "#/inbox"],
  ["rehearsal", "Rehearsal", "#/rehearsal"],
];

const cleverTapMenu = [
  ["Messages", [["Campaigns", "#/clevertap/campaigns"]]],
  ["Data", [["Customers", "#/clevertap/customers"], ["Events", "#/clevertap/events"]]],
  ["Settings", [["Project", "#/clevertap/project"], ["Schema", "#/clevertap/schema"], ["Error Stream", "#/clevertap/error-stream"]]],
];

const talonOneMenu = (applications) => [
  ["Account › Tools", [["Webhooks", first]]],
  ["Account", [["Credentials", "#/talonone/credentials"], ["Integrations", "#/talonone/integrations"], ["Webhook Logs", "#/talonone/logs"]]],
  ...applications.map((each) => [each.name, [["Campaigns", "#/talonone/applications/" + each.id + "/campaigns"]]]),
];

const main = document.getElementById("main");
let current = null; // {view, parameters, seen}

// find matches the address after # with a view; :name takes one part of it.
function find(address) {
  const parts = address.replace(/^#\//, "").split("/").map(decoded);
  for (const [pattern, view] of views) {
    const wanted = pattern.split("/");
    if (wanted.length !== parts.length) continue;
    if (!wanted.every((each, i) => each.startsWith(":") || each === parts[i])) continue;
    const named = wanted.flatMap((each, i) => (each.startsWith(":") ? [[each.slice(1), parts[i]]] : []));
    return { view, parameters: Object.fromEntries(named) };
  }
  return null;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function open(moved) {
  const found = find(location.hash || first) ?? find(first);
  const opened = { ...found, seen: null };
  current = opened;
  await look(opened, true);
  if (current !== opened) return;
  markMenus();
  if (moved) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

// look loads a view and shows it where something is new.
async function look(at, force) {
  try {
    const data = await at.view.load(at.parameters);
    const seen = JSON.stringify(data);
    if (current !== at || (!force && seen === at.seen)) return;
    at.seen = seen;
    keepingPlace(() => show(at, data));
  } catch (error) {
    if (current === at && at.seen === null) main.replaceChildren(el("h1", {}, "Nothing to show"), el("p", {}, error.message));
  }
}

function show({ view, parameters }, data) {
  const written = (part) => visible(typeof part === "function" ? part(data, parameters) : part ?? "");
  document.title = written(view.title) + " · talontap sandbox";
  main.replaceChildren(...nodes([
    el("p", { className: "path" }, written(view.path)), el("h1", {}, written(view.title)), view.show(data, parameters)]));
}

// keepingPlace redraws without taking the focus or what was unfolded away.
function keepingPlace(draw) {
  const focused = main.contains(document.activeElement) ? document.activeElement : null;
  const name = focused && (focused.id || focused.dataset.key || focused.getAttribute("href"));
  const unfolded = new Set([...main.querySelectorAll("details[open]")].map((each) => each.dataset.key));
  draw();
  for (const each of main.querySelectorAll("details")) if (unfolded.has(each.dataset.key)) each.open = true;
  if (!name) return;
  const same = (each) => [each.id, each.dataset.key, each.getAttribute("href")].includes(name);
  [...main.querySelectorAll("a, button, input, select, summary")].find(same)?.focus({ preventScroll: true });
}

async function menus() {
  const applications = await list("talonone/applications");
  document.getElementById("places").replaceChildren(...places.map(([key, title, href]) =>
    el("a", { href, "data-place": key }, title, key === "inbox" ? el("span", { className: "count", id: "unread" }) : null)));
  groups = { talonone: talonOneMenu(applications), clevertap: cleverTapMenu };
}

let groups = {};

function markMenus() {
  const here = location.hash || first;
  const place = here.split("/")[1];
  document.body.dataset.place = place;
  for (const each of document.querySelectorAll("#places a")) mark(each, each.dataset.place === place);
  const menu = document.getElementById("menu");
  const links = groups[place] ?? [];
  menu.hidden = links.length === 0;
  menu.replaceChildren(...links.map(([title, entries]) => el("div", { className: "group" }, el("p", {}, title),
    entries.map(([text, href]) => mark(menuLink(text, href, title), here === href || here.startsWith(href + "/"))))));
}

// menuLink is told apart by its group's name, which only a screen reader says.
const menuLink = (text, href, group) => el("a", { href }, text, el("span", { className: "unseen" }, " of " + group));

function mark(node, here) {
  if (here) node.setAttribute("aria-current", "page");
  else node.removeAttribute("aria-current");
  return node;
}

async function countInbox() {
  const { emails } = await get("inbox");
  document.getElementById("unread").replaceChildren(emails.length ? " " + emails.length : "");
}

let lost = false; // the sandbox did not answer when it was last asked

async function tick() {
  if (document.hidden) return;
  const asked = await Promise.allSettled([rehearsal.refresh(), countInbox(), current?.view.live ? look(current, false) : null]);
  const failed = asked.find((each) => each.status === "rejected");
  if (failed && !lost) complain(failed.reason);
  lost = Boolean(failed);
}

document.getElementById("skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
addEventListener("hashchange", () => open(true));
// A view asks for itself anew after it has changed something.
addEventListener("changed", () => { open(false); tick(); });
addEventListener("happened", tick);

try {
  await menus();
  await rehearsal.bar(document.getElementById("rehearsal"));
  await open(false);
  await tick();
  setInterval(tick, lookEvery);
} catch (error) {
  complain(error);
}
