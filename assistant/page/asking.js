// A conversation: its turns, the question being asked, and the box to ask in.

import { announce } from "./announce.js";
import { ask, call, Problem } from "./api.js";
import { composer } from "./composer.js";
import { element } from "./dom.js";
import { starters } from "./starters.js";
import { TurnView } from "./turn.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */
/** @import {Open} from "./cards.js" */

/**
 * Show a conversation, or the beginning of one.
 * @param {HTMLElement} main
 * @param {{id: string | null, open: Open, kept: (id: string) => void}} about `kept` hears what was added to
 */
export function conversation(main, { id, open, kept }) {
  const turns = element("div", { class: "turns" });
  /** @type {AbortController | null} */
  let running = null;
  let isLeft = false;
  const box = composer({ send: (question) => void put(question), stop: () => running?.abort() });
  const welcome = element(
    "div",
    { class: "welcome" },
    element("h1", {}, words.welcome),
    element("p", {}, words.promise),
  );
  const heading = element("h1", { class: "unseen" }, words.ask);
  const first = id ? null : starters((question) => void put(question));
  main.replaceChildren(id ? heading : welcome, turns, box.element, first ?? "");
  main.classList.toggle("is-empty", !id);
  const shown = id ? restore(id) : Promise.resolve();
  box.ready(id !== null);
  return { shown, leave };

  function leave() {
    isLeft = true;
    running?.abort();
  }

  /** @param {string} kept */
  async function restore(kept) {
    /** @type {T.Conversation} */
    const held = await call("GET", `/v1/conversations/${kept}`);
    for (const each of held.turns) add(each.question).restore(each);
    turns.lastElementChild?.scrollIntoView({ block: "start" });
  }

  /** @param {string} question */
  function add(question) {
    const turn = new TurnView(question, { open, again: (asked) => void put(asked) });
    turns.append(turn.element);
    return turn;
  }

  /** @param {string} question */
  async function put(question) {
    if (running) return;
    running = new AbortController();
    welcome.replaceWith(heading);
    first?.remove();
    main.classList.remove("is-empty");
    const turn = add(question);
    turn.progress(words.searching);
    turn.element.scrollIntoView({ block: "start" });
    box.busy(true);
    try {
      for await (const event of ask({ question, conversation_id: id }, running.signal)) hear(turn, event);
    } catch (error) {
      if (running.signal.aborted) {
        turn.stop();
        if (!isLeft) announce(words.stopped);
      } else if (error instanceof Problem) turn.fail(error.message);
      else {
        turn.fail(words.brokeOff);
        throw error;
      }
    } finally {
      running = null;
      box.busy(false);
      box.ready(true);
    }
  }

  /** @param {TurnView} turn @param {T.AnswerEvent} event */
  function hear(turn, event) {
    switch (event.name) {
      case "found":
        turn.progress(words.writing(event.passages.length));
        if (event.conversation_id) keep(event.conversation_id);
        break;
      case "sentence":
        turn.wrote(event.sentence, event.citations);
        break;
      default:
        turn.finish(event.answer);
        if (event.answer.conversation_id) keep(event.answer.conversation_id);
    }
  }

  /** @param {string} now */
  function keep(now) {
    id = now;
    kept(now);
  }
}
