// Edits of conflict models: what is written by name or by place follows. Packing. The layout of the graph.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as edits from "../src/views/strategy/edits";
import { layoutOf } from "../src/views/strategy/graph_layout";
import { type GraphMove, modelOf } from "../src/views/strategy/graph_model";
import { type Model, optionsOf, preferencesOf, readModel, statusQuoOf } from "../src/views/strategy/model";
import { pack, unpack } from "../src/views/strategy/pack";
import { standingsOf, whoStays } from "../src/views/strategy/solution";
import { namesIn, quoted, renamed } from "../src/views/strategy/statements";

const model = (): Model => ({
  decision_makers: [
    { name: "North", options: ["dam", "talk"] },
    { name: "South", options: ["march"] },
  ],
  status_quo: 1,
  infeasible: ["Y-Y", "talk AND South: march"],
  irreversible: [{ option: "dam", direction: "N->Y" }],
  preferences: { North: ["North: dam IF NOT South: march", { statement: "talk", weight: 2 }], South: [0, 1, [2, 3], 4, 5, 6, 7] },
  note: "kept",
});
const option = (of: Model, at: number) => {
  const found = optionsOf(of)[at];
  assert.ok(found);
  return found;
};

test("names in statements", () => {
  assert.deepEqual(namesIn('NOT (North: dam) IF "IF it rains"'), ["North: dam", "IF it rains"]);
  assert.deepEqual(namesIn("ANDROID OR IFFY"), ["ANDROID", "IFFY"]);
});
test("names that look like operators are quoted, others are not", () => {
  assert.equal(quoted("stay IF paid"), '"stay IF paid"');
  assert.equal(quoted("stay in IFNI"), "stay in IFNI");
});
test("renaming leaves operators and other names", () => {
  const rename = (name: string) => (name === "A: x" ? "A: y (now)" : null);
  assert.equal(renamed("NOT A: x AND (B: x OR A: x)", rename), 'NOT "A: y (now)" AND (B: x OR "A: y (now)")');
  assert.equal(renamed("B: x", rename), "B: x");
});

test("an option is renamed wherever it is spoken of, and nowhere else", () => {
  const next = edits.renameOption(model(), option(model(), 0), "weir");
  assert.deepEqual(next.decision_makers[0]?.options, ["weir", "talk"]);
  assert.deepEqual(next.irreversible, [{ option: "North: weir", direction: "N->Y" }]);
  assert.equal(next.preferences?.North?.[0], "North: weir IF NOT South: march");
  assert.deepEqual(next.infeasible, ["Y-Y", "talk AND South: march"]);
  assert.equal(next.note, "kept");
});
test("a decision maker is renamed with the options' owners", () => {
  const next = edits.renameDecisionMaker(model(), "South", "Delta");
  assert.deepEqual(Object.keys(next.preferences ?? {}), ["North", "Delta"]);
  assert.equal(next.preferences?.North?.[0], "North: dam IF NOT Delta: march");
  assert.equal(next.infeasible?.[1], "talk AND Delta: march");
});
test("a removed option takes its letters, statements and ranks along", () => {
  const next = edits.removeOption(model(), option(model(), 0));
  assert.deepEqual(next.infeasible, ["-Y", "talk AND South: march"]);
  assert.deepEqual(next.irreversible, []);
  assert.deepEqual(next.preferences, { North: [{ statement: "talk", weight: 2 }], South: [0, 1, 2, 3] });
  assert.equal(next.status_quo, "NN");
});
test("a new option is open in patterns, not so now, and told apart by nobody", () => {
  const next = edits.addOption(model(), "North");
  assert.deepEqual(next.infeasible?.[0], "Y--Y");
  assert.equal(next.status_quo, "YNNN");
  assert.deepEqual(next.preferences?.South?.[0], [0, 4]);
  assert.deepEqual(next.preferences?.South?.[2], [2, 6, 3, 7]);
});
test("a moved option keeps its meaning", () => {
  const next = edits.moveOption(model(), "North", 0, 1);
  assert.deepEqual(next.decision_makers[0]?.options, ["talk", "dam"]);
  assert.equal(next.infeasible?.[0], "-YY");
  assert.equal(statusQuoOf(next), "NYN");
  assert.deepEqual(next.preferences?.South?.slice(0, 3), [0, 2, [1, 3]]);
});
test("what is so now, and what cannot be undone", () => {
  const next = edits.setDirection(edits.setNow(model(), option(model(), 2), true), option(model(), 0), "");
  assert.equal(next.status_quo, "YNY");
  assert.deepEqual(next.irreversible, []);
});
test("statements and rankings are told apart", () => {
  assert.equal(preferencesOf(model(), "North").kind, "statements");
  assert.equal(preferencesOf(model(), "South").kind, "ranking");
  assert.equal(preferencesOf({ ...model(), payoffs: { North: [1] } }, "North").kind, "other");
});

test("what is no model is refused with a reason", () => {
  assert.throws(() => readModel("{"), /not JSON/);
  assert.throws(() => readModel('{"decision_makers":[{}]}'), /"name"/);
  assert.equal(readModel('{"model":{"decision_makers":[]}}').decision_makers.length, 0);
});
test("packed and unpacked", async () => {
  const text = await pack({ note: "Ærø – 東" });
  assert.match(text, /^z[\w-]+$/);
  assert.deepEqual(JSON.parse(await unpack(text)), { note: "Ærø – 東" });
  await assert.rejects(unpack("zAAAA"), /cannot be read/);
});

const solved = {
  decision_makers: ["North", "South"],
  states: Array.from({ length: 32 }, (_, name) => ({ name, options: [0, 1, 2, 3, 4].map((k) => ((name >> k) & 1 ? "Y" : "N")).join("") })),
  equilibria: { Nash: [3] },
  stable: { Nash: { North: [3], South: [3, 4] } },
};
test("who stays where", () => {
  const standings = standingsOf(solved);
  assert.deepEqual(standings.get("3")?.equilibrium, ["Nash"]);
  const four = standings.get("4");
  assert.deepEqual(four && whoStays(four, "Nash", solved.decision_makers), ["South"]);
});
test("a model of some states rules out all others, and none of them", () => {
  const large: Model = { decision_makers: [{ name: "North", options: ["a", "b", "c", "d", "e"] }], preferences: { North: ["a"] } };
  const patterns = modelOf(large, standingsOf(solved), ["3", "9", "31"]).infeasible ?? [];
  const fits = (state: string) => patterns.some((pattern) => [...pattern].every((letter, k) => letter === "-" || letter === state[k]));
  assert.deepEqual(solved.states.filter((state) => !fits(state.options)).map((state) => state.name), [3, 9, 31]);
  const ranked = { ...large, preferences: { North: [0] } };
  assert.equal(modelOf(ranked, standingsOf(solved), ["3"]), ranked);
});

test("states stand in columns by moves, none upon another", () => {
  const moves: GraphMove[] = [["a", "b"], ["a", "c"], ["b", "d"]].map(([from = "", to = ""]) => ({ by: 0, from, to, kind: "better" }));
  const { at, columns } = layoutOf(["a", "b", "c", "d", "alone"], moves);
  assert.deepEqual(columns.map((column) => [...column].sort()), [["a"], ["b", "c"], ["d"], ["alone"]]);
  assert.equal(new Set([...at.values()].map(({ x, y }) => `${x} ${y}`)).size, 5);
});
