// "Not found" helps on: what is missing, the passages that come nearest, and who owns the documents they stand in.

import { call } from "./api.js";
import { citationCard } from "./cards.js";
import { element } from "./dom.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Open} from "./cards.js" */

/**
 * @param {T.Answer} answer @param {Open} open
 * @returns {HTMLElement[]}
 */
export function notFound(answer, open) {
  const people = element("ul", { class: "people" });
  const whom = element("section", { hidden: true }, element("h3", {}, words.whomToAsk), people);
  void owners(answer.nearest, people).then((some) => (whom.hidden = !some));
  const nearest = answer.nearest.map((each) => citationCard(each, null, open));
  return [
    element("p", { class: "not-found-sign" }, words.notFound),
    ...answer.text.split("\n").map((line) => element("p", {}, line)),
    ...(nearest.length
      ? [element("section", {}, element("h3", {}, words.nearest), element("ul", { class: "cards" }, ...nearest))]
      : []),
    whom,
    element("p", {}, element("a", { href: "#/known" }, words.lookAround)),
  ];
}

/**
 * Fill the list with the owners of these documents; whether there are any.
 * @param {T.Citation[]} nearest @param {HTMLElement} list
 */
async function owners(nearest, list) {
  const ids = [...new Set(nearest.map((each) => each.document_id))];
  /** @type {T.SourceText[]} */
  const found = await Promise.all(ids.map((id) => call("GET", `/v1/sources/${id}`))).catch(() => []);
  const owned = new Map(found.filter(({ facets }) => facets.owner).map(({ facets }) => [facets.owner, facets.title]));
  for (const [owner, title] of owned) list.append(element("li", {}, words.owns(owner, title)));
  return owned.size > 0;
}
