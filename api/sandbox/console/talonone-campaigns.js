// Application › Campaigns: the list, Create Campaign, and a campaign's settings and
// coupons. What a form does not show goes back to the vendor as it came.

import { get, list, post, put } from "./ask.js";
import { badge, button, code, day, el, link, table, time } from "./dom.js";
import * as field from "./fields.js";
import { changed, deletion, go, path } from "./go.js";
import { attempt, say } from "./notices.js";

export const base = (app) => "talonone/applications/" + encodeURIComponent(app) + "/campaigns";
const address = (app, ...rest) => path("talonone", "applications", app, "campaigns", ...rest);

const applicationOf = async (app) => (await list("talonone/applications")).find((each) => String(each.id) === app);

export const all = {
  title: "Campaigns",
  path: ({ application }) => application.name + " › Campaigns",
  live: true,
  load: async ({ app }) => ({
    application: await applicationOf(app), campaigns: await list(base(app)),
    days: await list("talonone/applications/" + app + "/rule_days"),
  }),
  show: ({ campaigns, days }, { app }) => [
    el("p", { className: "actions" }, link("Create Campaign", address(app, "new"), { className: "button primary" })),
    table("Campaigns", ["Name", "State", "Rule on", "Coupons", "Tags"], campaigns.map((each) => [
      link(each.name, address(app, each.id)),
      stateBadge(each.frontendState),
      dayOf(each, days),
      String(each.couponCreationCount),
      each.tags.join(", "),
    ]), "There is no campaign yet."),
  ],
};

function dayOf(campaign, days) {
  const found = days.find((each) => each.campaignId === campaign.id);
  return found ? day(found.day) : "";
}

const tones = { running: "good", scheduled: "plain", disabled: "plain", expired: "warn", archived: "warn" };

const stateBadge = (state) => badge(capital(state), tones[state]);

const capital = (word) => word[0].toUpperCase() + word.slice(1);

