// A document's own page: what is known about it, its outline, a search inside it, and its text.

import { call } from "./api.js";
import { hitCard } from "./cards.js";
import { element } from "./dom.js";
import { factLine, factList } from "./facts.js";
import { searchBox } from "./search_box.js";
import { sourceView } from "./source_view.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Open} from "./cards.js" */

const WIDE = matchMedia("(min-width: 64rem)");

/**
 * @param {HTMLElement} main
 * @param {{id: string, quote: {start: number, end: number} | null, open: Open}} about
 */
export async function documentView(main, { id, quote, open }) {
  /** @type {T.SourceText} */
  const source = await call("GET", `/v1/sources/${id}`);
  const { text, mark, outline } = sourceView(source, quote);
  const first = text.firstElementChild;
  if (first?.textContent === source.facets.title && !first.contains(mark)) first.remove();
  const found = element("div", { class: "found" });
  const box = searchBox(words.searchInside, (query) => search(query));
  main.replaceChildren(
    element(
      "article",
      { class: "document" },
      element(
        "header",
        {},
        element("p", {}, element("a", { href: "#/known" }, words.known)),
        element("h1", {}, source.facets.title),
        factLine(source),
      ),
      element(
        "div",
        { class: "document-side" },
        outline && element("details", { open: WIDE.matches }, element("summary", {}, words.outline), outline),
        factList(source),
      ),
      element("div", { class: "document-text" }, box, found, text),
    ),
  );
  mark?.scrollIntoView({ block: "center" });

  /** @param {string} query */
  async function search(query) {
    const { hits } = await call("POST", "/v1/search", { query, k: 20, filters: { source: source.source } });
    const inside = /** @type {T.Hit[]} */ (hits).filter((each) => each.document_id === id);
    found.replaceChildren(passages(inside, query, open));
  }
}

/**
 * The passages that a search found, or that there are none.
 * @param {T.Hit[]} hits @param {string} query @param {Open} open
 */
export function passages(hits, query, open) {
  const list = element("ol", { class: "cards" }, ...hits.map((each) => hitCard(each, open)));
  return element(
    "section",
    {},
    element("h2", {}, words.passagesFor(query)),
    hits.length ? list : element("p", { class: "note" }, words.noPassages),
  );
}
