// What the page says about answers and documents: places, dates, copies, addresses, its own words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { asMarkdown } from "../../assistant/page/copying.js";
import { eventsOf } from "../../assistant/page/events.js";
import { attributionOf, cellsOf, runsOn } from "../../assistant/page/flow.js";
import { clock, when, where, who } from "../../assistant/page/place.js";
import { routeFrom } from "../../assistant/page/route.js";
import { wordsFor } from "../../assistant/page/words.js";
import { en } from "../../assistant/page/words/en.js";
import { zh } from "../../assistant/page/words/zh.js";

async function heard(...chunks) {
  const body = new ReadableStream({
    start(controller) {
      for (const each of chunks) controller.enqueue(typeof each === "string" ? new TextEncoder().encode(each) : each);
      controller.close();
    },
  });
  const found = [];
  for await (const event of eventsOf(body)) found.push([event.name, event.data]);
  return found;
}

test("events come whole, however the bytes are cut", async () => {
  const stream =
    'event: found\ndata: {"a":1}\n\nevent: sentence\ndata: {"b":"é 合同"}\n\n: ping\n\ndata: x\ndata: y\r\n\r\n';
  const bytes = new TextEncoder().encode(stream);
  const expected = [
    ["found", '{"a":1}'],
    ["sentence", '{"b":"é 合同"}'],
    ["message", "x\ny"],
  ];
  assert.deepEqual(await heard(stream), expected);
  for (let at = 1; at < bytes.length; at++) {
    assert.deepEqual(await heard(bytes.slice(0, at), bytes.slice(at)), expected, `cut at ${at}`);
  }
});

test("an event that was not ended is none", async () => {
  assert.deepEqual(await heard("event: done\ndata: {}\n"), []);
});

for (const [date, expected] of [
  ["2025-03-27", "27 Mar 2025"],
  ["2025-03", "Mar 2025"],
  ["2025", "2025"],
  ["spring", "spring"],
  [null, ""],
]) {
  test(`date ${date}`, () => assert.equal(when(date, "en-GB"), expected));
}

for (const [time, expected] of [
  ["00:09:14", "9:14"],
  ["00:00:05", "0:05"],
  ["01:02:03", "1:02:03"],
  ["00:27:07", "27:07"],
]) {
  test(`time ${time}`, () => assert.equal(clock(time), expected));
}

for (const [located, expected] of [
  [
    { document: "A", page: "3", section: "A > 6. Payments > 6.3 Royalties", time: null },
    "Page 3 · 6. Payments › 6.3 Royalties",
  ],
  [{ document: "Interview with Jane on votes", section: "Interview with Jane > Votes" }, "Votes"],
  [{ document: "Ending well", time: "00:09:14" }, "9:14"],
  [{ document: "A", section: "A" }, ""],
]) {
  test(`where ${expected || "nowhere"}`, () => assert.equal(where(located), expected));
}

test("who says it, and whether in their own words", () => {
  const told = ["said", "quoted", "reported"].map((voice) => who({ speaker: "Jane", voice }));
  assert.deepEqual(told, ["Jane", "Jane, as quoted", "Jane, as reported"]);
  assert.equal(who({ speaker: null, voice: "author" }), "");
});

for (const [sentence, before, expected] of [
  ["It has six members.", "The JSC decides.", true],
  ["Jane Roe (2024-05-16): “Never.”", "The JSC decides.", false],
  ["Days:\n1. Send it.", "The JSC decides.", false],
  ["It ends.", "- An item", false],
  ["x".repeat(300), "Short.", false],
  ["每一方只有一票。", "双方共同决策。", true],
  ["字".repeat(100), "双方共同决策。", false],
]) {
  test(`${sentence.slice(0, 20)} runs on: ${expected}`, () => assert.equal(runsOn(sentence, before), expected));
}

for (const [sentence, expected] of [
  ["Helga Maartens (2025-03-27, 00:09:14): “I warn you.”", "Helga Maartens (2025-03-27, 00:09:14): "],
  ["联盟管理常见问题（中文） (2025-04-15): 联合", "联盟管理常见问题（中文） (2025-04-15): "],
  ["Before Amendment 1 (2023-07-01) changed it: 11.2 Either", "Before Amendment 1 (2023-07-01) changed it: "],
  ["The agreement (2021) ended: nobody knew.", ""],
  ["Nothing of the kind.", ""],
]) {
  test(`attribution of ${sentence}`, () => assert.equal(attributionOf(sentence), expected));
}

test("a table's row is told in its cells, and nothing else is", () => {
  const row = "Alliance: Larch; Partner: Quillmere (NRH-214); Owner: Tobias Fennick";
  assert.deepEqual(cellsOf(row), [
    ["Alliance", "Larch"],
    ["Partner", "Quillmere (NRH-214)"],
    ["Owner", "Tobias Fennick"],
  ]);
  assert.deepEqual(cellsOf("Quillmere shall pay: EUR 15; EUR 25; and EUR 45."), []);
  assert.deepEqual(cellsOf("Owner: AM; Due: day 10"), []);
  assert.deepEqual(cellsOf("Rows:\n- A: 1; B: 2; C: 3"), []);
});

const CITATION = {
  number: 1,
  quote: "Never.\nNot a vote.",
  document: "Notes [draft] *x*",
  source: "a/b.md",
  speaker: "Jane Roe",
  voice: "said",
  date: "2022-03-22",
  section: null,
  page: "4",
  time: null,
};

test("a copy has the question, the answer and each quote with its place", () => {
  const copy = asMarkdown({ question: "A vote?", text: "Never. [1]", citations: [CITATION] });
  assert.equal(
    copy,
    "**A vote?**\n\nNever. [1]\n\nSources:\n\n" +
      "[1] **Notes \\[draft\\] \\*x\\***, Jane Roe · 22 Mar 2022 · Page 4 (a/b.md)\n\n> Never.\n> Not a vote.\n",
  );
  assert.equal(asMarkdown({ question: "A?", text: "Not found.", citations: [] }), "**A?**\n\nNot found.\n");
});

for (const [hash, expected] of [
  ["", { view: "conversation", id: null }],
  ["#/", { view: "conversation", id: null }],
  ["#/c/ab12", { view: "conversation", id: "ab12" }],
  ["#/c/../x", { view: "conversation", id: null }],
  ["#/known", { view: "known" }],
  ["#/shared/a-B_9", { view: "shared", token: "a-B_9" }],
  ["#/document/ab?5-9", { view: "document", id: "ab", quote: { start: 5, end: 9 } }],
  ["#/document/ab?9-5", { view: "document", id: "ab", quote: null }],
  ["#/document/ab", { view: "document", id: "ab", quote: null }],
]) {
  test(`address ${hash}`, () => assert.deepEqual(routeFrom(hash), expected));
}

test("the page speaks the first language that it can", () => {
  assert.equal(wordsFor(["fr-FR", "zh-TW", "en"]), zh);
  assert.equal(wordsFor(["en-US", "zh"]), en);
  assert.equal(wordsFor([]), en);
});

test("both languages say the same things", () => {
  const shape = (said) =>
    Object.fromEntries(
      Object.entries(said).map(([key, value]) => [key, typeof value === "object" ? shape(value) : typeof value]),
    );
  assert.deepEqual(shape(zh), shape(en));
});
