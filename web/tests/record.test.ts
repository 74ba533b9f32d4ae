// The event as a person says it should be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, missedEvent, recordOf } from "../src/views/reader/record";
import { event } from "./event";

const article = "Þór sailed. The guard met them at Höfn. The guard left.";
const bytes = (words: string) => Buffer.byteLength(article.slice(0, article.indexOf(words)));
const guard = {
  code: "ISLMIL",
  country: "ISL",
  sector: "MIL",
  name: null,
  office: null,
  text: "The guard",
  begin: bytes("The guard"),
  end: bytes("The guard") + 9,
};
const coded = event({
  text: "The guard met them at Höfn.",
  trigger: { text: "met", begin: bytes("met"), end: bytes("met") + 3 },
  actor: [guard],
  key: 7,
  story: null,
});
const changed = (changes: object) => recordOf({ ...draftOf(coded), ...changes }, coded, article);

test("nothing changed: the event without what belongs to the store", () => {
  const { key: _, story: __, ...bare } = coded;
  assert.deepEqual(changed({}), bare);
});
test("a new place is looked up in bytes", () => {
  const { place } = changed({ place: "Höfn" });
  assert.deepEqual([place?.begin, place?.end], [bytes("Höfn"), bytes("Höfn") + 5]);
});
test("words are taken near the sentence", () =>
  assert.equal(changed({ recipient: [{ words: "The guard", code: "" }] }).recipient[0]?.begin, guard.begin));
test("words that are not in the article are refused", () => assert.throws(() => changed({ place: "Oslo" }), /Oslo/));
test("another code keeps the span and gives country and sector", () => {
  const { actor } = changed({ actor: [{ words: "The guard", code: "DNKCOP" }] });
  assert.deepEqual([actor[0]?.country, actor[0]?.sector, actor[0]?.begin], ["DNK", "COP", guard.begin]);
});
test("international bodies have no country", () =>
  assert.equal(changed({ actor: [{ words: "them", code: "IGOUNO" }] }).actor[0]?.country, null));
test("another type drops modes and codes of the old", () => {
  const arrest = event({ ...coded, event: "COERCE", mode: ["arrest"] });
  const assault = recordOf({ ...draftOf(arrest), event: "ASSAULT" }, arrest, article);
  assert.deepEqual([assault.mode, assault.quad, assault.cameo], [[], 4, null]);
  assert.deepEqual(recordOf(draftOf(arrest), arrest, article).mode, ["arrest"]);
});
test("a missed event has the sentence of its words", () => {
  const { text, trigger } = missedEvent("left", article.indexOf("left"), article);
  assert.equal(text, "The guard left.");
  assert.deepEqual(trigger, { text: "left", begin: bytes("left"), end: bytes("left") + 4 });
});
test("the first sentence begins with the article", () =>
  assert.equal(missedEvent("sailed", article.indexOf("sailed"), article).text, "Þór sailed."));
