// Cited and found passages as cards: the title, who, when and where, and the words. A click opens the source there.

import { element } from "./dom.js";
import { excerpt } from "./excerpt.js";
import { placeOf } from "./place.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @typedef {{id: string, start: number, end: number, located: T.Located | null}} Spotted where to open a document */
/** @typedef {(spotted: Spotted) => void} Open */

/**
 * A citation; `number` is what the answer refers to it by, or null where nothing does.
 * @param {T.Citation} citation @param {number | null} number @param {Open} open
 */
export function citationCard(citation, number, open) {
  return card(citation, citation.quote, number, open);
}

/**
 * A passage that a search found.
 * @param {T.Hit} hit @param {Open} open
 */
export function hitCard(hit, open) {
  return card(hit, hit.reading ?? hit.text, null, open);
}

/**
 * What to open to see these words where they stand.
 * @param {T.Located} located @returns {Spotted}
 */
export function spotted(located) {
  return { id: located.document_id, start: located.start, end: located.end, located };
}

/** @param {T.Located} located @param {string} text @param {number | null} number @param {Open} open */
function card(located, text, number, open) {
  const onclick = () => open(spotted(located));
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", class: "card", title: words.openAt(located.document), onclick, "data-number": number },
      element(
        "span",
        { class: "card-title" },
        number !== null && element("span", { class: "number" }, String(number)),
        located.document,
      ),
      element("span", { class: "card-place" }, placeOf(located)),
      element("span", { class: "card-quote" }, excerpt(text, located.section)),
    ),
  );
}
