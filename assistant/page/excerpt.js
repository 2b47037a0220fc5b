// A source's words in short, without the signs that Markdown is written with. The quote itself is in the source.

import { EMPHASIS } from "./runs.js";

/**
 * @param {string} text
 * @param {string | null} [section] the headings that it stands under; the innermost is not told again
 */
export function excerpt(text, section = null) {
  const shown = bare(text);
  const heading = bare(section?.split(" > ").at(-1) ?? "");
  return heading && shown.startsWith(`${heading} `) ? shown.slice(heading.length).trim() : shown;
}

/** @param {string} text */
function bare(text) {
  return text
    .replace(EMPHASIS, "$2")
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/^\s*\|\s*|\s*\|\s*$/gm, "")
    .replace(/\s*(?<!\\)\|\s*/g, " · ")
    .replace(/\s+/g, " ")
    .trim();
}
