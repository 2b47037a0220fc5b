// A question and its answer: while it is written, when it is there, and where there is none.

import { AnswerBody } from "./answer.js";
import { answerActions } from "./actions.js";
import { citationCard } from "./cards.js";
import { button, element } from "./dom.js";
import { notFound } from "./not_found.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Open} from "./cards.js" */

let made = 0;

/** One turn of a conversation, as the page shows it. */
export class TurnView {
  /**
   * @param {string} question
   * @param {{open: Open, again?: (question: string) => void}} does
   */
  constructor(question, does) {
    this.does = does;
    this.question = question;
    this.body = new AnswerBody(does.open);
    this.cards = element("ol", { class: "cards" });
    this.foot = element("div", { class: "foot" });
    const id = `turn-${++made}`;
    this.notes = element("section", { class: "notes", "aria-label": words.sourcesOf, hidden: true }, this.cards);
    this.told = element("div", { class: "told" }, this.body.element, this.foot);
    this.element = element(
      "article",
      { class: "turn", "aria-labelledby": id },
      element("h2", { class: "asked", id, tabindex: "-1" }, question),
      this.told,
      this.notes,
    );
  }

  /** @param {string} what is being done */
  progress(what) {
    this.element.classList.add("is-writing");
    this.foot.replaceChildren(element("p", { class: "progress", role: "status" }, what));
  }

  /** @param {T.Sentence} sentence @param {T.Citation[]} citations */
  wrote(sentence, citations) {
    this.body.add(sentence, citations);
    this.cards.append(...citations.map((each) => citationCard(each, each.number, this.does.open)));
    this.notes.hidden = !this.cards.childElementCount;
  }

  /** @param {T.Answer} answer whose sentences were shown as they came */
  finish(answer) {
    this.element.classList.remove("is-writing");
    this.foot.replaceChildren();
    if (answer.status === "failed") return this.fail(answer.text);
    if (answer.status === "not_found") {
      this.element.classList.add("is-not-found");
      this.body.element.append(...notFound(answer, this.does.open));
    } else this.body.note(answer.notes);
    if (answer.standalone_question !== answer.question && !answer.standalone_question.includes(answer.question)) {
      this.body.note([words.understood(answer.standalone_question)]);
    }
    this.foot.replaceChildren(answerActions(answer));
  }

  /** @param {string} message why there is no answer, or no more of it */
  fail(message) {
    this.element.classList.remove("is-writing");
    this.element.classList.add("is-failed");
    const again = this.does.again;
    const isBare = !this.body.element.childElementCount;
    this.foot.replaceChildren(
      element("p", { class: "problem" }, isBare && element("strong", {}, words.failed), isBare && " ", message),
      again ? button(words.again, () => again(this.question), { class: "quiet" }) : "",
    );
  }

  /** What was written stays; nothing is added. */
  stop() {
    this.element.classList.remove("is-writing");
    this.foot.replaceChildren(element("p", { class: "note" }, words.stopped));
  }

  /** @param {T.Turn} turn as it was kept */
  restore(turn) {
    const { answer } = turn;
    this.body.element.removeAttribute("aria-live"); // it is not news
    if (answer) {
      const told = new Set();
      for (const sentence of answer.sentences) {
        const fresh = answer.citations.filter(({ number }) => sentence.citations.includes(number) && !told.has(number));
        for (const { number } of fresh) told.add(number);
        this.wrote(sentence, fresh);
      }
      this.finish(answer);
      if (turn.feedback) this.foot.replaceChildren(answerActions(answer, turn.feedback.verdict));
    }
    if (!turn.finished) this.foot.prepend(element("p", { class: "note" }, words.interrupted));
    if (!turn.complete) {
      const changed = turn.changed.map((each) => words.changed(each.document));
      this.foot.prepend(element("p", { class: "note" }, [words.incomplete, ...changed].join(" ")));
    }
    const again = this.does.again;
    if (!answer && again) this.foot.append(button(words.again, () => again(this.question), { class: "quiet" }));
  }

  /** For somebody who did not ask: no copy to make a link of, and no opinion to give. */
  withoutActions() {
    for (const each of this.foot.querySelectorAll(".actions, form")) each.remove();
  }
}
