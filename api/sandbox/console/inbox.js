// The customers' inbox as a mail program shows it: the list, and one message. A
// message keeps its number, which counts from the oldest.

import { get, remove } from "./ask.js";
import { el, facts, time, twice } from "./dom.js";
import { asWords, choice } from "./fields.js";
import { go, path } from "./go.js";
import { attempt } from "./notices.js";

const none = "Nothing yet. A message comes when a running CleverTap campaign meets its event.";

let mailbox = ""; // whose mail is shown; empty: everybody's

export const all = {
  title: "Inbox",
  path: "What customers have received",
  live: true,
  load: async () => ({ emails: (await get("inbox")).emails, project: await get("clevertap/project"), mailbox }),
  show: ({ emails, project }, { number }) => {
    if (emails.length === 0) return el("p", { className: "empty" }, none);
    const numbered = emails.map((email, i) => ({ email, number: String(i + 1) }))
      .filter(({ email }) => mailbox === "" || email.to === mailbox);
    const shown = numbered.find((each) => each.number === number) ?? numbered.at(-1);
    return [filters(emails), el("div", { className: "mail" },
      el("ul", { className: "mails", "aria-label": "Messages" }, numbered.toReversed().map((each) => row(each, each === shown, project))),
      shown ? message(shown.email, project) : null)];
  },
};

function filters(emails) {
  const receivers = [...new Set(emails.map((each) => each.to))].sort();
  const of = choice("Mailbox", mailbox, [["", "Everybody's"], ...asWords(receivers)]);
  of.control.id = "mailbox";
  of.node.querySelector("label").htmlFor = "mailbox";
  of.control.addEventListener("change", () => { mailbox = of.value; go("#/inbox"); });
  return el("div", { className: "actions" }, of.node, twice("Empty", "Remove all messages?", attempt(async () => {
    await remove("clevertap/inbox");
    go("#/inbox");
  })));
}

// named is who a message is from, or what it is where its channel tells no sender.
const named = ({ channel, sender }) => sender || { sms: "SMS", push: "Push notification", whatsapp: "WhatsApp message" }[channel] || "No sender";

const row = ({ email, number }, here, project) => el("li", {},
  el("a", { href: path("inbox", number), "aria-current": here ? "true" : null },
    el("span", { className: "who" }, named(email)), time(email.at, project.time_zone),
    el("span", { className: "what" }, email.subject || email.body),
    el("span", { className: "to" }, "to " + email.to)));

const message = (email, project) => el("article", { className: "message", "aria-label": "Message" },
  el("h2", {}, email.subject || named(email)),
  facts([["From", named(email)], ["To", email.to], ["Customer", email.identity],
    ["Campaign", email.campaign], ["Received", time(email.at, project.time_zone, true)]]),
  el("div", { className: "body" }, email.body.replaceAll(/<[^<>]*>/g, ""))); // of HTML, the text
