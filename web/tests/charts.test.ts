// What the charts reckon before they draw: days, spans in sight, places of stories and parties, the sheet of the map.
import "./browser";
import assert from "node:assert/strict";
import { test } from "node:test";
import { isoOf, periodOf, spanFrom, spanMoved, spanOf, spanText, ticksOf } from "../src/charts/days";
import { countedOf, extentOf, middleOf, within } from "../src/charts/extent";
import { quadText, strongest } from "../src/charts/quads";
import type { CodedEvent, Network, Quads, Series, Story } from "../src/types";
import { asked, byFor, pairOf } from "../src/views/dyad/pair";
import { sheetOf, sightFrom, sightText, viewOf } from "../src/views/map/world";
import { drawnOf, usualLeast } from "../src/views/network/model";
import { sightFrom as networkSight } from "../src/views/network/sight";
import { datedOf, lanesOf } from "../src/views/timeline/layout";

const span = (from: string, to: string) => spanFrom(`${from}..${to}`)!;

test("dates cover the days they name", () => {
  assert.equal(isoOf(spanOf("2024-02")!.to), "2024-03-01");
  assert.equal(isoOf(spanOf("2024")!.to), "2025-01-01");
  assert.equal(isoOf(periodOf("2024-02-26", "week")!.to), "2024-03-04");
  assert.equal(isoOf(periodOf("2024-12-01", "month")!.to), "2025-01-01");
  assert.equal(spanOf("yesterday"), null);
  assert.equal(spanOf(null), null);
});
test("spans of addresses, and what is none", () => {
  assert.equal(spanText(span("2026-03-02", "2026-03-09")), "2026-03-02..2026-03-09");
  for (const wrong of ["", "2026-03-02", "2026-03-09..2026-03-02", "a..b"]) assert.equal(spanFrom(wrong), null);
});
test("zooming keeps the point it is about, and has an end", () => {
  const near = spanMoved({ from: 100, to: 200 }, 0, 2, 0.25, 3);
  assert.deepEqual(near, { from: 112.5, to: 162.5 });
  assert.equal(spanMoved({ from: 100, to: 104 }, 0, 100, 0.5, 3).to - spanMoved({ from: 100, to: 104 }, 0, 100, 0.5, 3).from, 3);
  assert.deepEqual(spanMoved({ from: 100, to: 200 }, -10, 1, 0, 3), { from: 90, to: 190 });
});
test("axes have few marks, the first with its year", () => {
  for (const [from, to] of [
    ["2026-03-01", "2026-03-10"],
    ["2023-01-01", "2023-12-31"],
    ["1900-01-01", "2026-01-01"],
  ] as const) {
    const ticks = ticksOf(span(from, to), 10);
    assert.ok(ticks.length > 0 && ticks.length <= 14, `${from}..${to}: ${ticks.length}`);
    assert.match(ticks[0]!.label, /\d{4}$/);
  }
});

const point = (begin: string, n: number) => ({
  begin,
  n_articles: 0,
  n_events: n,
  n_stories: n,
  by_quad: [n, 0, 0, 0],
  score: 0,
  goldstein: 0,
});
const series = (...points: ReturnType<typeof point>[]) => ({ by: "month", points, unplaced: null }) as Series;
test("one event of long ago does not stretch the first view", () => {
  const counted = countedOf(series(point("1948-05-01", 1), point("2024-02-01", 60), point("2024-03-01", 60)));
  assert.ok(isoOf(middleOf(counted)!.from) > "2024-01-01");
  assert.ok(isoOf(extentOf(counted)!.from) < "1948-05-01");
  assert.equal(extentOf([]), null);
});
test("a span narrows the filters and widens none", () => {
  const given = within({ from: "2024-02-10", quad: "4" }, span("2024-02-01", "2024-02-29"));
  assert.deepEqual(given, { from: "2024-02-10", to: "2024-02-29", quad: "4" });
});
test("quads: the strongest, conflict among equals; none of nothing", () => {
  assert.equal(strongest([2, 0, 2, 1]), 3);
  assert.equal(strongest([0, 0, 0, 0]), null);
  assert.equal(quadText([0, 2, 0, 0]), "2 material cooperation");
});

const storyOf = (key: number, date: string | null, reports: number, quad = 4) =>
  ({
    key,
    reports,
    contradicted: false,
    event: {
      date,
      quad,
      event: "COERCE",
      of: null,
      mode: [],
      status: "actual",
      actor: [{ name: "A" }],
      recipient: [{ name: "B" }],
    } as unknown as CodedEvent,
  }) as Story;
