// What no console has: the clock, the shop, and what goes wrong. The bar at the
// foot of every page has the two that are needed all the time.

import { get, list, put, remove } from "./ask.js";
import { badge, button, code, day, el, link, note, section, table, time, visible } from "./dom.js";
import * as field from "./fields.js";
import { changed, happened } from "./go.js";
import { attempt, say } from "./notices.js";

const move = (wanted) => attempt(async () => {
  await put("clock", wanted);
  happened();
});

let bars = null; // the nodes of the bar that change, and what they were made of

export async function bar(place) {
  const applications = await list("talonone/applications");
  const zone = applications[0].timezone;
  const clock = el("span", { className: "clock" });
  const faults = el("span", {});
  const shop = shopFields(applications, await customersOf(applications));
  const on = button("+1 h", move({ advance: "1h" }), { className: "quiet", "aria-label": "The clock one hour on" });
  bars = { clock, faults, zone };
  place.append(
    el("div", { className: "set" }, clock, on,
      link("Clock and faults", "#/rehearsal"), faults),
    el("div", { className: "set" }, shop.customer, shop.play));
  await refresh();
}

// refresh looks at the clock and the faults again.
export async function refresh() {
  const [{ now }, { faults }] = await Promise.all([get("clock"), get("faults")]);
  bars.clock.replaceChildren(time(now, bars.zone), el("span", {}, bars.zone));
  bars.faults.replaceChildren(faults.length ? badge(faults.length === 1 ? "1 fault" : faults.length + " faults", "bad") : "");
}

const customersOf = async (applications) => Promise.all(applications.map(async (each) =>
  ({ application: each, customers: await list("talonone/applications/" + each.id + "/customers") })));

// shopFields choose a customer of an Application, and send the shop's call.
function shopFields(applications, known) {
  const customer = el("select", { "aria-label": "Customer" }, known.map(({ application, customers }) =>
    el("optgroup", { label: visible(application.name) }, customers.map((each) =>
      el("option", { value: JSON.stringify([application.id, each.integrationId]) }, each.integrationId)))));
  const play = button("Play the shop", attempt(() => visit(...JSON.parse(customer.value))),
    { title: "The shop tells Talon.One that this customer has a session" });
  return { customer, play };
}

async function visit(application, customer) {
  const session = "played-" + crypto.randomUUID();
  const state = await put("talonone/applications/" + application + "/customer_sessions/" + session, {
    customerSession: { profileId: customer, state: "open" }, responseContent: ["ruleFailureReasons"],
  });
  say(...outcome(customer, state));
  happened();
}

// outcome says what the rules did, in words.
function outcome(customer, { effects, ruleFailureReasons = [] }) {
  const lines = effects.map(({ effectType, props }) => words[effectType]?.(props) ?? "Effect " + effectType);
  const missed = ruleFailureReasons.map((each) => each.campaignName + ": " + each.details);
  const head = "A session of " + customer + (effects.length ? ":" : ": no rule did anything.");
  return [head, ...lines, ...missed];
}

const words = {
  couponCreated: (props) => "Coupon " + props.value + " for " + props.profileId,
  triggerWebhook: (props) => "Webhook " + props.webhookName + " triggered",
  error: (props) => "Error: " + props.message,
};

export const all = {
  title: "Rehearsal",
  path: "What only a sandbox can do",
  load: async () => {
    const applications = await list("talonone/applications");
    const days = await Promise.all(applications.map(async (application) =>
      ({ application, days: await list("talonone/applications/" + application.id + "/rule_days") })));
    return { applications, days, faults: await get("faults"), clevertap: await get("clevertap/project") };
  },
  show: ({ applications, days, faults, clevertap }) => [
    section("Clock", clockForm(applications, clevertap), ruleDays(days)),
    section("Shop",
      note("Nothing in Talon.One fires by the clock: a rule does something when the shop calls."), shopForm(applications)),
    section("What goes wrong", faultTable(faults), faultForm(faults)),
  ],
};

function clockForm(applications, clevertap) {
  const zones = [...new Set([...applications.map((each) => each.timezone), clevertap.time_zone, "UTC"])];
  const local = field.text("Set to", "", { type: "datetime-local", required: true });
  const zone = field.choice("Time zone", zones[0], field.asWords(zones));
  return field.form("Clock", [field.pair(local, zone)], "Set the clock",
    async () => {
      if (local.value === "") throw new Error("Choose a day and a time.");
      await put("clock", { local: local.value.slice(0, 16), zone: zone.value });
      happened();
    },
    [button("+1 h", move({ advance: "1h" })), button("+1 day", move({ advance: "24h" })), button("Real time", move({ real: true }))]);
}

function ruleDays(days) {
  const rows = days.flatMap(({ application, days: each }) => each.map((one) => [
    day(one.day), one.campaign, application.name, badge(one.state, one.state === "running" ? "good" : "plain"),
    button("Go to noon", move({ now: one.noon }), { className: "quiet", "aria-label": "Go to noon of the day of " + one.campaign }),
  ]));
  return table("Days of rules", ["To the rule's day", "Campaign", "Application", "State", ""], rows,
    "No campaign has a rule for a day yet.");
}

function shopForm(applications) {
  const application = field.choice("Application", applications[0].id, applications.map((each) => [each.id, each.name]));
  const customer = field.text("Customer", "customer-1001",
    { required: true, hint: "The profile's integration ID; one that is new is made." });
  return field.form("Shop", [field.pair(application, customer)], "Send a customer session",
    () => visit(Number(application.value), customer.value));
}

const set = (faults) => put("faults", { faults });

function faultTable({ faults }) {
  const rows = faults.map((each, i) => [code(each), button("End", attempt(async () => {
    await set(faults.filter((_, j) => j !== i));
    changed();
  }), { className: "quiet", "aria-label": "End " + each })]);
  return table("Faults in force", ["In force", ""], rows, "Nothing goes wrong.");
}

function faultForm({ faults, known }) {
  const name = field.choice("Fault", known[0].name, known.map((each) => [each.name, each.name + ": " + each.meaning]));
  const service = field.choice("Service", "", [["", "Both"], ["clevertap", "CleverTap"], ["talonone", "Talon.One"]]);
  const delay = field.text("For slow and late", "", { placeholder: "5s" });
  const where = field.text("Path begins with", "", { placeholder: "/1/upload" });
  return field.form("Fault", [name.node, field.pair(service, delay, where)], "Let it go wrong",
    async () => {
      const written = name.value + (delay.value ? "=" + delay.value : "") + (service.value ? ":" + service.value : "") + where.value;
      await set([...faults, written]);
      changed();
    }, [button("End all", attempt(async () => { await remove("faults"); changed(); }))]);
}
