// Which view an address names. What it names stands behind the #, which browsers keep to themselves.

/** @typedef {{view: "conversation", id: string | null} | {view: "known"} | {view: "shared", token: string}
 *   | {view: "document", id: string, quote: {start: number, end: number} | null}} Route */

/**
 * @param {string} hash
 * @returns {Route}
 */
export function routeFrom(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?");
  const [, view, id] = path.split("/");
  if (view === "known") return { view };
  if (view === "c" && isId(id)) return { view: "conversation", id };
  if (view === "shared" && isId(id)) return { view, token: id };
  if (view === "document" && isId(id)) return { view, id, quote: quoteFrom(query) };
  return { view: "conversation", id: null };
}

/** @param {string | undefined} id */
function isId(id) {
  return /^[\w-]+$/.test(id ?? "");
}

/** @param {string} query */
function quoteFrom(query) {
  const [start, end] = query.split("-").map(Number);
  return Number.isInteger(start) && Number.isInteger(end) && start < end ? { start, end } : null;
}