const seven_px = (text: string) => text.length * 7;
test("stories of a day stand apart in their lane, the largest first; what has no room is counted", () => {
  const stories = Array.from({ length: 60 }, (_, i) => storyOf(i + 1, "2026-03-02", i === 30 ? 9 : 1));
  const lane = lanesOf(datedOf(stories), 40, 5, seven_px).find((one) => one.quad === 4)!;
  assert.equal(lane.placed[0]!.story.key, 31);
  assert.ok(lane.crowded.length > 0);
  assert.equal(lane.placed.length + lane.crowded.reduce((sum, one) => sum + one.n, 0), 60);
  for (const a of lane.placed)
    for (const b of lane.placed) if (a.row === b.row && a.x < b.x) assert.ok(a.x + 2 * a.radius <= b.x, "marks overlap");
});
test("numbers of crowded days do not stand on one another", () => {
  const stories = Array.from({ length: 80 }, (_, i) => storyOf(i + 1, i % 2 ? "2026-03-02" : "2026-03-03", 1));
  const [near, far] = [4, 60].map((scale) => lanesOf(datedOf(stories), scale, 1, seven_px).find((one) => one.quad === 4)!);
  assert.equal(near!.crowded.length, 1);
  assert.equal(far!.crowded.length, 2);
});
test("few stories all have their sentences", () => {
  const lane = lanesOf(datedOf([1, 2, 3].map((key) => storyOf(key, "2026-03-02", 1))), 40, 5, seven_px)[3]!;
  assert.deepEqual(
    lane.placed.map((one) => one.labelled),
    [true, true, true],
  );
});
test("stories without a day or a quad have no place", () =>
  assert.equal(datedOf([storyOf(1, null, 1), storyOf(2, "2026", 1, 0)]).length, 0));

const node = (key: string) => ({
  key,
  name: key,
  code: key,
  country: key,
  sector: null,
  as_actor: 1,
  as_recipient: 1,
  by_quad: [1, 0, 0, 0],
});
const edge = (from: number, to: number, events: number) => ({ from, to, events, by_quad: [0, 0, 0, events] as Quads, score: 0 });
const network = {
  nodes: ["A", "B", "C", "D"].map(node),
  edges: [edge(0, 1, 9), edge(1, 0, 4), edge(2, 3, 1)],
  total_nodes: 4,
  total_edges: 3,
} as Network;
test("the same network gives the same picture; weak arrows leave with their parties", () => {
  assert.deepEqual(drawnOf(network, 1), drawnOf(network, 1));
  const strong = drawnOf(network, 4);
  assert.deepEqual(
    strong.nodes.map((one) => one.name),
    ["A", "B"],
  );
  assert.equal(strong.left_out, 1);
  assert.equal(drawnOf(network, 100).nodes.length, 0);
});
test("a tangle begins with its strongest arrows", () => {
  assert.equal(usualLeast(network.edges), 1);
  assert.ok(usualLeast(Array.from({ length: 1000 }, (_, i) => edge(0, 1, 1 + (i % 40)))) > 30);
});

test("two parties, no fewer", () => {
  assert.deepEqual(pairOf("ISL, DNK"), { a: "ISL", b: "DNK" });
  assert.equal(pairOf("ISL"), null);
});
test("long spans are counted by longer periods, and asked for with some more around", () => {
  assert.equal(byFor("day", span("2026-01-01", "2026-12-31")), "day");
  assert.equal(byFor("day", span("1000-01-01", "2026-12-31")), "month");
  const sight = span("2026-03-02", "2026-03-12");
  const wide = asked(sight);
  assert.ok(wide.from <= sight.from && wide.to >= sight.to);
});

test("the map shows all places, also over the date line", () => {
  for (const places of [
    [
      { lat: 64, lon: -21 },
      { lat: 55, lon: 12 },
    ],
    [
      { lat: -17, lon: 178 },
      { lat: -14, lon: -172 },
    ],
    [
      { lat: 60, lon: -140 },
      { lat: -30, lon: 150 },
    ],
  ]) {
    const view = viewOf(places);
    const sheet = sheetOf(view, view.fit(1.6), 800, 500);
    for (const place of places) {
      const [x, y] = sheet.at(place)!;
      assert.ok(x >= 0 && x <= 800 && y >= 0 && y <= 500, `${place.lat} ${place.lon} at ${x} ${y}`);
    }
  }
});
test("sights of addresses, and what is none", () => {
  const sight = { lat: 46.5, lon: -11.25, width: 0.8 };
  assert.deepEqual(sightFrom(sightText(sight)), sight);
  for (const wrong of ["", "1,2", "91,0,1", "0,0,9", "a,b,c"]) assert.equal(sightFrom(wrong), null);
  assert.deepEqual(networkSight("9,9,1e9"), { x: 0, y: 0, zoom: 1 });
});
