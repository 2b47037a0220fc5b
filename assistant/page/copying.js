// An answer with its citations as Markdown, for a mail or a paper; and how text gets to the clipboard.

import { placeOf } from "./place.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */

/**
 * The question, the answer and its sources with their quotes.
 * @param {Pick<T.Answer, "question" | "text" | "citations">} answer
 */
export function asMarkdown({ question, text, citations }) {
  const sources = citations.map((each) => {
    const place = placeOf(each);
    return `[${each.number}] **${plain(each.document)}**${place && `, ${plain(place)}`} (${each.source})\n\n${quoted(each.quote)}`;
  });
  return (
    [`**${plain(question)}**`, text, ...(sources.length ? [`${words.sourcesOf}:`, ...sources] : [])].join("\n\n") + "\n"
  );
}

/**
 * Put the text on the clipboard; whether that was possible.
 * @param {string} text
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} quote */
function quoted(quote) {
  return quote
    .trim()
    .split(/\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

/**
 * Words that stay what they are in Markdown.
 * @param {string} text
 */
function plain(text) {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>]/g, "\\$&");
}
