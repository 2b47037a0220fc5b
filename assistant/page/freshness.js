// How far a document can be relied on today.

/** @import * as T from "./types.d.ts" */
/** @typedef {"current" | "due" | "draft" | "superseded" | "plain"} Freshness */

/**
 * What replaced or is no final text comes first, then whether its review is due.
 * @param {Pick<T.Facets, "status" | "review_date">} facets
 * @param {string} today as "2026-01-31"
 * @returns {Freshness}
 */
export function freshnessOf({ status, review_date }, today) {
  const said = status.toLowerCase();
  if (said.startsWith("superseded")) return "superseded";
  if (said.startsWith("draft")) return "draft";
  if (review_date) return lastDay(review_date) < today ? "due" : "current";
  return said === "current" || said === "approved" ? "current" : "plain";
}

/** Today where the reader is, as "2026-01-31". */
export function today(now = new Date()) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * A review "2025" or "2025-03" may take place until the end of it.
 * @param {string} date
 */
function lastDay(date) {
  return date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date;
}
