// Codes as words, dates, numbers, CSV.
import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "../src/export/csv";
import { count, dateText, named, plural, sentenceOf, verbOf } from "../src/phrase";
import { event } from "./event";

const party = (name: string | null, text = name ?? "", country: string | null = null) => ({
  code: country,
  country,
  sector: null,
  name,
  text,
});
const denmark = [party("Denmark")];

test("type alone", () => assert.equal(verbOf(event({ event: "ASSAULT", recipient: denmark })), "attacked"));
test("the mode says more", () => assert.equal(verbOf(event({ event: "COERCE", mode: ["arrest"] })), "detained"));
test("a mode that says no more", () => assert.equal(verbOf(event({ event: "MOBILIZE", mode: ["weapons"] })), "mobilised"));
test("an act spoken of", () =>
  assert.equal(verbOf(event({ event: "REQUEST", of: "AID", recipient: denmark })), "demanded aid from"));
test("no recipient, no preposition", () => assert.equal(verbOf(event({ event: "REQUEST", of: "AID" })), "demanded aid"));
test("threats against cooperation take it away", () =>
  assert.equal(verbOf(event({ event: "THREATEN", of: "AID" })), "threatened to withdraw aid"));
test("what is to come", () => {
  assert.equal(verbOf(event({ event: "ASSAULT", status: "planned" })), "to attack");
  assert.equal(verbOf(event({ event: "ASSAULT", status: "considered" })), "may attack");
  assert.equal(verbOf(event({ event: "AGREE", of: "CONSULT", status: "intended", recipient: denmark })), "to talk with");
  assert.equal(verbOf(event({ event: "AGREE", of: "CONSULT", recipient: denmark })), "agreed to talks with");
});
test("a threat was made, whatever becomes of the act", () =>
  assert.equal(verbOf(event({ event: "THREATEN", of: "ASSAULT", status: "conditional" })), "threatened an attack"));
test("what is not", () => {
  assert.equal(verbOf(event({ event: "ASSAULT", status: "negated" })), "did not attack");
  assert.equal(verbOf(event({ event: "RETREAT", mode: ["release"], status: "failed" })), "failed to release");
});
test("a type that nobody knows", () => assert.equal(verbOf(event({ event: "NONE" })), "none"));

test("a sentence tells status and who is missing", () => {
  assert.equal(
    sentenceOf(event({ event: "ASSAULT", recipient: denmark, status: "denied" })),
    "someone attacked Denmark (denied)",
  );
  assert.equal(sentenceOf(event({ actor: denmark })), "Denmark talked");
});
test("parties of one name are one", () => {
  const [both, ...others] = named([party(null, "both sides", "ISL"), party(null, "both sides", "DNK")]);
  assert.deepEqual([both?.name, both?.note, others.length], ["both sides", "ISL, DNK", 0]);
  assert.equal(named(denmark)[0]?.note, "");
});

test("dates as far as they are known", () =>
  assert.deepEqual(["2026-03-02", "2026-03", "2026", null].map(dateText), ["2 Mar 2026", "Mar 2026", "2026", "no date"]));
test("numbers", () =>
  assert.deepEqual(
    [count(999), count(1234567), plural(1, "event"), plural(0, "event")],
    ["999", "1,234,567", "1 event", "0 events"],
  ));

const csv = (value: string | number | null) => csvOf([{ title: "t", cell: () => value }], [0]).split("\r\n")[1];
test("cells of CSV", () => {
  assert.equal(csv('a "b", c'), '"a ""b"", c"');
  assert.equal(csv("plain"), "plain");
  assert.equal(csv(null), "");
});
test("no formulas for spreadsheets, but numbers stay numbers", () => {
  assert.equal(csv("=1+1"), "'=1+1");
  assert.equal(csv(-5), "-5");
});
