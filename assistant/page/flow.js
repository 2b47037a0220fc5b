// How the sentences of an answer follow one another, told from each and the one before it: so what stands never moves.

const SHORT = 150; // characters of a sentence that reads well in a paragraph
const SHORT_IDEOGRAPHS = 60;

const ATTRIBUTION = /^[^\n:：]{1,160}[(（]\d{4}[^)）]*[)）](?: changed it|修改之前)?[:：]\s*/;
const PAIR = /^([^:.]{1,30}): (.+)$/;
const FEWEST_PAIRS = 3;

/**
 * What a sentence opens with where it says whose words follow: "Jane Roe (2024-05-16, 00:09:14): "; else nothing.
 * @param {string} sentence
 */
export function attributionOf(sentence) {
  return sentence.match(ATTRIBUTION)?.[0] ?? "";
}

/**
 * The cells of a table's row that is told under its header, "Alliance: Larch; Owner: Tobias Fennick; …"; else none.
 * @param {string} sentence
 * @returns {[string, string][]}
 */
export function cellsOf(sentence) {
  const pairs = sentence.includes("\n") ? [] : sentence.split("; ").map((each) => each.match(PAIR));
  if (pairs.length < FEWEST_PAIRS) return [];
  return pairs.every((each) => each !== null) ? pairs.map(([, label, value]) => [label, value]) : [];
}

/**
 * Whether the sentence goes on in the paragraph of the one before, rather than beginning one of its own.
 * @param {string} sentence @param {string} before
 */
export function runsOn(sentence, before) {
  return isShort(sentence) && isShort(before) && !attributionOf(sentence);
}

/** @param {string} sentence */
function isShort(sentence) {
  if (/\n|^(?:[-*•#>|]|\d+[.)])\s/.test(sentence)) return false;
  return sentence.length <= (/[\u3400-\u9fff]/.test(sentence) ? SHORT_IDEOGRAPHS : SHORT);
}
