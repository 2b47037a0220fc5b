// A line to search by, with a button: a form, so that Enter works everywhere.

import { element } from "./dom.js";

/**
 * @param {string} label @param {(query: string) => Promise<void>} search
 */
export function searchBox(label, search) {
  const box = /** @type {HTMLInputElement} */ (
    element("input", { type: "search", "aria-label": label, placeholder: label })
  );
  /** @param {Event} event */
  const onsubmit = (event) => {
    event.preventDefault();
    if (box.value.trim()) void search(box.value.trim());
  };
  return element("form", { class: "search", role: "search", onsubmit }, box);
}
