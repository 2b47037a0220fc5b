// The sentences of an answer as they come, each with the numbers of its sources. What stands is only ever added to.

import { spotted } from "./cards.js";
import { element } from "./dom.js";
import { attributionOf, cellsOf, runsOn } from "./flow.js";
import { rendered } from "./markdown.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Open} from "./cards.js" */
/** @import {Child} from "./dom.js" */

const HOLDERS = "p, dl, dl > div, dd, ul, ol, li, blockquote, table, tbody, tr, td, h1, h2, h3, h4, h5, h6";

/** An answer that is being written. */
export class AnswerBody {
  /** @param {Open} open */
  constructor(open) {
    this.element = element("div", { class: "answer", "aria-live": "polite" });
    this.open = open;
    this.before = "";
    /** @type {Map<number, T.Citation>} */
    this.citations = new Map();
  }

  /** @param {T.Sentence} sentence @param {T.Citation[]} citations those that it is the first to use */
  add(sentence, citations) {
    for (const each of citations) this.citations.set(each.number, each);
    const attribution = attributionOf(sentence.text);
    const piece = shown(attribution, sentence.text.slice(attribution.length));
    const end = lastHolder(piece);
    if (!sentence.verified) end.append(" ", element("em", { class: "unverified" }, words.unverified));
    for (const number of sentence.citations) end.append(this.mark(number));
    this.goOn(piece, sentence.text);
    this.element.append(piece);
    this.before = sentence.text;
  }

  /**
   * Put the beginning of the piece at the end of what stands, where it goes on in the same paragraph or list.
   * @param {DocumentFragment} piece @param {string} sentence
   */
  goOn(piece, sentence) {
    const [last, first] = [this.element.lastElementChild, piece.firstElementChild];
    if (!last || !first) return;
    const isSameList = first.matches("ul, ol") && first.tagName === last.tagName;
    if (isSameList) last.append(...first.children);
    else if (last.matches("p") && first.matches("p") && runsOn(sentence, this.before)) {
      last.append(/[\u3000-\u9fff\uff00-\uffef]$/.test(this.before) ? "" : " ", ...first.childNodes);
    } else return;
    first.remove();
  }

  /** @param {string[]} notes what the answer says of itself */
  note(notes) {
    for (const each of notes) this.element.append(element("p", { class: "note" }, each));
  }

  /** @param {number} number */
  mark(number) {
    const cited = this.citations.get(number);
    const label = words.citation(number, cited?.document ?? "");
    const onclick = () => cited && this.open(spotted(cited));
    return element(
      "button",
      { type: "button", class: "cite", "aria-label": label, title: label, onclick },
      String(number),
    );
  }
}

/**
 * @param {string} attribution whose words follow, or nothing
 * @param {string} words
 */
function shown(attribution, words) {
  const whose = attribution && element("span", { class: "whose" }, attribution);
  const cells = cellsOf(words);
  if (cells.length) return row(whose, cells);
  const piece = rendered(words);
  if (whose) (piece.querySelector("p") ?? piece).prepend(whose);
  return piece;
}

/** @param {Child} whose @param {[string, string][]} cells */
function row(whose, cells) {
  const pairs = cells.map(([label, value]) => element("div", {}, element("dt", {}, label), element("dd", {}, value)));
  const piece = document.createDocumentFragment();
  piece.append(...(whose ? [element("p", {}, whose)] : []), element("dl", { class: "cells" }, ...pairs));
  return piece;
}

/**
 * The innermost block at the end, which takes what belongs to the last words.
 * @param {DocumentFragment} piece
 * @returns {Element | DocumentFragment}
 */
function lastHolder(piece) {
  /** @type {Element | DocumentFragment} */
  let holder = piece;
  while (holder.lastElementChild?.matches(HOLDERS)) holder = holder.lastElementChild;
  return holder;
}
