// A source's text as blocks to show: ranges of the text itself, of which nothing is rewritten.

import { pausesIn } from "./spots.js";

/** @import * as T from "./types.d.ts" */
/** @import {Range, Spot} from "./spots.js" */
/**
 * @typedef {Range & {
 *   kind: "heading" | "paragraph" | "item" | "row" | "speaker" | "page" | "time",
 *   label?: string, time?: string, level?: number, cells?: Range[], isHeader?: boolean,
 * }} Block
 */

const HIDDEN = new Set(["front matter", "page header", "page footer", "label"]);

/**
 * The blocks of a text, in order: headings, paragraphs, items and rows, and where a speaker or a page begins.
 * @param {string} text @param {Spot[]} spots @param {T.SourceText["markup"]} markup
 * @returns {Block[]}
 */
export function blocksOf(text, spots, markup) {
  const of = (/** @type {string} */ kind) => spots.filter((each) => each.kind === kind);
  const hidden = of("furniture").filter((each) => HIDDEN.has(each.value));
  const openings = [...of("speaker"), ...of("page"), ...pausesIn(of("time"), of("speaker"))].sort(
    (a, b) => a.start - b.start,
  );
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
