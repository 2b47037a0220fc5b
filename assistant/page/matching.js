// Which documents go by a name.

/** @import * as T from "./types.d.ts" */

/**
 * The documents whose title, people, partners, alliances or owner have every word that was typed, in any case and
 * with or without accents.
 * @template {Pick<T.Source, "title" | "people" | "partners" | "alliances" | "owner" | "source">} Named
 * @param {Named[]} sources @param {string} typed
 */
export function matching(sources, typed) {
  const wanted = bare(typed).split(/\s+/).filter(Boolean);
  return sources.filter((each) => {
    const people = each.people.map(({ name }) => name);
    const names = bare([each.title, each.owner, each.source, ...people, ...each.partners, ...each.alliances].join(" "));
    return wanted.every((word) => names.includes(word));
  });
}

/** @param {string} text */
function bare(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
