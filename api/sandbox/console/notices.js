// What just happened, said where a screen reader hears it too.

import { el } from "./dom.js";

const shownFor = 12_000; // milliseconds; what went wrong stays until it is dismissed

export function say(...lines) {
  const place = document.getElementById("said");
  const notice = paragraph(lines, place);
  place.replaceChildren(notice);
  setTimeout(() => notice.remove(), shownFor);
}

export function complain(error) {
  const place = document.getElementById("wrong");
  const details = (error.problems ?? []).map((each) => each.details);
  place.replaceChildren(paragraph([error.message, ...details], place));
}

function paragraph(lines, place) {
  const close = el("button", { type: "button", className: "close", "aria-label": "Dismiss" }, "×");
  close.addEventListener("click", () => place.replaceChildren());
  return el("div", { className: "notice" }, el("div", {}, lines.map((line) => el("p", {}, line))), close);
}

// attempt runs an action of a button and complains where it fails.
export const attempt = (act) => async () => {
  try {
    document.getElementById("wrong").replaceChildren();
    await act();
  } catch (error) {
    complain(error);
  }
};
