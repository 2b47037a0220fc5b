// The box that a question is written in. Enter asks; Shift and Enter begins a line.

import { button, element } from "./dom.js";
import { words } from "./words.js";

/**
 * @param {{send: (question: string) => void, stop: () => void}} does
 */
export function composer({ send, stop }) {
  const text = /** @type {HTMLTextAreaElement} */ (
    element("textarea", { id: "question", rows: "1", maxlength: "10000", enterkeyhint: "send", autocomplete: "off" })
  );
  const submit = /** @type {HTMLButtonElement} */ (element("button", { type: "submit", class: "main" }, words.send));
  const halt = button(words.stop, stop, { class: "main stop", hidden: true });
  const form = element(
    "form",
    { class: "composer", onsubmit: asked },
    element("label", { class: "unseen", for: "question" }, words.question),
    text,
    submit,
    halt,
  );
  text.addEventListener("input", fit);
  text.addEventListener("keydown", (event) => {
    // While an input method composes, as for Chinese, Enter chooses a word.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) asked(event);
    else if (event.key === "Escape" && !halt.hidden) stop();
  });
  return { element: form, busy, ready };

  /** @param {Event} event */
  function asked(event) {
    event.preventDefault();
    const question = text.value.trim();
    if (!question || !halt.hidden) return;
    text.value = "";
    fit();
    send(question);
  }

  function fit() {
    text.style.height = "auto";
    if (text.value) text.style.height = `${text.scrollHeight}px`;
  }

  /** @param {boolean} isBusy */
  function busy(isBusy) {
    const [before, now] = isBusy ? [submit, halt] : [halt, submit];
    const hadFocus = before === document.activeElement;
    before.hidden = true;
    now.hidden = false;
    if (hadFocus) now.focus({ preventScroll: true });
  }

  /** @param {boolean} goesOn whether the next question follows others */
  function ready(goesOn) {
    text.placeholder = goesOn ? words.followUp : words.placeholder;
    const isElsewhere = document.activeElement !== document.body && !form.contains(document.activeElement);
    // Where fingers type, focus would bring up a keyboard over half the page.
    if (!isElsewhere && matchMedia("(pointer: fine)").matches) text.focus({ preventScroll: true });
  }
}
