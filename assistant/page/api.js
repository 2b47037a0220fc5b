// The service's HTTP, with the key that the person signed in with, if one was asked for.

import { eventsOf } from "./events.js";
import { words } from "./words.js";

/** @import * as T from "./types.d.ts" */

const KEY = "ally-key";

/** What went wrong, in one line for whoever reads the page. */
export class Problem extends Error {}

/** @type {(hadKey: boolean) => Promise<boolean>} */
let askForKey = async () => false;
/** @type {Promise<boolean> | null} */
let asking = null;

/**
 * Says how to get a key when the service wants one: it resolves to whether there is one to try now.
 * @param {(hadKey: boolean) => Promise<boolean>} how
 */
export function whenRefused(how) {
  askForKey = how;
}

export const isSignedIn = () => sessionStorage.getItem(KEY) !== null;
/** @param {string} key */
export const signIn = (key) => sessionStorage.setItem(KEY, key);
export const signOut = () => sessionStorage.removeItem(KEY);

/**
 * The JSON that the service replies with.
 * @param {string} method @param {string} path @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function call(method, path, body) {
  const reply = await sent(method, path, body);
  return reply.status === 204 ? null : reply.json();
}

/**
 * The events of an answer; leaving the loop early, or the signal, ends the work at the service too.
 * @param {{question: string, conversation_id: string | null}} asked
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<T.AnswerEvent>}
 */
export async function* ask(asked, signal) {
  const reply = await sent("POST", "/v1/ask", { ...asked, stream: true }, signal);
  if (!reply.body) throw new Problem(words.brokeOff);
  let ended = false;
  try {
    for await (const { name, data } of eventsOf(reply.body)) {
      ended ||= name === "done" || name === "error";
      yield { name, ...JSON.parse(data) };
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof TypeError)) throw error;
  }
  if (!ended) throw new Problem(words.brokeOff);
}

/**
 * @param {string} method @param {string} path @param {unknown} body @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function sent(method, path, body, signal) {
  for (;;) {
    const key = sessionStorage.getItem(KEY);
    const reply = await fetched(path, {
      method,
      signal,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(key ? { Authorization: `Bearer ${key}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (reply.ok) return reply;
    if (reply.status === 401 && (await keyInstead(key))) continue;
    throw await problemIn(reply);
  }
}

/** @param {string} path @param {RequestInit} init */
async function fetched(path, init) {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(words.unreachable);
  }
}

/**
 * Whether there is another key to try than the one refused. However many requests were refused, it is asked for once.
 * @param {string | null} refused
 */
async function keyInstead(refused) {
  if (sessionStorage.getItem(KEY) !== refused) return true;
  asking ??= askForKey(refused !== null).finally(() => (asking = null));
  return asking;
}

/** @param {Response} reply */
async function problemIn(reply) {
  try {
    const { detail, code = null } = await reply.json();
    const about = { detail, seconds: reply.headers.get("Retry-After"), request: reply.headers.get("X-Request-ID") };
    return new Problem(words.problem(code, about));
  } catch {
    return new Problem(`${reply.status} ${reply.statusText}`);
  }
}
