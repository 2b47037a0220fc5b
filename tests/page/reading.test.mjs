// What the page makes of a source's text: blocks, times, marks. The ranges are of the text itself.

import assert from "node:assert/strict";
import { test } from "node:test";

import { excerpt } from "../../assistant/page/excerpt.js";
import { blocksOf } from "../../assistant/page/layout.js";
import { runsOf } from "../../assistant/page/runs.js";
import { outlineOf, spotsOf, unitsOf } from "../../assistant/page/spots.js";

const spot = (kind, value, start, end) => ({ kind, value, start, end });

function told(text, spots, markup) {
  return blocksOf(text, spots, markup).map(({ kind, start, end, label, time, cells, isHeader }) => {
    if (label !== undefined) return [kind, time ? `${label} ${time}` : label];
    if (cells) return [isHeader ? "header" : kind, ...cells.map((cell) => text.slice(cell.start, cell.end))];
    return [kind, text.slice(start, end)];
  });
}

test("Markdown is shown by its blocks, without front matter", () => {
  const front = "---\ntitle: Owners\n---\n";
  const header = "| Alliance | Owner |\n|---|---|";
  const text = `${front}\n# Owners\n\nAs of June.\nAsk them.\n\n${header}\n| Larch | Tobias |\n\n1. First\n   and on\n2. Then\n`;
  const spots = [spot("furniture", "front matter", 0, front.length)];
  spots.push(spot("furniture", "table header", text.indexOf(header), text.indexOf(header) + header.length));
  assert.deepEqual(told(text, spots, "markdown"), [
    ["heading", "Owners"],
    ["paragraph", "As of June.\nAsk them."],
    ["header", "Alliance", "Owner"],
    ["row", "Larch", "Tobias"],
    ["item", "1. First\n   and on"],
    ["item", "2. Then"],
  ]);
});

test("a turn begins with its speaker in place of the label", () => {
  const text = "Q: Who votes?\n\nA: Nobody. *Ever.*\n";
  const spots = [
    spot("furniture", "label", 0, 3),
    spot("speaker", "Lena Prowse", 3, 13),
    spot("furniture", "label", 15, 18),
    spot("speaker", "Philippa Strand", 18, 33),
  ];
  assert.deepEqual(told(text, spots, "markdown"), [
    ["speaker", "Lena Prowse"],
    ["paragraph", "Who votes?"],
    ["speaker", "Philippa Strand"],
    ["paragraph", "Nobody. *Ever.*"],
  ]);
});

test("a long turn shows the time about once a minute", () => {
  const cues = ["One.", "Two.", "Three.", "Four."];
  const times = ["00:00:05", "00:00:20", "00:01:10", "00:01:30"];
  const text = cues.join(" ");
  const spots = cues.map((cue, at) => spot("time", times[at], text.indexOf(cue), text.indexOf(cue) + cue.length));
  spots.push(spot("speaker", "Imke", 0, text.length));
  assert.deepEqual(told(text, spots, "plain"), [
    ["speaker", "Imke 00:00:05"],
    ["paragraph", "One. Two. "],
    ["time", "00:01:10"],
    ["paragraph", "Three. Four."],
  ]);
});

test("pages are divided and their running heads are left out", () => {
  const text = "Close-out\nOne.\nPage 1\fClose-out\nTwo.\nPage 2";
  const second = text.indexOf("\f") + 1;
  const head = (start) => spot("furniture", "page header", start, start + 9);
  const foot = (words) => spot("furniture", "page footer", text.indexOf(words), text.indexOf(words) + words.length);
  const spots = [spot("page", "1", 0, second - 1), spot("page", "2", second, text.length)];
  spots.push(head(0), head(second), foot("Page 1"), foot("Page 2"));
  assert.deepEqual(told(text, spots, "pdf"), [
    ["page", "1"],
    ["paragraph", "One."],
    ["page", "2"],
    ["paragraph", "Two."],
  ]);
});

test("the line that a section is named by is its heading", () => {
  const text = "Preparing\n\nWhy\n\nBecause.\n";
  const spots = [spot("section", "Preparing", 0, 11), spot("section", "Preparing > Why", 11, 25)];
  assert.deepEqual(told(text, spots, "plain"), [
    ["heading", "Preparing"],
    ["heading", "Why"],
    ["paragraph", "Because."],
  ]);
  assert.deepEqual(outlineOf(spots), [
    { label: "Preparing", depth: 1, start: 0 },
    { label: "Why", depth: 2, start: 11 },
  ]);
});

test("no word of a text is lost but what is furniture", () => {
  const text = "# One\n\ntwo\nthree | four\n- five\n\n> six\n\f seven\r\n\n\n|eight|\n";
  const shown = blocksOf(text, [], "markdown").flatMap(({ start, end, cells }) => cells ?? [{ start, end }]);
  const words = shown.map(({ start, end }) => text.slice(start, end)).join(" ");
  for (const word of text.match(/\w+/g)) assert.ok(words.includes(word), word);
});

test("offsets count characters, also beyond the first plane", () => {
  const source = { text: "a😀b𠀀c", start: 10 };
  assert.deepEqual([10, 11, 12, 13, 14, 15, 99].map(unitsOf(source)), [0, 1, 3, 4, 6, 7, 7]);
  assert.deepEqual([10, 11, 99].map(unitsOf({ text: "ab", start: 10 })), [0, 1, 2]);
  const places = [{ kind: "speaker", value: "A", start: 12, end: 13 }];
  assert.deepEqual(spotsOf({ ...source, places }), [spot("speaker", "A", 3, 4)]);
});

for (const [text, marked, isMarkdown, expected] of [
  ["one two three", [4, 7], true, ["one ", "<two>", " three"]],
  ["**Send it.** Owner: AM", null, true, ["(**)", "Send it.", "(**)", " Owner: AM"]],
  ["a *b* c", [0, 7], true, ["<a >", "<(*)>", "<b>", "<(*)>", "< c>"]],
  ["[***] per cent; above, [***] per cent", null, true, ["[***] per cent; above, [***] per cent"]],
  ["2 * 3 * 4", null, true, ["2 * 3 * 4"]],
  ["**plain**", null, false, ["**plain**"]],
]) {
  test(`runs of ${JSON.stringify(text)}`, () => {
    const ranges = marked ? [{ start: marked[0], end: marked[1] }] : [];
    const runs = runsOf(text, { start: 0, end: text.length }, ranges, isMarkdown);
    const shown = runs.map(({ start, end, isMarked, look }) => {
      const words = look === "sign" ? `(${text.slice(start, end)})` : text.slice(start, end);
      return isMarked ? `<${words}>` : words;
    });
    assert.deepEqual(shown, expected);
    assert.equal(runs.map(({ start, end }) => text.slice(start, end)).join(""), text);
  });
}

test("an excerpt does not repeat the heading that its place names", () => {
  assert.equal(excerpt("## Who may escalate\n\nAnyone.", "Escalation > Who may escalate"), "Anyone.");
  assert.equal(excerpt("Whoever asks.", "Who"), "Whoever asks.");
});

for (const [text, expected] of [
  ["| JSC | 联合指导委员会 | Joint committee. |", "JSC · 联合指导委员会 · Joint committee."],
  ["9.2 *Convenience.* Either\nParty", "9.2 Convenience. Either Party"],
  ["## Title\n\nText", "Title Text"],
  ["[***] per cent", "[***] per cent"],
]) {
  test(`excerpt of ${JSON.stringify(text)}`, () => assert.equal(excerpt(text), expected));
}
