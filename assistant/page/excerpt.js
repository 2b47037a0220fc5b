// A source's words in short, without the signs that Markdown is written with. The quote itself is in the source.

import { EMPHASIS } from "./runs.js";

/**
 * @param {string} text
 */
export function excerpt(text) {
  return text
    .replace(EMPHASIS, "$2")
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/^\s*\|\s*|\s*\|\s*$/gm, "")
    .replace(/\s*(?<!\\)\|\s*/g, " · ")
    .replace(/\s+/g, " ")
    .trim();
}
