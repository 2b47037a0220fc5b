// An answer's Markdown, made into elements: marked reads it, DOMPurify lets through what is harmless, and no more.

import { marked } from "./vendor/marked.esm.js";
import "./vendor/purify.min.js";

const TAGS = ["p", "br", "strong", "em", "del", "code", "pre", "ul", "ol", "li", "blockquote"].concat([
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "hr",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
]);

marked.use({
  gfm: true,
  breaks: true,
  renderer: {
    // What looks like HTML is something that a source says. It is shown as it stands.
    html: ({ text }) => escaped(text),
    // No answer leads elsewhere: a link is its words, and its address where that says more.
    link({ tokens, href }) {
      const label = this.parser.parseInline(tokens);
      return label === escaped(href) ? label : `${label} (${escaped(href)})`;
    },
    image: ({ text, href }) => escaped(text || href),
  },
});

/**
 * The elements of a text that may be written in Markdown.
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function rendered(text) {
  const html = marked.parse(readable(text), { async: false });
  return globalThis.DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["start"],
    RETURN_DOM_FRAGMENT: true,
  });
}

/**
 * The text with lists set off from what comes before them, and with the marks of what was redacted, "[***]", kept.
 * @param {string} text
 */
export function readable(text) {
  const lines = text.replace(/\*{3,}|_{3,}/g, (mark) => mark.replace(/./g, "\\$&")).split("\n");
  return lines.map((line, at) => (isItem(line) && at && !isItem(lines[at - 1]) ? `\n${line}` : line)).join("\n");
}

/** @param {string} line */
function isItem(line) {
  return /^\s*(?:[-*+]|\d+[.)])\s/.test(line);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}
