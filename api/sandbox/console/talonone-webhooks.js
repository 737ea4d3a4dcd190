// Account › Tools › Webhooks. The form refuses nothing that the real one would
// take: whoever rehearses must be able to get it wrong.

import { list, get, post, put } from "./ask.js";
import { badge, code, el, link, table } from "./dom.js";
import * as field from "./fields.js";
import { deletion, go, path } from "./go.js";
import { say } from "./notices.js";

const here = "Account › Tools › Webhooks";
const home = "#/talonone/webhooks";

export const all = {
  title: "Webhooks",
  path: here,
  live: true,
  load: async () => ({ webhooks: await list("talonone/webhooks"), applications: await list("talonone/applications") }),
  show: ({ webhooks, applications }) => [
    el("p", { className: "actions" }, link("Create Webhook", home + "/new", { className: "button primary" })),
    table("Webhooks", ["Name", "Applications", "Request", "Rule Builder"], webhooks.map((each) => [
      link(each.title, path("talonone", "webhooks", each.id)),
      named(each.applicationIds, applications),
      code(each.verb + " " + each.url),
      each.draft ? badge("Draft", "warn") : each.enabled ? badge("Displayed", "good") : badge("Not displayed", "warn"),
    ]), "There is no webhook yet."),
  ],
};

const named = (ids, applications) => (ids.length === 0 ? "All Applications"
  : applications.filter((each) => ids.includes(each.id)).map((each) => each.name).join(", "));

const choices = async () => ({
  applications: await list("talonone/applications"), credentials: await list("talonone/credentials"),
});

const blank = {
  title: "", description: "", applicationIds: [], params: [],
  verb: "POST", url: "", headers: [], payload: "", draft: false, enabled: false,
};

export const create = {
  title: "Create Webhook",
  path: here + " › Create Webhook",
  load: async () => ({ webhook: blank, ...(await choices()) }),
  show: (data) => webhookForm(data, "Create Webhook", async (wanted) => {
    await post("talonone/webhooks", wanted);
    say("Webhook " + wanted.title + " created.");
    go(home);
  }),
};

export const edit = {
  title: ({ webhook }) => webhook.title,
  path: here + " › Edit Webhook",
  load: async ({ id }) => ({ webhook: await get("talonone/webhooks/" + id), ...(await choices()) }),
  show: (data, { id }) => webhookForm(data, "Save", async (wanted) => {
    await put("talonone/webhooks/" + id, { ...data.webhook, ...wanted });
    say("Webhook " + wanted.title + " saved.");
  }, [deletion("talonone/webhooks/" + id, home)]),
};

function webhookForm({ webhook, applications, credentials }, submit, save, extra) {
  const properties = propertyFields(webhook, applications);
  const params = field.repeated("parameter", webhook.params, paramRow, "/params");
  const request = requestFields(webhook, credentials);
  const shown = field.check("Display in Rule Builder", webhook.enabled,
    { pointer: "/enabled", hint: "Only what is displayed there can be an effect of a rule." });
  const draft = field.check("Draft", webhook.draft,
    { pointer: "/draft", hint: "Saved to be finished later; not offered in the Rule Builder." });
  return field.form("Webhook", [
    field.group("Properties", ...properties.nodes),
    field.group("Parameters", params.node),
    field.group("Request", ...request.nodes),
    shown.node, draft.node,
  ], submit, () => save({
    ...properties.value(), params: params.value, ...request.value(), enabled: shown.value, draft: draft.value,
  }), extra);
}

export function propertyFields(webhook, applications) {
  const title = field.text("Name", webhook.title, { pointer: "/title", required: true });
  const description = field.text("Description", webhook.description, { pointer: "/description" });
  const chosen = applicationFields(webhook.applicationIds, applications);
  return {
    nodes: [title.node, description.node, chosen.node],
    value: () => ({ title: title.value, description: description.value, applicationIds: chosen.value }),
  };
}

// applicationFields hold a list of IDs; none at all is how the API says "all".
function applicationFields(ids, applications) {
  const everywhere = field.check("All Applications", ids.length === 0);
  const single = applications.map((each) => ({ id: each.id, box: field.check(each.name, ids.includes(each.id)) }));
  const settle = () => single.forEach(({ box }) => { box.control.disabled = everywhere.value; });
  everywhere.control.addEventListener("change", settle);
  settle();
  const node = field.group("Applications", everywhere.node, ...single.map(({ box }) => box.node));
  node.dataset.pointer = "/applicationIds";
  return { node, get value() { return everywhere.value ? [] : single.filter(({ box }) => box.value).map(({ id }) => id); } };
}

const types = field.asWords(["string", "boolean", "number", "time", "(list string)", "(list number)"]);

function paramRow(param = { type: "string", title: "", description: "" }) {
  const type = field.choice("Param type", param.type, types);
  const name = field.text("Param name", param.title);
  const description = field.text("Param description", param.description);
  return {
    fields: [type, name, description],
    get value() { return { ...param, type: type.value, title: name.value, description: description.value }; },
  };
}

const verbs = field.asWords(["POST", "PUT", "GET", "DELETE", "PATCH"]);

function requestFields(webhook, credentials) {
  const verb = field.choice("Verb", webhook.verb, verbs, { pointer: "/verb" });
  const url = field.text("URL", webhook.url, { pointer: "/url", className: "wide" });
  const headers = field.repeated("header", webhook.headers, headerRow, "/headers");
  const payload = field.area("Payload", webhook.payload,
    { pointer: "/payload", rows: 6, className: "wide code", hint: "A parameter stands in it as ${$ParamName}." });
  const credential = field.choice("Credential", webhook.authenticationId ?? 0,
    [[0, "None"], ...credentials.map((each) => [each.id, each.name])],
    { pointer: "/authenticationId", hint: "Its headers are added to those above." });
  return {
    nodes: [field.pair(verb, url), headers.node, payload.node, credential.node],
    value: () => ({
      verb: verb.value, url: url.value, headers: headers.value, payload: payload.value,
      authenticationId: Number(credential.value),
    }),
  };
}

function headerRow(header = "") {
  const line = field.text("Header", header, { placeholder: "Name: value", className: "wide" });
  return { fields: [line], get value() { return line.value; } };
}
