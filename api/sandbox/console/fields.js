// Fields of a form. Each is an object with a node, its value, and the pointer
// under which a vendor's refusal names it ("/title"), so that what is wrong can be
// said where it is.

import { el } from "./dom.js";

let count = 0;
const freshID = () => "f" + ++count;

function labelled(label, control, { hint, pointer, className = "" } = {}) {
  control.id = freshID();
  const explained = hint ? el("p", { className: "hint", id: control.id + "-hint" }, hint) : null;
  if (explained) control.setAttribute("aria-describedby", explained.id);
  const node = el("div", { className: "field " + className, "data-pointer": pointer },
    el("label", { for: control.id }, label), control, explained);
  return { node, control, get value() { return control.value; } };
}

export function text(label, value = "", options = {}) {
  const { type = "text", required, placeholder, min } = options;
  const control = el("input", { type, value: value ?? "", required, placeholder, min, autocomplete: "off", spellcheck: false });
  return labelled(label, control, options);
}

export function number(label, value, options = {}) {
  const field = text(label, value, { ...options, type: "number" });
  return { node: field.node, control: field.control, get value() { return Number(field.control.value); } };
}

export const area = (label, value = "", options = {}) => labelled(label,
  el("textarea", { value: value ?? "", rows: options.rows ?? 5, spellcheck: false, required: options.required }), options);

// choice takes [value, words] pairs. A value that is not among them is added as
// it is: a form never changes what it only shows.
export function choice(label, value, pairs, options = {}) {
  const known = pairs.some(([each]) => String(each) === String(value));
  const all = known || value === undefined ? pairs : [...pairs, [value, value]];
  const control = el("select", {}, all.map(([each, words]) => el("option", { value: each }, words)));
  if (value !== undefined) control.value = value;
  return labelled(label, control, options);
}

export function check(label, checked, options = {}) {
  const control = el("input", { type: "checkbox", checked: Boolean(checked), id: freshID() });
  const explained = options.hint ? el("p", { className: "hint", id: control.id + "-hint" }, options.hint) : null;
  if (explained) control.setAttribute("aria-describedby", explained.id);
  const node = el("div", { className: "field check", "data-pointer": options.pointer },
    control, el("label", { for: control.id }, label), explained);
  return { node, control, get value() { return control.checked; } };
}

// pair puts fields side by side where there is room.
export const pair = (...fields) => el("div", { className: "pair" }, fields.map((field) => field.node));

// asWords makes [value, words] pairs of values that are their own words.
export const asWords = (values) => values.map((each) => [each, each]);

// group holds fields that belong together under one name.
export const group = (legend, ...children) => el("fieldset", {}, el("legend", {}, legend), children);

// repeated is a list of rows that can be added to. make builds one row's fields
// from a value; each row has a value again.
export function repeated(what, values, make, pointer) {
  const rows = [];
  const place = el("div", { className: "rows" });
  const more = el("button", { type: "button", className: "quiet" }, "Add " + what);
  const add = (value) => {
    const row = make(value);
    const gone = el("button", { type: "button", className: "quiet remove", title: "Remove this " + what }, "Remove");
    row.node = el("div", { className: "row", role: "group", "aria-label": what }, row.fields.map((field) => field.node), gone);
    gone.addEventListener("click", () => { rows.splice(rows.indexOf(row), 1); row.node.remove(); more.focus(); });
    rows.push(row);
    place.append(row.node);
    return row;
  };
  more.addEventListener("click", () => add().fields[0].control.focus());
  values.forEach(add);
  return {
    node: el("div", { className: "repeated", "data-pointer": pointer }, place, more),
    get value() { return rows.map((row) => row.value); },
  };
}

// form sends what save makes of its fields. A refusal marks the fields that it
// points at and is read out whole.
export function form(label, children, submitText, save, extra = []) {
  const submit = el("button", { type: "submit", className: "primary" }, submitText);
  const problems = el("div", { className: "problems", role: "alert" });
  const node = el("form", { "aria-label": label, noValidate: true }, children, problems,
    el("div", { className: "actions" }, submit, extra));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-disabled") === "true") return;
    submit.setAttribute("aria-disabled", "true");
    unmark(node, problems);
    try {
      await save();
    } catch (refusal) {
      mark(node, problems, refusal);
    } finally {
      submit.removeAttribute("aria-disabled");
    }
  });
  return node;
}

function unmark(node, problems) {
  problems.replaceChildren();
  for (const each of node.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
}

function mark(node, problems, refusal) {
  const all = refusal.problems ?? [];
  problems.append(...["Not saved. " + refusal.message, ...all.map((each) => each.details)].map((line) => el("p", {}, line)));
  const wrong = all.flatMap((each) => controlsAt(node, each.pointer));
  wrong.forEach((control) => control.setAttribute("aria-invalid", "true"));
  wrong[0]?.focus();
}

// controlsAt finds the field of a pointer, the row that /headers/2 counts to, or
// else what holds either.
function controlsAt(node, pointer) {
  const at = (path) => [...node.querySelectorAll("[data-pointer]")].find((each) => each.dataset.pointer === path);
  for (let path = pointer ?? ""; path !== ""; path = path.slice(0, path.lastIndexOf("/"))) {
    const cut = path.lastIndexOf("/");
    const found = at(path) ?? at(path.slice(0, cut))?.querySelectorAll(".row")[Number(path.slice(cut + 1))];
    if (found) return [...found.querySelectorAll("input, select, textarea")];
  }
  return [];
}
