// Where each story stands in its lane: at its day, in the first row that has room, with its sentence beside it as far as there is
// room for sentences. Depends on the scale alone, so that panning moves the drawing and rearranges nothing.
import { type Span, spanOf } from "../../charts/days";
import { dateText, plural, quads, sentenceOf } from "../../phrase";
import type { Quad, Story } from "../../types";

export const row_px = 20;
export const lane_head_px = 22;
const gap_px = 6;
const label_max = 60;
/** An empty lane is as high as this many rows. */
const rows_min = 2;

export interface Dated {
  story: Story;
  span: Span;
  quad: Quad;
  /** Who did what to whom, cut to a label. */
  label: string;
  /** The same in full, with its day. */
  title: string;
  note: string;
}

export interface Placed extends Dated {
  /** Pixels from day 0 of the scale. */
  x: number;
  row: number;
  radius: number;
  /** The label is drawn. */
  labelled: boolean;
}

export interface Lane {
  quad: Quad;
  placed: Placed[];
  rows: number;
  /** Stories without room, by the day they begin on. */
  crowded: { day: number; n: number }[];
}

const cut = (text: string) => (text.length > label_max ? `${text.slice(0, label_max - 1).trimEnd()}…` : text);

const noteOf = (story: Story) =>
  `${plural(story.reports, "report")}${story.contradicted ? "; reports contradict each other" : ""}`;

/** Stories with a day and a quad, the largest first; equal ones by day. */
export function datedOf(stories: readonly Story[]): Dated[] {
  const dated = stories.flatMap((story) => {
    const span = spanOf(story.event.date);
    const quad = story.event.quad;
    if (!span || !quad) return [];
    const sentence = sentenceOf(story.event);
    return [
      { story, span, quad, label: cut(sentence), title: `${dateText(story.event.date)}: ${sentence}`, note: noteOf(story) },
    ];
  });
  return dated.sort((a, b) => b.story.reports - a.story.reports || a.span.from - b.span.from || a.story.key - b.story.key);
}

export const radiusOf = (reports: number): number => Math.min(9, 4.5 + 1.6 * Math.sqrt(reports - 1));

type Taken = [from: number, to: number];

/** The first in a row, which is sorted, that ends after x. */
function firstAfter(row: readonly Taken[], x: number): number {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle]![1] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place from `from` to `last` in a row where `width` pixels are free. */
function free(row: readonly Taken[], from: number, last: number, width: number): number | null {
  let x = from;
  for (let i = firstAfter(row, from); i < row.length && row[i]![0] < x + width; i++) {
    x = row[i]![1];
    if (x > last) return null;
  }
  return x;
}

function take(row: Taken[], x: number, width: number): void {
  row.splice(firstAfter(row, x), 0, [x, x + width]);
}

/** Makes what was taken at x wider, if nothing stands there. */
function stretched(row: Taken[], x: number, more: number): boolean {
  const at = firstAfter(row, x);
  const [own, next] = [row[at], row[at + 1]];
  if (!own || (next && next[0] < own[1] + more)) return false;
  own[1] += more;
  return true;
}

/** Room of a number like "+12". */
const crowd_px = 30;

/** Days whose numbers would stand on one another are told together, at the first of them. */
function crowdsOf(crowds: ReadonlyMap<number, number>, scale: number): Lane["crowded"] {
  const crowded: Lane["crowded"] = [];
  for (const [day, n] of [...crowds].sort(([a], [b]) => a - b)) {
    const before = crowded.at(-1);
    if (before && (day - before.day) * scale < crowd_px) before.n += n;
    else crowded.push({ day, n });
  }
  return crowded;
}

function fillLane(
  quad: Quad,
  dated: readonly Dated[],
  scale: number,
  rows_max: number,
  labels: number,
  widthOf: (text: string) => number,
): Lane {
  const rows: Taken[][] = [];
  const placed: Placed[] = [];
  const crowds = new Map<number, number>();
  dated.forEach((one, i) => {
    const radius = radiusOf(one.story.reports);
    const labelled = i < labels;
    const width = 2 * radius + gap_px + (labelled ? widthOf(one.label) + gap_px : 0);
    const from = one.span.from * scale;
    const last = Math.max(from, one.span.to * scale - 2 * radius);
    for (let row = 0; row < rows_max; row++) {
      const x = free((rows[row] ??= []), from, last, width);
      if (x === null) continue;
      take(rows[row]!, x, width);
      placed.push({ ...one, x, row, radius, labelled });
      return;
    }
    crowds.set(one.span.from, (crowds.get(one.span.from) ?? 0) + 1);
  });
  for (const one of placed) if (!one.labelled) one.labelled = stretched(rows[one.row]!, one.x, widthOf(one.label) + gap_px);
  return { quad, placed, rows: Math.max(rows_min, rows.length), crowded: crowdsOf(crowds, scale) };
}

/** With as many sentences as leave room for every mark; halved until it fits. */
function laneOf(quad: Quad, dated: readonly Dated[], scale: number, rows_max: number, widthOf: (text: string) => number): Lane {
  for (let labels = dated.length; ; labels = labels >> 1) {
    const lane = fillLane(quad, dated, scale, rows_max, labels, widthOf);
    if (lane.crowded.length === 0 || labels === 0) return lane;
  }
}

export function lanesOf(dated: readonly Dated[], scale: number, rows_max: number, widthOf: (text: string) => number): Lane[] {
  return quads.map((quad) =>
    laneOf(
      quad,
      dated.filter((one) => one.quad === quad),
      scale,
      rows_max,
      widthOf,
    ),
  );
}