const blank = {
  name: "", description: "", tags: [], features: ["coupons"], limits: [], state: "disabled",
  couponSettings: { couponPattern: "", validCharacters: [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"] },
};

export const create = {
  title: "Create Campaign",
  path: ({ application }) => application.name + " › Campaigns › Create Campaign",
  load: async ({ app }) => ({ application: await applicationOf(app) }),
  show: (_, { app }) => campaignForm(blank, "Create Campaign", async (wanted) => {
    const made = await post(base(app), wanted);
    say("Campaign " + made.name + " created. It is disabled.");
    go(address(app, made.id, "rule"));
  }),
};

// load and tabs are shared by the pages of one campaign.
export const load = async ({ app, id }) => ({ application: await applicationOf(app), campaign: await get(base(app) + "/" + id) });

export const pathOf = (page) => ({ application, campaign }) => application.name + " › Campaigns › " + campaign.name + " › " + page;

export function tabs({ campaign }, { app, id }, here) {
  const pages = [["Settings", address(app, id)], ["Rule Builder", address(app, id, "rule")], ["Coupons", address(app, id, "coupons")]];
  const active = campaign.state === "enabled";
  const turn = async () => {
    await put(base(app) + "/" + id + "/state", { state: active ? "disabled" : "enabled" });
    say("Campaign " + campaign.name + (active ? " deactivated." : " activated."));
    changed();
  };
  return el("div", { className: "campaign" },
    el("nav", { className: "tabs", "aria-label": "Campaign" },
      pages.map(([text, href]) => link(text, href, { "aria-current": text === here ? "page" : null }))),
    stateBadge(campaign.frontendState),
    button(active ? "Deactivate" : "Activate", attempt(turn), { id: "turn" }));
}

export const settings = {
  title: ({ campaign }) => campaign.name,
  path: pathOf("Settings"),
  load,
  show: (data, parameters) => [
    tabs(data, parameters, "Settings"),
    campaignForm(data.campaign, "Save", async (wanted) => {
      await put(base(parameters.app) + "/" + parameters.id, { ...data.campaign, ...wanted });
      say("Campaign " + wanted.name + " saved.");
      changed();
    }, [deletion(base(parameters.app) + "/" + parameters.id, address(parameters.app))]),
  ],
};

const features = ["coupons", "referrals", "loyalty", "giveaways", "strikethrough", "achievements"];

function campaignForm(campaign, submit, save, extra) {
  const name = field.text("Name", campaign.name, { pointer: "/name", required: true });
  const description = field.text("Description", campaign.description, { pointer: "/description" });
  const tags = field.text("Tags", campaign.tags.join(", "), { pointer: "/tags", hint: "Between commas." });
  const boxes = features.map((each) => ({ each, box: field.check(capital(each), campaign.features.includes(each)) }));
  const codes = codeFields(campaign.couponSettings);
  const limits = field.repeated("limit", campaign.limits, limitRow, "/limits");
  const value = () => ({
    name: name.value, description: description.value, tags: words(tags.value),
    features: boxes.filter(({ box }) => box.value).map(({ each }) => each),
    couponSettings: codes.value, limits: limits.value, state: campaign.state,
  });
  return field.form("Campaign", [
    name.node, description.node, tags.node,
    field.group("Features", el("div", { className: "boxes" }, boxes.map(({ box }) => box.node))),
    field.group("Coupon codes", codes.node),
    field.group("Limits", limits.node),
  ], submit, () => save(value()), extra);
}

const words = (text) => text.split(",").map((each) => each.trim()).filter((each) => each !== "");

// codeFields keep the vendor's default pattern where none is typed.
function codeFields(was = blank.couponSettings) {
  const pattern = field.text("Code pattern", was.couponPattern,
    { pointer: "/couponSettings", hint: "Each # becomes one of the valid characters. Empty: the vendor's default." });
  const characters = field.text("Valid characters", was.validCharacters.join(""), { className: "wide" });
  return {
    node: el("div", {}, pattern.node, characters.node),
    get value() {
      return pattern.value === "" ? undefined : { couponPattern: pattern.value, validCharacters: [...characters.value] };
    },
  };
}

const actions = [
  ["createCoupon", "Coupons created"], ["redeemCoupon", "Coupons redeemed"],
  ["callApi", "Webhooks triggered"], ["setDiscount", "Discount value"],
];
const entities = [["", "In all"], ["Profile", "Per customer profile"], ["Session", "Per session"], ["Coupon", "Per coupon"]];
const periods = [["", "Ever"], ["daily", "Daily"], ["weekly", "Weekly"], ["monthly", "Monthly"], ["yearly", "Yearly"]];

function limitRow(was = { action: "createCoupon", limit: 1, entities: ["Profile"] }) {
  const action = field.choice("Limit on", was.action, actions);
  const limit = field.number("At most", was.limit, { min: 0 });
  const entity = field.choice("Counted", was.entities.join(","), entities);
  const period = field.choice("Period", was.period ?? "", periods);
  return {
    fields: [action, limit, entity, period],
    get value() {
      return {
        ...was, action: action.value, limit: limit.value, entities: words(entity.value), period: period.value || undefined,
      };
    },
  };
}

export const coupons = {
  title: ({ campaign }) => campaign.name,
  path: pathOf("Coupons"),
  live: true,
  load: async (parameters) => ({
    ...(await load(parameters)), coupons: await list(base(parameters.app) + "/" + parameters.id + "/coupons"),
  }),
  show: (data, parameters) => [
    tabs(data, parameters, "Coupons"),
    table("Coupons", ["Code", "Recipient", "Redemption limit", "Redeemed", "Created"], data.coupons.toReversed().map((each) => [
      code(each.value), each.recipientIntegrationId ?? "anyone", each.usageLimit === 0 ? "unlimited" : String(each.usageLimit),
      String(each.usageCounter), time(each.created, data.application.timezone, true),
    ]), "No coupon yet. A rule makes one when the shop calls on its day."),
  ],
};
