// Where in a text something holds: the places that the service tells, in the units that the page counts in.

/** @import * as T from "./types.d.ts" */

/** @typedef {{start: number, end: number}} Range in UTF-16 units of the text */
/** @typedef {Range & {kind: string, value: string}} Spot */

const APART_SECONDS = 60;

/**
 * Places count characters of the whole source's text, as Python does; the page counts UTF-16 units of this text.
 * @param {Pick<T.SourceText, "text" | "start">} source
 * @returns {(offset: number) => number}
 */
export function unitsOf({ text, start }) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => Math.min(Math.max(offset - start, 0), text.length);
  const units = [0];
  for (const character of text) units.push(units[units.length - 1] + character.length);
  return (offset) => units[Math.min(Math.max(offset - start, 0), units.length - 1)];
}

/**
 * The places of a source, in units of its text.
 * @param {T.SourceText} source
 * @returns {Spot[]}
 */
export function spotsOf(source) {
  const unit = unitsOf(source);
  return source.places.map(({ kind, value, start, end }) => ({ kind, value, start: unit(start), end: unit(end) }));
}

/**
 * The headings of a document, in order: what each says, how deep it lies and where it stands.
 * @param {Spot[]} spots
 */
export function outlineOf(spots) {
  const headings = spots.filter(({ kind }) => kind === "section");
  return headings.map(({ value, start }) => {
    const path = value.split(" > ");
    return { label: path[path.length - 1], depth: path.length, start };
  });
}

/**
 * The times to show inside a long turn: about one a minute, so that a reader finds the place in the recording.
 * @param {Spot[]} times @param {Spot[]} speakers
 */
export function pausesIn(times, speakers) {
  const turns = new Set(speakers.map(({ start }) => start));
  let shown = -Infinity;
  return times.filter(({ start, value }) => {
    const [hours, minutes, seconds] = value.split(":").map(Number);
    const now = (hours * 60 + minutes) * 60 + seconds;
    const isDue = turns.has(start) || now - shown >= APART_SECONDS;
    if (isDue) shown = now;
    return isDue && !turns.has(start);
  });
}
