// The person's conversations, that with the latest question first, each to be opened, renamed or deleted.

import { call } from "./api.js";
import { confirmed } from "./dialogs.js";
import { button, element } from "./dom.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */

/**
 * @param {HTMLElement} list
 * @param {(id: string) => void} deleted hears which conversation is gone
 */
export function history(list, deleted) {
  let current = "";
  return { show };

  /** @param {string | null} [id] the conversation that is open */
  async function show(id) {
    if (id !== undefined) current = id ?? "";
    /** @type {{conversations: T.ConversationSummary[]}} */
    const { conversations } = await call("GET", "/v1/conversations");
    const items = conversations.map(item);
    list.replaceChildren(...(items.length ? items : [element("li", { class: "note" }, words.noConversations)]));
  }

  /** @param {T.ConversationSummary} summary */
  function item(summary) {
    const { id, title } = summary;
    const isCurrent = id === current;
    const link = element("a", { href: `#/c/${id}`, "aria-current": isCurrent ? "page" : null, title }, title);
    const more = element(
      "details",
      { class: "more" },
      element("summary", { "aria-label": `${words.rename}, ${words.remove}: ${title}` }, "⋯"),
      element(
        "div",
        { class: "menu" },
        button(words.rename, () => made.replaceChildren(naming(summary))),
        button(words.remove, () => void remove(summary)),
      ),
    );
    more.addEventListener("focusout", (event) => {
      if (!more.contains(/** @type {Node | null} */ (event.relatedTarget))) more.removeAttribute("open");
    });
    const made = element("li", {}, link, more);
    return made;
  }

  /** @param {T.ConversationSummary} summary */
  function naming({ id, title }) {
    const name = /** @type {HTMLInputElement} */ (
      element("input", { value: title, "aria-label": words.renameTo, maxlength: "200" })
    );
    /** @param {Event} event */
    const onsubmit = async (event) => {
      event.preventDefault();
      await call("PATCH", `/v1/conversations/${id}`, { title: name.value });
      await show();
    };
    const form = element(
      "form",
      { class: "naming", onsubmit },
      name,
      element("button", { type: "submit", class: "quiet" }, words.save),
    );
    form.addEventListener("keydown", (event) => event.key === "Escape" && void show());
    queueMicrotask(() => name.select());
    return form;
  }

  /** @param {T.ConversationSummary} summary */
  async function remove({ id, title }) {
    if (!(await confirmed(words.removeSure(title), words.remove))) return;
    await call("DELETE", `/v1/conversations/${id}`);
    await show();
    deleted(id);
  }
}
