// Messages › Campaigns: + Campaign for each channel, Publish and Stop. As in
// the real editor nothing says whether a placeholder will be filled.

import { get, post, put, remove } from "./ask.js";
import { badge, button, el, link, section, table, time, twice } from "./dom.js";
import * as field from "./fields.js";
import { changed, go, path } from "./go.js";
import { attempt, say } from "./notices.js";

const here = "Messages › Campaigns";
const home = "#/clevertap/campaigns";
const channels = { email: "Email", sms: "SMS", push: "Mobile Push", whatsapp: "WhatsApp" };
const tones = { running: "good", scheduled: "plain", stopped: "warn", completed: "plain" };

export const all = {
  title: "Campaigns",
  path: here,
  live: true,
  load: async () => ({
    campaigns: await get("clevertap/campaigns"), unsent: await get("clevertap/unsent"), project: await get("clevertap/project"),
  }),
  show: ({ campaigns, unsent, project }) => [
    el("p", { className: "actions" }, Object.entries(channels).map(([channel, title], i) =>
      link("+ Campaign › " + title, path("clevertap", "campaigns", "new", channel), { className: i === 0 ? "button primary" : "button" }))),
    table("Campaigns", ["Name", "Channel", "Status", "Event", "Sent", ""], campaigns.map((each) => [
      link(each.name, path("clevertap", "campaigns", each.id)), channels[each.channel], statusBadge(each.status),
      each.event || "none", String(each.sent), turnButton(each),
    ]), "There is no campaign yet."),
    section("Not sent", table("Messages that were not sent", ["When", "Campaign", "Customer", "Reason"], unsent.toReversed().map((each) => [
      time(each.at, project.time_zone, true), each.campaign, each.identity, each.reason,
    ]), "Nothing was held back.")),
  ],
};

const statusBadge = (status) => badge(status[0].toUpperCase() + status.slice(1), tones[status]);

function turnButton(campaign) {
  const runs = campaign.status === "running";
  return button(runs ? "Stop" : "Publish", attempt(async () => {
    await put("clevertap/campaigns/" + campaign.id, { status: runs ? "stopped" : "running" });
    say("Campaign " + campaign.name + (runs ? " stopped." : " published."));
    changed();
  }), { className: "quiet", "data-key": "turn-" + campaign.id });
}

const choices = async () => ({ events: await get("clevertap/schema") });

const blank = { name: "", delivery: "action", external: false, event: "", sender: "", subject: "", body: "" };

export const create = {
  title: ({ campaign }) => "+ Campaign › " + (channels[campaign.channel] ?? campaign.channel),
  path: here + " › + Campaign",
  load: async ({ channel }) => ({ campaign: { ...blank, channel }, ...(await choices()) }),
  show: (data) => {
    const save = (status) => async (wanted) => {
      await post("clevertap/campaigns", { ...wanted, channel: data.campaign.channel, status });
      say("Campaign " + wanted.name + (status === "running" ? " published." : " saved; it is stopped."));
      go(home);
    };
    return campaignForm(data, "Publish", save("running"), (value) => [
      button("Save without publishing", attempt(() => save("stopped")(value())))]);
  },
};

export const edit = {
  title: ({ campaign }) => campaign.name,
  path: here + " › Edit",
  load: async ({ id }) => ({ campaign: await get("clevertap/campaigns/" + encodeURIComponent(id)), ...(await choices()) }),
  show: (data, { id }) => [
    el("p", { className: "campaign" }, statusBadge(data.campaign.status), turnButton(data.campaign)),
    campaignForm(data, "Save", async (wanted) => {
      await put("clevertap/campaigns/" + id, wanted);
      say("Campaign " + wanted.name + " saved.");
      changed();
    }, () => [twice("Delete", "Delete for good?", attempt(async () => {
      await remove("clevertap/campaigns/" + id);
      go(home);
    }))]),
  ],
};

const qualifications = [["action", "Live behavior: single action"], ["external", "External Trigger"], ["one_time", "Past behavior"]];

function campaignForm({ campaign, events }, submit, save, extra) {
  const name = field.text("Campaign name", campaign.name, { required: true });
  const who = whoFields(campaign, events);
  const what = whatFields(campaign, events);
  const value = () => ({ name: name.value, ...who.value(), ...what.value() });
  return field.form("Campaign", [
    name.node,
    field.group("Who: the segment", ...who.nodes),
    field.group("What: the message", ...what.nodes),
  ], submit, () => save(value()), extra(value));
}

function whoFields(campaign, events) {
  const qualification = field.choice("Qualification", campaign.external ? "external" : campaign.delivery, qualifications);
  const event = field.choice("As soon as a customer does", campaign.event,
    [["", "Choose an event"], ...events.filter((each) => !each.discarded_at).map((each) => [each.name, each.name])]);
  return {
    nodes: [qualification.node, event.node],
    value: () => ({
      external: qualification.value === "external",
      delivery: qualification.value === "external" ? "action" : qualification.value,
      event: event.value,
    }),
  };
}

function whatFields(campaign, events) {
  const email = campaign.channel === "email";
  const push = campaign.channel === "push";
  const sender = field.text("Sender name", campaign.sender);
  const subject = field.text(push ? "Title" : "Subject", campaign.subject);
  const body = field.area("Message", campaign.body, { rows: 7, className: "wide" });
  return {
    nodes: [
      email ? sender.node : null, email || push ? subject.node : null, body.node, personalise(body.control, events),
    ],
    value: () => ({ sender: sender.value, subject: subject.value, body: body.value }),
  };
}

// personalise is the picker that "@" opens in the real editor: it offers what the
// project has seen or defined, and nothing else.
function personalise(into, events) {
  const known = events.flatMap((event) => event.properties.flatMap((each) => [
    "@" + event.name + " - " + each.name, "Event." + each.name]));
  const offered = [...new Set([...known, "Profile.Name", "Profile.Email"])];
  const source = field.choice("Personalize with @", "", [["", "Choose a property"], ...field.asWords(offered)]);
  const fallback = field.text("Default text", "");
  const insert = button("Insert", async () => {
    if (source.value === "") { source.control.focus(); return; }
    const written = "{{ " + source.value + ' | default: "' + fallback.value.replaceAll('"', "'") + '" }}';
    into.setRangeText(written, into.selectionStart, into.selectionEnd, "end");
    into.focus();
  });
  return el("div", { className: "pair picker" }, source.node, fallback.node, insert);
}
