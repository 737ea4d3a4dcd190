// Account › Integrations › CleverTap: where Talon.One's own integration sends, and
// webhooks made from its template.

import { get, list, post, put } from "./ask.js";
import { note } from "./dom.js";
import * as field from "./fields.js";
import { go } from "./go.js";
import { say } from "./notices.js";
import { propertyFields } from "./talonone-webhooks.js";

export const cleverTap = {
  title: "CleverTap",
  path: "Account › Integrations › CleverTap",
  load: async () => ({ policy: await get("talonone/integrations/clevertap"), applications: await list("talonone/applications") }),
  show: ({ policy, applications }) => [
    note("A passcode that is saved is never shown again: left as [hidden], it stays what it is."),
    connectionForm(policy),
    templateForm(applications),
  ],
};

function connectionForm(policy) {
  const baseUrl = field.text("Base URL", policy.baseUrl, { className: "wide", required: true });
  const accountId = field.text("Project ID", policy.accountId, { required: true });
  const passcode = field.text("Passcode", policy.passcode, { required: true });
  return field.form("Connection", [baseUrl.node, accountId.node, passcode.node], "Save", async () => {
    await put("talonone/integrations/clevertap", { baseUrl: baseUrl.value, accountId: accountId.value, passcode: passcode.value });
    say("CleverTap integration saved.");
  });
}

function templateForm(applications) {
  const properties = propertyFields({ title: "", description: "", applicationIds: [] }, applications);
  return field.form("Webhook from the template", properties.nodes, "Create Webhook", async () => {
    const wanted = properties.value();
    await post("talonone/integrations/clevertap/webhooks", wanted);
    say("Webhook " + wanted.title + " created.");
    go("#/talonone/webhooks");
  });
}
