// An answer that somebody else shared, as far as this person is cleared for it.

import { call } from "./api.js";
import { element } from "./dom.js";
import { TurnView } from "./turn.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Open} from "./cards.js" */

/**
 * @param {HTMLElement} main
 * @param {{token: string, open: Open}} about
 */
export async function shared(main, { token, open }) {
  /** @type {T.Turn} */
  const kept = await call("GET", `/v1/shared/${token}`);
  const turn = new TurnView(kept.question, { open });
  turn.restore(kept);
  turn.withoutActions();
  main.classList.add("is-shared");
  main.replaceChildren(
    element("p", { class: "shared-sign" }, words.sharedTitle),
    element("div", { class: "turns" }, turn.element),
    element("p", { class: "shared-on" }, element("a", { href: "#/" }, words.askOwn)),
  );
}
