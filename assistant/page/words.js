// The page's own words, in the first language of the browser's that it speaks.

import { en } from "./words/en.js";
import { zh } from "./words/zh.js";

/**
 * @param {readonly string[]} languages as in `navigator.languages`, the best liked first
 * @returns {typeof en}
 */
export function wordsFor(languages) {
  for (const each of languages) {
    const language = each.toLowerCase().split("-")[0];
    if (language === "zh") return zh;
    if (language === "en") return en;
  }
  return en;
}

export const words = wordsFor(globalThis.navigator?.languages ?? []);
