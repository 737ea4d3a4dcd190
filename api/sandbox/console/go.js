// How views move on: to another address, or to the same one with what is new.

import { remove } from "./ask.js";
import { twice } from "./dom.js";
import { attempt } from "./notices.js";

// changed shows the view anew: it has just changed what it shows.
export const changed = () => dispatchEvent(new Event("changed"));

// happened is for what went on elsewhere: live views look again at once, and a
// form that somebody is filling in stays as it is.
export const happened = () => dispatchEvent(new Event("happened"));

export function go(address) {
  if (location.hash === address) changed();
  else location.hash = address;
}

// deletion is the button that ends an edit form, and the way back from it.
export const deletion = (at, home) => twice("Delete", "Delete for good?", attempt(async () => {
  await remove(at);
  go(home);
}));

// path writes parts into an address, each encoded.
export const path = (...parts) => "#/" + parts.map(encodeURIComponent).join("/");
