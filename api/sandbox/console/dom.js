// Building blocks of the page. Whatever comes out of an account goes into the
// document as text: names there may hold HTML, control characters, anything.

// el makes an element. Properties are set as such; those with a dash or in
// attributesOnly are set as attributes. Children are nodes, texts, or lists of
// them; a text is made visible, and null is nothing.
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || attributesOnly.has(name)) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...nodes(children));
  return node;
}

export const nodes = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined)
  .map((child) => (child instanceof Node ? child : visible(child)));

const attributesOnly = new Set(["for", "role", "colspan", "datetime"]);

// visible shows control characters and those that turn the reading direction as
// what they are, so that a name can't hide a part of itself.
export function visible(value) {
  return String(value ?? "").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (c) => "\\u" + c.codePointAt(0).toString(16).padStart(4, "0"));
}

export const link = (text, href, properties = {}) => el("a", { href, ...properties }, text);

export const note = (text) => el("p", { className: "note" }, text);

export const code = (text) => el("code", {}, text);

// badge says a state in a word; its colour only repeats it.
export const badge = (text, tone = "plain") => el("span", { className: "badge " + tone }, text);

// button does something when pressed, and is out of reach while that runs.
export function button(text, act, properties = {}) {
  const node = el("button", { type: "button", ...properties }, text);
  node.addEventListener("click", () => busy(node, act));
  return node;
}

async function busy(node, act) {
  if (node.getAttribute("aria-disabled") === "true") return;
  node.setAttribute("aria-disabled", "true");
  try {
    await act();
  } finally {
    node.removeAttribute("aria-disabled");
  }
}

// twice asks before it does what can't be taken back: the first press changes
// the words, the second does it.
export function twice(text, question, act) {
  const node = el("button", { type: "button", className: "quiet" }, text);
  const reset = () => { node.textContent = text; node.classList.remove("danger"); };
  node.addEventListener("blur", reset);
  node.addEventListener("click", () => {
    if (node.textContent === question) { busy(node, act); return; }
    node.textContent = question;
    node.classList.add("danger");
  });
  return node;
}

// table has a caption for those who can't see where it stands. Each row is a
// list of cells; narrow screens show a row as a block, with the heads as labels.
export function table(caption, heads, rows, empty) {
  if (rows.length === 0) return el("p", { className: "empty" }, empty);
  const body = rows.map((cells) => el("tr", {}, cells.map((cell, i) => el("td", { "data-head": heads[i] }, cell))));
  return el("table", {},
    el("caption", { className: "unseen" }, caption),
    el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, body));
}

// facts is a list of names and values.
export const facts = (pairs) => el("dl", { className: "facts" },
  pairs.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));

export const section = (title, ...children) => el("section", {}, el("h2", {}, title), children);

// time writes an instant in words, in the zone given.
export function time(instant, zone, seconds = false) {
  const written = new Intl.DateTimeFormat("en-GB", {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
    second: seconds ? "2-digit" : undefined, timeZone: zone,
  }).format(new Date(instant));
  return el("time", { datetime: instant, title: zone }, written);
}

// day writes 2027-01-01 as 1 January 2027.
export const day = (date) => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(date + "T00:00:00Z"));
