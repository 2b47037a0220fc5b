// The text of a source, readable and inert: every word of it is a text node, the quote is marked.

import { element } from "./dom.js";
import { blocksOf } from "./layout.js";
import { clock } from "./place.js";
import { runsOf } from "./runs.js";
import { outlineOf, spotsOf, unitsOf } from "./spots.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Block} from "./layout.js" */
/** @import {Range} from "./spots.js" */

const DEEPEST = 2; // headings in the outline; of agreements each clause is one

/**
 * The text with `[start, end)` marked (offsets of the source, as citations have them), and its outline.
 * @param {T.SourceText} source @param {{start: number, end: number} | null} quote
 */
export function sourceView(source, quote) {
  const unit = unitsOf(source);
  const marked = quote ? [{ start: unit(quote.start), end: unit(quote.end) }] : [];
  const spots = spotsOf(source);
  const isMarkdown = source.markup === "markdown";
  /** @type {Map<number, HTMLElement>} */
  const at = new Map();
  const text = element("div", { class: "source-text", lang: source.facets.language });
  for (const group of grouped(blocksOf(source.text, spots, source.markup))) text.append(shown(group));
  const mark = text.querySelector("mark");
  mark?.setAttribute("tabindex", "-1");
  return { text, mark, outline: outline() };

  /** @param {Block[]} group @returns {HTMLElement} */
  function shown(group) {
    const [block] = group;
    if (block.kind !== "row") return noted(block, single(block));
    const width = Math.max(...group.map(({ cells }) => cells?.length ?? 0));
    const rows = group.map((row) => {
      const cells = (row.cells ?? []).map((cell) => element(row.isHeader ? "th" : "td", {}, ...runs(cell)));
      if (cells.length < width) cells[cells.length - 1]?.setAttribute("colspan", String(width - cells.length + 1));
      return noted(row, element("tr", {}, ...cells));
    });
    return element(
      "div",
      { class: "table", tabindex: "0", role: "group", "aria-label": words.table },
      element("table", {}, ...rows),
    );
  }

  /** @param {Block} block */
  function single(block) {
    const { kind, label = "", time, level = 1 } = block;
    if (kind === "page") return element("p", { class: "page-sign" }, words.page(label));
    if (kind === "time") return element("p", { class: "time" }, clock(label));
    if (kind === "speaker") {
      return element("p", { class: "speaker" }, element("strong", {}, label), time && element("span", {}, clock(time)));
    }
    if (kind === "heading") return element(`h${Math.min(level + 2, 6)}`, {}, ...runs(block));
    return element("p", { class: kind === "item" ? "item" : null }, ...runs(block));
  }

  /** @param {Range} range */
  function runs(range) {
    return runsOf(source.text, range, marked, isMarkdown).map(({ start, end, isMarked, look }) => {
      const words = source.text.slice(start, end);
      const told = look
        ? element(look === "sign" ? "span" : look, { class: look === "sign" ? "sign" : null }, words)
        : words;
      return isMarked ? element("mark", {}, told) : told;
    });
  }

  /** @param {Range} block @param {HTMLElement} made */
  function noted({ start }, made) {
    at.set(start, made);
    return made;
  }

  function outline() {
    const headings = outlineOf(spots).filter(({ depth }) => depth <= DEEPEST);
    if (headings.length < 2) return null;
    const items = headings.map(({ label, depth, start }) => {
      const jump = () => nearest(start)?.scrollIntoView({ block: "start" });
      return element("li", { class: `depth-${depth}` }, element("button", { type: "button", onclick: jump }, label));
    });
    return element("ol", { class: "outline" }, ...items);
  }

  /** @param {number} start */
  function nearest(start) {
    const first = [...at.keys()].filter((each) => each >= start).sort((a, b) => a - b)[0];
    return first === undefined ? null : at.get(first);
  }
}

/**
 * Rows of one table together, everything else alone.
 * @param {Block[]} blocks
 * @returns {Block[][]}
 */
function grouped(blocks) {
  /** @type {Block[][]} */
  const groups = [];
  for (const block of blocks) {
    const last = groups[groups.length - 1];
    const joins = block.kind === "row" && !block.isHeader && last?.[0].kind === "row";
    if (joins) last.push(block);
    else groups.push([block]);
  }
  return groups;
}
