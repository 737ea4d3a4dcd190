// The Rule Builder, as far as this one kind of rule needs it: a condition on the
// current day, the effect that creates a coupon code, and the webhook's effect with
// what its parameters are bound to. Nothing is bound until somebody chooses.

import { list, maybe, put } from "./ask.js";
import { el, note } from "./dom.js";
import * as field from "./fields.js";
import { changed } from "./go.js";
import { say } from "./notices.js";
import { base, load, pathOf, tabs } from "./talonone-campaigns.js";

// The customer of the session is what the vendor's API takes for the default.
const recipients = [["", "Current Customer (Friend)"], ["Advocate.IntegrationId", "Advocate (Referrer)"]];

export const builder = {
  title: ({ campaign }) => campaign.name,
  path: pathOf("Rule Builder"),
  load: async (parameters) => {
    const at = base(parameters.app) + "/" + parameters.id;
    const application = "talonone/applications/" + parameters.app;
    return {
      ...(await load(parameters)), rule: await maybe(at + "/day_rule"), rulesets: await list(at + "/rulesets"),
      campaigns: await list(base(parameters.app)), webhooks: await list("talonone/webhooks"),
      attributes: await list(application + "/rule_attributes"), applications: await list("talonone/applications"),
    };
  },
  show: (data, parameters) => [tabs(data, parameters, "Rule Builder"), warning(data), ruleForm(data, parameters), stored(data)],
};

function warning({ rule, rulesets }) {
  if (rule || rulesets.length === 0) return null;
  return el("p", { className: "warning", role: "note" }, 
    "This campaign has rules that this form can't show. Saving replaces them; below is how they are stored.");
}

const blank = { title: "", day: "", redemptionLimit: 1, storeInSession: false, webhookId: 0, bindings: {} };

function ruleForm(data, parameters) {
  const rule = data.rule ?? blank;
  const title = field.text("Rule name", rule.title, { pointer: "/title", required: true });
  const condition = conditionFields(rule, data);
  const coupon = couponFields(rule, data);
  const webhook = webhookFields(rule, data);
  return field.form("Rule", [
    title.node,
    field.group("Condition: Check attribute value", ...condition.nodes),
    field.group("Effect: Create coupon code", ...coupon.nodes),
    field.group("Effect: Webhook", ...webhook.nodes),
  ], "Save rule", async () => {
    await put(base(parameters.app) + "/" + parameters.id + "/day_rule",
      { title: title.value, ...condition.value(), ...coupon.value(), ...webhook.value() });
    say("Rule " + title.value + " saved.");
    changed();
  });
}

function conditionFields(rule, { application, applications }) {
  const zones = new Set([...applications.map((each) => each.timezone), "UTC"]);
  zones.delete(application.timezone);
  const date = field.text("Day", rule.day, { type: "date", pointer: "/day", required: true });
  const zone = field.choice("Time zone", rule.zone ?? "", 
    [["", application.timezone + " (the Application's)"], ...field.asWords([...zones])], { pointer: "/zone" });
  return {
    nodes: [el("p", { className: "sentence" }, "Current time › is on exact day"), field.pair(date, zone)],
    value: () => ({ day: date.value, zone: zone.value }),
  };
}

function couponFields(rule, { campaign, campaigns }) {
  const others = campaigns.filter((each) => each.id !== campaign.id).map((each) => [each.id, each.name]);
  const owner = field.choice("Campaign", rule.campaignId ?? 0, [[0, "Current campaign"], ...others]);
  const recipient = field.choice("Recipient", rule.recipient ?? "", recipients);
  const limit = field.number("Redemption limit", rule.redemptionLimit,
    { min: 0, pointer: "/redemptionLimit", hint: "How often each code can be redeemed. 0: without limit." });
  const store = field.check("Store in session", rule.storeInSession, { hint: "Later effects can use the generated coupon." });
  return {
    nodes: [field.pair(owner, recipient), limit.node, store.node],
    value: () => ({
      campaignId: Number(owner.value), recipient: recipient.value,
      redemptionLimit: limit.value, storeInSession: store.value,
    }),
  };
}

// offered are the webhooks that the Rule Builder would list.
const offered = (webhooks, application) => webhooks.filter((each) => each.enabled && !each.draft &&
  (each.applicationIds.length === 0 || each.applicationIds.includes(application.id)));

function webhookFields(rule, { application, webhooks, attributes }) {
  const list = offered(webhooks, application);
  const used = webhooks.find((each) => each.id === rule.webhookId);
  if (used && !list.includes(used)) list.push(used);
  const missing = webhooks.length - list.length;
  const chosen = field.choice("Webhook", rule.webhookId, [[0, "No webhook"], ...list.map((each) => [each.id, each.title])], {
    pointer: "/webhookId",
    hint: missing > 0 ? missing + " more: a draft, not displayed in the Rule Builder, or of another Application." : undefined,
  });
  const place = el("div", { "data-pointer": "/bindings" });
  let bindings = [];
  const draw = () => {
    const hook = webhooks.find((each) => String(each.id) === chosen.value);
    bindings = (hook?.params ?? []).map((param) => bindingField(param, rule.bindings?.[param.title], attributes));
    place.replaceChildren(...bindings.map((each) => each.field.node));
  };
  chosen.control.addEventListener("change", draw);
  draw();
  return {
    nodes: [chosen.node, place],
    value: () => ({
      webhookId: Number(chosen.value),
      bindings: Object.fromEntries(bindings.map((each) => [each.name, each.field.value])),
    }),
  };
}

const bindingField = (param, bound = "", attributes) => ({
  name: param.title,
  field: field.choice(param.title, bound, [["", "Choose an attribute"], ...attributes.map((each) => [each.path, each.title])]),
});

function stored({ rulesets, campaign }) {
  const active = rulesets.find((each) => each.id === campaign.activeRulesetId) ?? rulesets[0];
  if (!active) return note("This campaign has no rule yet.");
  return el("details", { "data-key": "stored" }, el("summary", {}, "The ruleset as it is stored (Talang)"),
    el("pre", { tabIndex: 0 }, JSON.stringify(active, null, 2)));
}
