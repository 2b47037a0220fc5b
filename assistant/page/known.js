// What is known: the documents that this person may see, to be found by name, narrowed, and searched.

import { call } from "./api.js";
import { element } from "./dom.js";
import { passages } from "./document_view.js";
import { freshness } from "./facts.js";
import { freshnessOf, today } from "./freshness.js";
import { matching } from "./matching.js";
import { when } from "./place.js";
import { searchBox } from "./search_box.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Open} from "./cards.js" */

const AT_ONCE = 1000;
const HEARD = new Set(["guest", "speaker", "author"]);

/**
 * @param {HTMLElement} main @param {Open} open
 */
export async function known(main, open) {
  const form = searchBox(words.findDocuments, search);
  const name = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  name.addEventListener("input", narrow);
  form.append(element("button", { type: "submit", class: "quiet" }, words.searchAll));
  const kind = choice(words.kind, words.anyKind, words.kinds, () => void load());
  const state = choice(words.freshness, words.anyFreshness, words.fresh, narrow);
  const count = element("p", { class: "count", role: "status" });
  const list = element("div", { class: "documents" });
  const found = element("div", { class: "found" });
  /** @type {T.Source[]} */
  let sources = [];
  let total = 0;
  main.replaceChildren(
    element(
      "div",
      { class: "known" },
      element("h1", {}, words.known),
      element("div", { class: "filters" }, form, kind, state),
      found,
      count,
      list,
    ),
  );
  await load();

  async function load() {
    const narrowed = kind.value ? `&kind=${kind.value}` : "";
    ({ sources, total } = await call("GET", `/v1/sources?limit=${AT_ONCE}${narrowed}`));
    narrow();
  }

  function narrow() {
    const named = matching(sources, name.value);
    const shown = named.filter((each) => !state.value || freshnessOf(each, today()) === state.value);
    const isAll = total <= sources.length;
    count.textContent = isAll ? words.documents(shown.length) : words.someOf(sources.length, total);
    list.replaceChildren(...(shown.length ? byKind(shown) : [element("p", { class: "note" }, words.noDocuments)]));
  }

  /** @param {string} query */
  async function search(query) {
    const filters = kind.value ? { kind: kind.value } : {};
    const { hits } = await call("POST", "/v1/search", { query, k: 8, filters });
    found.replaceChildren(passages(hits, query, open));
  }
}

/**
 * A section for each kind, the newest documents first.
 * @param {T.Source[]} sources
 */
function byKind(sources) {
  return /** @type {T.Kind[]} */ (Object.keys(words.manyKinds)).flatMap((kind) => {
    const some = sources
      .filter((each) => each.kind === kind)
      .sort((a, b) => (b.date ?? "").localeCompare(a.date ?? ""));
    if (!some.length) return [];
    return [element("section", {}, element("h2", {}, words.manyKinds[kind]), element("ul", {}, ...some.map(row)))];
  });
}

/** @param {T.Source} source */
function row(source) {
  const heard = source.people.filter(({ role }) => HEARD.has(role)).map(({ name }) => name);
  const facts = [heard.join(", "), when(source.date), source.owner].filter(Boolean).join(" · ");
  return element(
    "li",
    {},
    element("a", { href: `#/document/${source.id}` }, source.title),
    element("span", { class: "facts" }, facts),
    freshnessOf(source, today()) === "plain" ? "" : freshness(source),
  );
}

/**
 * @param {string} label @param {string} any @param {Record<string, string>} options @param {() => void} onchange
 */
function choice(label, any, options, onchange) {
  const all = Object.entries({ "": any, ...options });
  const select = element(
    "select",
    { "aria-label": label, onchange },
    ...all.map(([value, text]) => element("option", { value }, text)),
  );
  return /** @type {HTMLSelectElement} */ (select);
}
