// Account › Logs › Webhook Logs: each attempt to deliver, newest first, with what was
// sent and what came back.

import { list } from "./ask.js";
import { badge, el, note, time } from "./dom.js";

export const all = {
  title: "Webhook Logs",
  path: "Account › Logs › Webhook Logs",
  live: true,
  load: async () => ({
    entries: await list("talonone/message_logs?entityType=webhook"),
    zone: (await list("talonone/applications"))[0].timezone,
  }),
  show: ({ entries, zone }) => [
    note("Delivered is any answer from 200 to 299. CleverTap answers 200 to failures too: its own words are in the response."),
    entries.length === 0 ? el("p", { className: "empty" }, "No webhook was sent yet.")
      : el("div", { className: "log" }, entries.map((each) => entry(each, zone))),
  ],
};

function entry(one, zone) {
  const delivered = one.response.status >= 200 && one.response.status < 300;
  return el("details", { "data-key": one.id },
    el("summary", {},
      badge(one.response.status ? String(one.response.status) : "no answer", delivered ? "good" : "bad"), " ",
      el("strong", {}, one.webhookName), " ", time(one.createdAt, zone, true)),
    el("h3", {}, "Request"), raw(one.request.request),
    el("h3", {}, "Response"), raw(one.response.response));
}

// raw shows bytes that came as base64, without the values that open a door.
function raw(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const text = new TextDecoder().decode(bytes).replaceAll("\r", "");
  return el("pre", { tabIndex: 0 }, text.replace(/^((?:x-clevertap-passcode|authorization):).*$/gim, "$1 ●●●●"));
}
