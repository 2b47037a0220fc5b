// The panel that a source opens in: beside the answer where there is room, over it where there is not.

import { call, Problem } from "./api.js";
import { button, byId, element } from "./dom.js";
import { factLine } from "./facts.js";
import { when, where, who } from "./place.js";
import { sourceView } from "./source_view.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Spotted} from "./cards.js" */

const WIDE = matchMedia("(min-width: 64rem)");

/** The panel, and what opens it. */
export function reader() {
  const dialog = /** @type {HTMLDialogElement} */ (byId("reader"));
  let wanted = "";
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.replaceChildren());
  WIDE.addEventListener("change", () => dialog.open && dialog.close());
  return { open, close: () => dialog.open && dialog.close() };

  /** @param {Spotted} spot */
  async function open(spot) {
    wanted = `${spot.id}:${spot.start}:${spot.end}`;
    const mine = wanted;
    /** @type {T.SourceText | null} */
    let source = null;
    let problem = "";
    try {
      source = await call("GET", `/v1/sources/${spot.id}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problem = error.message;
    }
    if (mine !== wanted) return;
    if (source) show(source, spot);
    else dialog.replaceChildren(head(problem));
    if (!dialog.open) reveal();
    (dialog.querySelector("mark") ?? dialog.querySelector(".source-text"))?.scrollIntoView({ block: "center" });
    byId("reader-title").focus({ preventScroll: true });
  }

  /** @param {T.SourceText} source @param {Spotted} spot */
  function show(source, spot) {
    const { text, mark, outline } = sourceView(source, spot);
    const toTop = element("a", { href: `#/document/${source.id}?${spot.start}-${spot.end}` }, words.fullDocument);
    dialog.replaceChildren(
      head(source.facets.title),
      element(
        "div",
        { class: "reader-facts" },
        factLine(source),
        spot.located && spoken(spot.located),
        !mark && element("p", { class: "note" }, words.quoteGone),
        element("p", { class: "reader-links" }, toTop),
        outline && element("details", {}, element("summary", {}, words.outline), outline),
      ),
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": source.facets.title }, text),
    );
  }

  /** @param {string} title */
  function head(title) {
    return element(
      "header",
      { class: "reader-head" },
      element("h2", { id: "reader-title", tabindex: "-1" }, title),
      button("×", () => dialog.close(), { class: "close", "aria-label": words.close }),
    );
  }

  function reveal() {
    if (WIDE.matches) dialog.show();
    else dialog.showModal();
  }
}

/** @param {T.Located} located */
function spoken(located) {
  const told = [who(located), located.speaker ? when(located.date) : "", where(located)].filter(Boolean).join(" · ");
  return told ? element("p", { class: "spoken" }, told) : null;
}
