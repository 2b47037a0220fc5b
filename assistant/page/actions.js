// What can be done with an answer: copy it, link to it, say whether it was good.

import { announce } from "./announce.js";
import { call, Problem } from "./api.js";
import { asMarkdown, copied } from "./copying.js";
import { button, element } from "./dom.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @typedef {"up" | "down"} Verdict */

/**
 * @param {T.Answer} answer @param {Verdict | null} [given] what was thought of it before
 */
export function answerActions(answer, given = null) {
  const up = button(words.good, () => void judge("up"), { class: "quiet" });
  const down = button(words.bad, () => ask(), { class: "quiet", "aria-expanded": "false" });
  const row = element(
    "div",
    { class: "actions" },
    button(words.copy, () => void copy(answer), { class: "quiet" }),
    button(words.link, () => void link(answer), { class: "quiet" }),
    element("span", { class: "gap" }),
    up,
    down,
  );
  const whole = element("div", {}, row);
  show(given);
  return whole;

  /** @param {Verdict | null} verdict */
  function show(verdict) {
    up.setAttribute("aria-pressed", String(verdict === "up"));
    down.setAttribute("aria-pressed", String(verdict === "down"));
  }

  function ask() {
    if (whole.querySelector("form")) return;
    const form = reasonForm(
      (reason) => judge("down", reason),
      () => close(form),
    );
    down.setAttribute("aria-expanded", "true");
    whole.append(form);
    form.querySelector("textarea")?.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} form */
  function close(form) {
    form.remove();
    down.setAttribute("aria-expanded", "false");
    down.focus();
  }

  /** @param {Verdict} verdict @param {string} [reason] */
  async function judge(verdict, reason = "") {
    const form = whole.querySelector("form");
    try {
      await call("POST", "/v1/feedback", { answer_id: answer.id, verdict, reason });
      show(verdict);
      if (form) close(form);
      announce(words.thanks);
    } catch (error) {
      announce(told(error));
    }
  }
}

/**
 * @param {(reason: string) => Promise<void>} send @param {() => void} cancel
 */
function reasonForm(send, cancel) {
  const reason = /** @type {HTMLTextAreaElement} */ (element("textarea", { rows: "2", maxlength: "10000" }));
  /** @param {Event} event */
  const onsubmit = (event) => {
    event.preventDefault();
    void send(reason.value);
  };
  return element(
    "form",
    { class: "reason", onsubmit },
    element("label", {}, words.whyBad, reason),
    element(
      "div",
      { class: "row" },
      element("button", { type: "submit", class: "main" }, words.sendFeedback),
      button(words.cancel, cancel, { class: "quiet" }),
    ),
  );
}

/** @param {T.Answer} answer */
async function copy(answer) {
  announce((await copied(asMarkdown(answer))) ? words.copied : words.copyFailed);
}

/** @param {T.Answer} answer */
async function link(answer) {
  try {
    const { token } = await call("POST", `/v1/answers/${answer.id}/share`);
    const address = `${location.origin}/#/shared/${token}`;
    announce((await copied(address)) ? words.linked : address);
  } catch (error) {
    announce(told(error));
  }
}

/** @param {unknown} error */
function told(error) {
  if (error instanceof Problem) return error.message;
  throw error;
}
