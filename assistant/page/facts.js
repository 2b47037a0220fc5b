// What is known about a document, in a line and in a list.

import { element } from "./dom.js";
import { when } from "./place.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */

/**
 * Whether it can be relied on: a word, and a sign that does not depend on colour; nothing where nothing says.
 * @param {T.Facets} facets @param {T.Freshness} is
 */
export function freshness(facets, is) {
  if (is === "plain") return "";
  const told = is === "superseded" && facets.status ? facets.status : words.fresh[is];
  return element(
    "span",
    { class: `fresh is-${is}`, title: reviewOf(facets, is) || null },
    is === "superseded" ? capital(told) : told,
  );
}

/**
 * Kind, date, owner and freshness in one line.
 * @param {T.SourceText} source
 */
export function factLine({ facets, freshness: is }) {
  const told = [words.kinds[facets.kind], when(facets.date), facets.owner].filter(Boolean).join(" · ");
  return element("p", { class: "facts" }, told, is === "plain" ? "" : " · ", freshness(facets, is));
}

/**
 * All that a reader may want to know, with a name for each.
 * @param {T.SourceText} source
 */
export function factList({ facets, source, freshness: is }) {
  const people = facets.people.map(({ name, role }) => (role ? `${name} (${role})` : name));
  /** @type {[string, string][]} */
  const told = [
    [words.people, people.join(", ")],
    [words.partners, facets.partners.join(", ")],
    [words.alliances, facets.alliances.join(", ")],
    [words.freshness, reviewOf(facets, is)],
    [words.audience, facets.audience],
    [words.file, source],
  ];
  const pairs = told
    .filter(([, value]) => value)
    .flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
  return element("dl", { class: "fact-list" }, ...pairs);
}

/** @param {T.Facets} facets @param {T.Freshness} is */
function reviewOf(facets, is) {
  if (!facets.review_date) return "";
  const date = when(facets.review_date);
  return is === "due" ? words.dueSince(date) : words.reviewedUntil(date);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
