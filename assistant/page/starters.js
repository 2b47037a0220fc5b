// First questions by subject, drawn by the service from what this person may see.

import { call } from "./api.js";
import { button, element } from "./dom.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */

/**
 * @param {(question: string) => void} ask
 */
export function starters(ask) {
  const place = element("div", { class: "starters" });
  void fill();
  return place;

  async function fill() {
    const language = words.locale.slice(0, 2);
    /** @type {{starters: T.Starter[], documents: number}} */
    const { starters, documents } = await call("GET", `/v1/starters?language=${language}`);
    if (!documents) place.append(element("p", { class: "note" }, words.nothingKnown));
    for (const { subject, questions } of starters) {
      place.append(
        element(
          "section",
          {},
          element("h2", {}, words.starters[subject]),
          element(
            "ul",
            {},
            ...questions.map((each) =>
              element(
                "li",
                {},
                button(each, () => ask(each), { class: "starter" }),
              ),
            ),
          ),
        ),
      );
    }
  }
}
