// Stretches of a source's text that look alike: emphasised, marked as the quote, or a mark of Markdown that is not shown.

/** @import {Range} from "./spots.js" */
/** @typedef {Range & {isMarked: boolean, look: "" | "strong" | "em" | "sign"}} Run */

// Stars in pairs around words; three or more, as in "[***]", stand for something that was left out.
export const EMPHASIS = /(?<!\*)(\*{1,2})(?![\s*])([^*\n]+?)(?<!\s)\1(?!\*)/g;

/**
 * The runs of a range; together they are the range, and each lies inside or outside of what is marked.
 * @param {string} text @param {Range} range @param {Range[]} marked @param {boolean} isMarkdown
 * @returns {Run[]}
 */
export function runsOf(text, range, marked, isMarkdown) {
  const looks = isMarkdown ? emphasised(text.slice(range.start, range.end), range.start) : [];
  const cuts = new Set([range.start, range.end]);
  for (const { start, end } of [...marked, ...looks]) {
    for (const cut of [start, end]) if (range.start < cut && cut < range.end) cuts.add(cut);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((end, at) => {
    const start = sorted[at];
    const covers = (/** @type {Range} */ each) => each.start <= start && end <= each.end;
    return { start, end, isMarked: marked.some(covers), look: looks.find(covers)?.look ?? "" };
  });
}

/**
 * @param {string} words @param {number} from
 * @returns {(Range & {look: "strong" | "em" | "sign"})[]}
 */
function emphasised(words, from) {
  return [...words.matchAll(EMPHASIS)].flatMap(({ index, 0: all, 1: stars }) => {
    const [start, end] = [from + index, from + index + all.length];
    return [
      { start, end: start + stars.length, look: /** @type {const} */ ("sign") },
      { start: start + stars.length, end: end - stars.length, look: stars.length > 1 ? "strong" : "em" },
      { start: end - stars.length, end, look: /** @type {const} */ ("sign") },
    ];
  });
}
