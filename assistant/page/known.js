// What is known: the documents that this person may see, to be found by name, narrowed, and searched.

import { call } from "./api.js";
import { button, element } from "./dom.js";
import { passages } from "./document_view.js";
import { freshness } from "./facts.js";
import { when } from "./place.js";
import { searchBox } from "./search_box.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Open} from "./cards.js" */

const ON_A_PAGE = 100;
const PAUSE = 150; // milliseconds without a key, after which a name is looked up
const HEARD = new Set(["guest", "speaker", "author"]);

/**
 * @param {HTMLElement} main @param {Open} open
 */
export async function known(main, open) {
  const form = searchBox(words.findDocuments, search);
  const name = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  let pause = 0;
  name.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => void show(0), PAUSE);
  });
  form.append(element("button", { type: "submit", class: "quiet" }, words.searchAll));
  const kind = choice(words.kind, words.anyKind, words.kinds, () => void show(0));
  const state = choice(words.freshness, words.anyFreshness, words.fresh, () => void show(0));
  const count = element("p", { class: "count", role: "status", tabindex: "-1" });
  const list = element("div", { class: "documents" });
  const pages = element("div", { class: "row" });
  const found = element("div", { class: "found" });
  let latest = 0;
  main.replaceChildren(
    element(
      "div",
      { class: "known" },
      element("h1", {}, words.known),
      element("div", { class: "filters" }, form, kind, state),
      found,
      count,
      list,
      pages,
    ),
  );
  await show(0);

  /** @param {number} from how many documents come before those to show */
  async function show(from) {
    const mine = ++latest;
    const wanted = { named: name.value.trim(), kind: kind.value, freshness: state.value };
    const given = Object.entries(wanted).filter(([, value]) => value);
    const query = new URLSearchParams([...given, ["limit", String(ON_A_PAGE)], ["offset", String(from)]]);
    /** @type {{sources: T.Source[], total: number}} */
    const { sources, total } = await call("GET", `/v1/sources?${query}`);
    if (mine !== latest) return;
    const to = from + sources.length;
    count.textContent = sources.length === total ? words.documents(total) : words.someOf(from + 1, to, total);
    list.replaceChildren(...(total ? byKind(sources) : [element("p", { class: "note" }, words.noDocuments)]));
    pages.replaceChildren(
      ...(from ? [button(words.previous, () => void turn(Math.max(0, from - ON_A_PAGE)), { class: "quiet" })] : []),
      ...(to < total ? [button(words.next, () => void turn(to), { class: "quiet" })] : []),
    );
  }

  /** @param {number} from */
  async function turn(from) {
    await show(from);
    count.focus(); // the button is gone, and the next documents begin below
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
    freshness(source, source.freshness),
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
