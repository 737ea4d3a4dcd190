// Fields of a form. Each is an object with a node, its value, and the pointer
// under which a vendor's refusal names it ("/title"), so that what is wrong can be
// said where it is.

import { el, visible } from "./dom.js";

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
  const { type = "text", required, placeholder, min, max, list } = options;
  const control = el("input", { type, value: value ?? "", required, placeholder, min, max, autocomplete: "off", spellcheck: false });
  const field = labelled(label, control, options);
  if (list) {
    const choices = el("datalist", { id: control.id + "-list" }, list.map((each) => el("option", { value: each })));
    control.setAttribute("list", choices.id);
    field.node.append(choices);
  }
  return field;
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
  const control = el("select", {}, all.map(([each, words]) => el("option", { value: each }, visible(words))));
  if (value !== undefined) control.value = value;
  return labelled(label, control, options);
}

export function check(label, checked, options = {}) {
  const control = el("input", { type: "checkbox", checked: Boolean(checked), id: freshID() });
  const explained = options.hint ? el("p", { className: "hint", id: control.id + "-hint" }, options.hint) : null;
  if (explained) control.setAttribute("aria-describedby", explained.id);
  const node = el("div", { className: "field check", "data-pointer": options.pointer },
    control, el("label", { for: control.id }, visible(label)), explained);
  return { node, control, get value() { return control.checked; } };
}

// group holds fields that belong together under one name.
export const group = (legend, ...children) => el("fieldset", {}, el("legend", {}, legend), children);

// repeated is a list of rows that can be added to. make builds one row's fields
// from a value; each row has a value again.
export function repeated(what, values, make) {
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
  return { node: el("div", { className: "repeated" }, place, more), get value() { return rows.map((row) => row.value); } };
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
  problems.append(el("p", {}, "Not saved. " + visible(refusal.message)));
  for (const { pointer, details } of refusal.problems ?? []) {
    problems.append(el("p", {}, visible(details)));
    const controls = controlsAt(node, pointer);
    controls.forEach((control) => control.setAttribute("aria-invalid", "true"));
    controls[0]?.focus();
  }
}

// controlsAt finds /headers/2 by itself, or else what holds it: /headers.
function controlsAt(node, pointer) {
  for (let at = pointer ?? ""; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const found = [...node.querySelectorAll("[data-pointer]")].filter((each) => each.dataset.pointer === at);
    if (found.length > 0) return found.flatMap((each) => [...each.querySelectorAll("input, select, textarea")]);
  }
  return [];
}
