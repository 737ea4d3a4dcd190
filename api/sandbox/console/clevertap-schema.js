// Settings › Schema › Events, the Error Stream, and the events as they came in.

import { get, post, put } from "./ask.js";
import { badge, button, code, el, link, note, section, table, time, twice } from "./dom.js";
import * as field from "./fields.js";
import { changed, path } from "./go.js";
import { attempt, say } from "./notices.js";

const at = (event) => "clevertap/schema/" + encodeURIComponent(event);

export const events = {
  title: "Events",
  path: "Settings › Schema › Events",
  load: async () => ({ known: await get("clevertap/schema"), settings: await get("clevertap/settings") }),
  show: ({ known, settings }) => [
    table("Events", ["Event", "Type", "Properties", ""], known.map((each) => [
      each.name, kind(each), each.properties.map(property).join(", ") || "none", actions(each),
    ]), "No event is known yet."),
    section("Add an event", newEvent()),
    section("Undefined Data Handling", undefinedData(settings)),
  ],
};

function kind(event) {
  if (event.discarded_at) return badge("Discarded", "bad");
  return event.defined ? badge("Defined", "good") : badge("Undefined", "warn");
}

const property = ({ name, type, required, defined }) =>
  name + " (" + type + (required ? ", required" : "") + (defined ? "" : ", undefined") + ")";

function actions(event) {
  const act = (words, work) => attempt(async () => { await work(); say(event.name + " " + words + "."); changed(); });
  if (event.discarded_at) return button("Restore", act("restored", () => post(at(event.name) + "/restore")), { className: "quiet" });
  const define = button("Define", act("defined", () => put(at(event.name), {
    defined: true, properties: event.properties.map((each) => ({ ...each, defined: true })),
  })), { className: "quiet" });
  return el("div", { className: "actions" }, event.defined ? null : define,
    twice("Discard", "Discard it and its history?", act("discarded", () => post(at(event.name) + "/discard"))));
}

function newEvent() {
  const event = field.text("Event name", "", { required: true });
  const name = field.text("Property name", "");
  const type = field.choice("Data type", "String", field.asWords(["String", "Number", "Boolean", "Date"]));
  const required = field.check("Required", false);
  return field.form("New event", [event.node, field.pair(name, type), required.node], "+ Event", async () => {
    const properties = name.value ? [{ name: name.value, type: type.value, defined: true, required: required.value }] : [];
    await put(at(event.value), { defined: true, properties });
    say("Event " + event.value + " defined.");
    changed();
  });
}

const handlings = [
  ["accept", "Accept undefined events and properties"],
  ["drop-events", "Drop undefined events"],
  ["drop-events-with-undefined-properties", "Drop events with undefined properties"],
  ["drop-properties", "Drop undefined properties only"],
];

function undefinedData(settings) {
  const handling = field.choice("What nobody defined", settings.undefined_data, handlings,
    { hint: "What is dropped was answered with success; only the Error Stream tells." });
  return field.form("Undefined Data Handling", [handling.node], "Save", async () => {
    await put("clevertap/settings", { undefined_data: handling.value });
    say("Saved.");
  });
}

export const errorStream = {
  title: "Error Stream",
  path: "Errors",
  live: true,
  load: async () => ({ entries: await get("clevertap/error-stream"), project: await get("clevertap/project") }),
  show: ({ entries, project }) => [
    note("What was dropped after CleverTap had answered with success."),
    table("Error stream", ["When", "Event", "Customer", "Property", "Reason"], entries.toReversed().map((each) => [
      time(each.at, project.time_zone, true), each.event, each.identity, each.property ?? "", each.reason,
    ]), "Nothing was dropped."),
  ],
};

export const raised = {
  title: "Events",
  path: "Data › Events",
  live: true,
  load: async () => ({ entries: await get("clevertap/events"), project: await get("clevertap/project") }),
  show: ({ entries, project }) => eventTable(entries, project, true),
};

// eventTable lists raised events, newest first.
export function eventTable(entries, project, withCustomer) {
  const heads = ["When", "Event", "Properties", "CT Source", ...(withCustomer ? ["Customer"] : [])];
  return table("Events", heads, entries.toReversed().map((each) => [
    time(each.at, project.time_zone, true), each.event, properties(each.properties), each.source,
    ...(withCustomer ? [link(each.identity, path("clevertap", "customers", each.identity))] : []),
  ]), "No event yet.");
}

const properties = (all) => el("span", {}, Object.entries(all).map(([name, value]) =>
  code(name + " = " + (typeof value === "object" ? JSON.stringify(value) : value))).flatMap((each) => [each, " "]));
