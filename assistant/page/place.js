// Who says something, when and where: what stands under a source's title.

import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */

const DEPTH = 2; // of headings shown of a path; the outline has the rest

/**
 * Who is behind the words; empty where they are the document's own.
 * @param {Pick<T.Located, "speaker" | "voice">} located
 */
export function who({ speaker, voice }) {
  if (!speaker) return "";
  return voice === "reported" ? words.reported(speaker) : voice === "quoted" ? words.quoted(speaker) : speaker;
}

/**
 * A date as it is written here; of "2025" and "2025-03" no more than is known.
 * @param {string | null} date @param {string} [locale]
 */
export function when(date, locale = words.locale) {
  const parts = date?.match(/^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/);
  if (!date || !parts) return date ?? "";
  const [, year, month, day] = parts.map(Number);
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    year: "numeric",
    month: month ? "short" : undefined,
    day: day ? "numeric" : undefined,
  }).format(Date.UTC(year, (month || 1) - 1, day || 1));
}

/**
 * Where in the document: page, time, and the innermost headings.
 * @param {Pick<T.Located, "page" | "section" | "time" | "document">} located
 */
export function where({ page, section, time, document }) {
  const path = (section ?? "").split(" > ").filter((each, at) => each && !(at === 0 && names(document, each)));
  return [page && words.page(page), time && clock(time), path.slice(-DEPTH).join(" › ")].filter(Boolean).join(" · ");
}

/**
 * Whether a first heading is the document's title, or most of it, over again.
 * @param {string} title @param {string} heading
 */
function names(title, heading) {
  const [longer, shorter] = [title, heading].map((each) => each.toLowerCase()).sort((a, b) => b.length - a.length);
  return longer.includes(shorter);
}

/**
 * "00:09:14" as "9:14".
 * @param {string} time
 */
export function clock(time) {
  return time.replace(/^00:0?/, "").replace(/^0(?=\d:\d\d:)/, "");
}

/**
 * All of it in one line.
 * @param {T.Located} located
 */
export function placeOf(located) {
  return [who(located), when(located.date), where(located)].filter(Boolean).join(" · ");
}
