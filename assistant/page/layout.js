// A source's text as blocks to show: ranges of the text itself, of which nothing is rewritten.

/** @import * as T from "./types.d.ts" */

/** @typedef {{start: number, end: number}} Range in UTF-16 units of the text */
/**
 * @typedef {Range & {
 *   kind: "heading" | "paragraph" | "item" | "row" | "speaker" | "page" | "time",
 *   label?: string, time?: string, level?: number, cells?: Range[], isHeader?: boolean,
 * }} Block
 */
/** @typedef {Range & {kind: string, value: string}} Spot */

const APART_SECONDS = 60;
const HIDDEN = new Set(["front matter", "page header", "page footer", "label"]);

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
 * The blocks of a text, in order: headings, paragraphs, items and rows, and where a speaker or a page begins.
 * @param {string} text @param {Spot[]} spots @param {T.SourceText["markup"]} markup
 * @returns {Block[]}
 */
export function blocksOf(text, spots, markup) {
  const of = (/** @type {string} */ kind) => spots.filter((each) => each.kind === kind);
  const hidden = of("furniture").filter((each) => HIDDEN.has(each.value));
  const openings = [...of("speaker"), ...of("page"), ...pausesIn(of("time"), of("speaker"))].sort((a, b) => a.start - b.start);
  const known = { sections: of("section"), headers: of("furniture"), times: of("time"), markup };
  /** @type {Block[]} */
  const blocks = [];
  let next = 0;
  let isOpen = false;
  for (const line of linesOf(text, openings)) {
    for (; next < openings.length && openings[next].start <= line.start; next++) {
      blocks.push(opened(openings[next], known.times));
      isOpen = false;
    }
    const shown = without(line, hidden);
    if (!text.slice(shown.start, shown.end).trim()) {
      isOpen = false;
      continue;
    }
    const block = blockFrom(text, shown, known);
    if (!block) continue;
    const last = blocks[blocks.length - 1];
    if (isOpen && block.kind === "paragraph" && block.start - last.end <= 1) last.end = block.end;
    else blocks.push(block);
    isOpen = block.kind === "paragraph" || block.kind === "item";
  }
  return blocks;
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
 * @param {string} text @param {Range} line
 * @param {{sections: Spot[], headers: Spot[], markup: T.SourceText["markup"]}} known
 * @returns {Block | null}
 */
function blockFrom(text, line, { sections, headers, markup }) {
  const words = text.slice(line.start, line.end);
  if (markup === "markdown") {
    const hashes = words.match(/^(#{1,6})\s+/);
    if (hashes) return { ...line, kind: "heading", level: hashes[1].length, start: line.start + hashes[0].length };
    if (/^\s*\|[\s:|-]+\|?\s*$/.test(words)) return null;
    if (/^\s*\|/.test(words)) {
      const isHeader = headers.some((each) => each.start <= line.start && line.end <= each.end);
      return { ...line, kind: "row", cells: cellsOf(words, line.start), isHeader };
    }
  }
  const own = sections.find((each) => each.start === line.start);
  const path = own?.value.split(" > ") ?? [];
  if (own && bare(path[path.length - 1]) === bare(words)) return { ...line, kind: "heading", level: path.length };
  return { ...line, kind: /^\s*(?:[-*•]|\d+[.)]|\(\w{1,3}\))\s/.test(words) ? "item" : "paragraph" };
}

/**
 * @param {string} text @param {Range[]} openings
 * @returns {Range[]}
 */
function linesOf(text, openings) {
  const starts = new Set([0, ...openings.map(({ start }) => start)]);
  for (const { index } of text.matchAll(/[\n\f]/g)) starts.add(index + 1);
  const sorted = [...starts].sort((a, b) => a - b);
  return sorted.map((start, at) => {
    const next = sorted[at + 1] ?? text.length + 1;
    const isBroken = next > text.length || /[\n\f]/.test(text[next - 1]);
    return { start, end: Math.min(isBroken ? next - 1 : next, text.length) };
  });
}

/**
 * The times to show inside a long turn: about one a minute, so that a reader finds the place in the recording.
 * @param {Spot[]} times @param {Spot[]} speakers
 */
function pausesIn(times, speakers) {
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

/** @param {Spot} spot @param {Spot[]} times @returns {Block} */
function opened(spot, times) {
  const { start, value } = spot;
  if (spot.kind === "page" || spot.kind === "time") return { kind: spot.kind, start, end: start, label: value };
  const time = times.find((each) => each.start <= start && start < each.end)?.value;
  return { kind: "speaker", start, end: start, label: value, time };
}

/**
 * The part of a line that is left when what is hidden of it is taken off its ends.
 * @param {Range} line @param {Range[]} hidden
 */
function without(line, hidden) {
  let { start, end } = line;
  for (const each of hidden) {
    if (each.start <= start && each.end > start) start = Math.min(each.end, end);
    else if (each.start < end && each.end >= end) end = Math.max(each.start, start);
  }
  return { start, end };
}

/** @param {string} row @param {number} start @returns {Range[]} */
function cellsOf(row, start) {
  const bars = [...row.matchAll(/(?<!\\)\|/g)].map(({ index }) => index);
  if (!/\|\s*$/.test(row)) bars.push(row.length);
  return bars.slice(1).map((bar, at) => {
    const cell = row.slice(bars[at] + 1, bar);
    const from = start + bars[at] + 1 + (cell.length - cell.trimStart().length);
    return { start: from, end: from + cell.trim().length };
  });
}

/** @param {string} words */
function bare(words) {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
