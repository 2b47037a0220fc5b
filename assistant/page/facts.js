// What is known about a document, in a line and in a list.

import { element } from "./dom.js";
import { freshnessOf, today } from "./freshness.js";
import { when } from "./place.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */

/**
 * Whether it can be relied on: a word, and a sign that does not depend on colour.
 * @param {T.Facets} facets
 */
export function freshness(facets) {
  const is = freshnessOf(facets, today());
  const told = is === "superseded" && facets.status ? facets.status : words.fresh[is];
  return element(
    "span",
    { class: `fresh is-${is}`, title: reviewOf(facets) || null },
    is === "superseded" ? capital(told) : told,
  );
}

/**
 * Kind, date, owner and freshness in one line.
 * @param {T.Facets} facets
 */
export function factLine(facets) {
  const told = [words.kinds[facets.kind], when(facets.date), facets.owner].filter(Boolean).join(" · ");
  const isPlain = freshnessOf(facets, today()) === "plain";
  return element("p", { class: "facts" }, told, isPlain ? "" : " · ", isPlain ? "" : freshness(facets));
}

/**
 * All that a reader may want to know, with a name for each.
 * @param {T.SourceText} source
 */
export function factList({ facets, source }) {
  const people = facets.people.map(({ name, role }) => (role ? `${name} (${role})` : name));
  /** @type {[string, string][]} */
  const told = [
    [words.people, people.join(", ")],
    [words.partners, facets.partners.join(", ")],
    [words.alliances, facets.alliances.join(", ")],
    [words.freshness, reviewOf(facets)],
    [words.audience, facets.audience],
    [words.file, source],
  ];
  const pairs = told
    .filter(([, value]) => value)
    .flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
  return element("dl", { class: "fact-list" }, ...pairs);
}

/** @param {T.Facets} facets */
function reviewOf(facets) {
  if (!facets.review_date) return "";
  const date = when(facets.review_date);
  return freshnessOf(facets, today()) === "due" ? words.dueSince(date) : words.reviewedUntil(date);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
