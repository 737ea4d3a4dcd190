// Customers: their profiles and what they did.

import { get, put } from "./ask.js";
import { badge, el, link, section, table } from "./dom.js";
import { eventTable } from "./clevertap-schema.js";
import * as field from "./fields.js";
import { changed, deletion, go, path } from "./go.js";
import { say } from "./notices.js";

const at = (identity) => "clevertap/customers/" + encodeURIComponent(identity);

export const all = {
  title: "Customers",
  path: "Data › Customers",
  load: async () => ({ customers: await get("clevertap/customers"), events: await get("clevertap/events") }),
  show: ({ customers, events }) => [
    table("Customers", ["Identity", "Name", "Email", "Reachable", "Events"], customers.map((each) => [
      link(each.identity, path("clevertap", "customers", each.identity)),
      written(each.data.Name), written(each.data.Email), reach(each.data),
      String(events.filter((event) => event.identity === each.identity).length),
    ]), "There is no customer."),
    section("Add a customer", newCustomer()),
  ],
};

const written = (value) => (value === undefined ? "" : String(value));

function reach(data) {
  if (!data.Email) return badge("No email", "warn");
  return data["MSG-email"] === false ? badge("Unsubscribed", "warn") : badge("By email", "good");
}

function newCustomer() {
  const identity = field.text("Identity", "", { required: true });
  return field.form("New customer", [identity.node], "+ Customer", async () => {
    if (identity.value.trim() === "") throw new Error("A customer needs an identity.");
    await put(at(identity.value), {});
    go(path("clevertap", "customers", identity.value));
  });
}

export const one = {
  title: ({ customer }) => customer.identity,
  path: "Data › Customers",
  load: async ({ id }) => {
    const customer = (await get("clevertap/customers")).find((each) => each.identity === id);
    if (!customer) throw new Error("There is no such customer.");
    const events = (await get("clevertap/events")).filter((each) => each.identity === id);
    return { customer, events, project: await get("clevertap/project") };
  },
  show: ({ customer, events, project }) => [
    section("Events", eventTable(events, project, false)),
    section("Profile", profile(customer)),
  ],
};

function profile(customer) {
  const name = field.text("Name", customer.data.Name);
  const email = field.text("Email", customer.data.Email);
  const phone = field.text("Phone", customer.data.Phone);
  const device = field.text("Push token of a device", customer.data.push_token);
  const subscribed = field.check("Subscribed to email (MSG-email)", customer.data["MSG-email"] !== false);
  const orNothing = (text) => (text === "" ? null : text);
  return field.form("Profile", [field.pair(name, email), field.pair(phone, device), subscribed.node], "Save", async () => {
    await put(at(customer.identity), {
      Name: orNothing(name.value), Email: orNothing(email.value), "MSG-email": subscribed.value,
      Phone: orNothing(phone.value), push_token: orNothing(device.value),
    });
    say("Profile of " + customer.identity + " saved.");
    changed();
  }, [deletion(at(customer.identity), "#/clevertap/customers")]);
}
