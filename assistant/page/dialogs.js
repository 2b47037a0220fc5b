// Questions that the page puts to the person: for a key, and whether something is really to be deleted.

import { signIn } from "./api.js";
import { button, element } from "./dom.js";
import { words } from "./words.js";

/**
 * Ask for a key; whether there is one to try now.
 * @param {boolean} wasRefused whether a key was shown already
 * @returns {Promise<boolean>}
 */
export function askForKey(wasRefused) {
  const key = /** @type {HTMLInputElement} */ (
    element("input", { type: "password", autocomplete: "off", required: true, "aria-describedby": "key-about" })
  );
  const content = [
    element("h2", {}, words.signIn),
    element("p", { class: "problem", role: "alert", hidden: !wasRefused }, wasRefused && words.keyWrong),
    element("p", { id: "key-about" }, `${words.keyNeeded} ${words.keyKept}`),
    element("label", {}, words.key, key),
  ];
  return asked(content, words.signIn).then((agreed) => {
    const given = key.value.trim();
    if (agreed && given) signIn(given);
    return agreed && given !== "";
  });
}

/**
 * @param {string} question @param {string} yes what to do
 */
export function confirmed(question, yes) {
  return asked([element("p", {}, question)], yes);
}

/**
 * A dialog with what it asks, a button that agrees and one that does not.
 * @param {Node[]} content @param {string} yes
 * @returns {Promise<boolean>}
 */
function asked(content, yes) {
  return new Promise((resolve) => {
    const cancel = button(words.cancel, () => dialog.close(""), { class: "quiet" });
    const form = element(
      "form",
      { method: "dialog" },
      ...content,
      element("div", { class: "row" }, element("button", { class: "main", value: "yes" }, yes), cancel),
    );
    const dialog = /** @type {HTMLDialogElement} */ (element("dialog", { class: "small" }, form));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    if (!form.querySelector("input")) cancel.focus(); // nothing is deleted by an Enter too many
  });
}
