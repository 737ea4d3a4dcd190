// Messages › Campaigns: + Campaign for each channel, Publish and Stop. As in
// the real editor nothing says whether a placeholder will be filled.

import { get, post, put, remove } from "./ask.js";
import { badge, button, day, el, link, section, table, time, twice } from "./dom.js";
import * as field from "./fields.js";
import { changed, deletion, go, path } from "./go.js";
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

const choices = async () => ({ events: await get("clevertap/schema"), settings: await get("clevertap/settings") });

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
    }, () => [deletion("clevertap/campaigns/" + id, home)]),
  ],
};

// The form has the parts, the words and the order of the tutorial and of talontap's
// card, so that a person can go down both side by side.
function campaignForm({ campaign, events, settings }, submit, save, extra) {
  const parts = [
    qualification(campaign), provider(campaign, settings), goal(), who(campaign, events), what(campaign, events), when(campaign),
  ];
  const value = () => Object.assign({}, ...parts.map((each) => each.value()));
  return field.form("Campaign", parts.map((each) => each.node), submit, () => save(value()), extra(value));
}

const part = (legend, nodes, value = () => ({})) => ({ node: field.group(legend, ...nodes), value });

// only is a field of the real editor to which the sandbox plays one answer.
const only = (label, answer, options) => field.choice(label, answer, field.asWords([answer]), options).node;

const criterias = [["action", "Live behavior"], ["external", "External Trigger"], ["one_time", "Past behavior"]];

function qualification(campaign) {
  const criteria = field.choice("Qualification criteria", campaign.external ? "external" : campaign.delivery, criterias);
  return part("Qualification", [criteria.node], () => ({
    external: criteria.value === "external",
    delivery: criteria.value === "external" ? "action" : criteria.value,
  }));
}

function provider(campaign, settings) {
  if (campaign.channel === "push") return part("Provider", []);
  if (campaign.channel !== "email") return part("Provider", [only("Service provider", "The provider, set up and tested")]);
  return part("Provider", [settings.email_provider
    ? only("Service provider", "The email provider, set up and tested")
    : only("Service provider", "None", { hint: "Nothing goes out: see Settings › Project." })]);
}

const goal = () => part("Goal", [only("Conversion goal", "none")]);

function who(campaign, events) {
  const event = field.choice("As soon as the user does", campaign.event,
    [["", "Choose an event"], ...events.filter((each) => !each.discarded_at).map((each) => [each.name, each.name])]);
  return part("Who", [event.node], () => ({ event: event.value }));
}

function what(campaign, events) {
  const email = campaign.channel === "email";
  const push = campaign.channel === "push";
  const name = field.text("Campaign name", campaign.name, { required: true });
  const body = bodyFields(campaign, events);
  const sender = field.text("Sender", campaign.sender);
  const subject = field.text(push ? "Title" : "Subject", campaign.subject);
  return part("What", [name.node, only("Message", "Single Message"), push ? subject.node : null, ...body.nodes,
    email ? sender.node : null, email ? subject.node : null],
  () => ({ name: name.value, body: body.value(), sender: sender.value, subject: subject.value }));
}

// bodyFields are the editor. A text is what goes out where there is no HTML.
function bodyFields({ channel, body }, events) {
  const email = channel === "email";
  const markup = email && body.trimStart().startsWith("<");
  const html = field.area("Body, HTML", markup ? body : "",
    { rows: 5, className: "wide", hint: "The placeholder is inserted here, or pasted whole." });
  const plain = field.area(email ? "Body, text" : channel === "whatsapp" ? "Template" : "Text", markup ? "" : body,
    { rows: 5, className: "wide", hint: email ? "Goes out where the HTML is empty." : "" });
  return {
    nodes: [
      email ? only("Go To Editor", "A blank template") : null,
      personalise(events, () => (html.value || email && !plain.value ? html : plain).control),
      email ? html.node : null, plain.node,
    ],
    value: () => html.value || plain.value,
  };
}

// personalise is the picker that "@" opens in the real editor: it offers what the
// project has seen or defined, and nothing else. It writes into the body in use.
function personalise(events, into) {
  const known = events.flatMap((event) => event.properties.flatMap((each) => [
    "@" + event.name + " - " + each.name, "Event." + each.name]));
  const offered = [...new Set([...known, "Profile.Name", "Profile.Email"])];
  const source = field.choice("Placeholder for the code", "", [["", "Choose a property"], ...field.asWords(offered)]);
  const fallback = field.text("Default text", "");
  const insert = button("Insert", async () => {
    if (source.value === "") { source.control.focus(); return; }
    const written = "{{ " + source.value + ' | default: "' + fallback.value.replaceAll('"', "'") + '" }}';
    const body = into();
    body.setRangeText(written, body.selectionStart, body.selectionEnd, "end");
    body.focus();
  });
  return el("div", { className: "pair picker" }, source.node, fallback.node, insert);
}

const when = ({ start }) => part("When", [only("Start", start ? "On " + day(start.slice(0, 10)) : "Now")]);
