// Which span of time a chart begins with: that of most of what is counted, with a little air.
import type { Filters } from "../filters";
import type { Series } from "../types";
import { isoOf, periodOf, type Span } from "./days";

export interface Counted {
  span: Span;
  n: number;
}

/** The middle 96 % of what is counted, so that one event of long ago does not press all others into a corner. */
export function middleOf(counted: readonly Counted[]): Span | null {
  const total = counted.reduce((sum, one) => sum + one.n, 0);
  let before = 0;
  const middle = counted.filter(({ n }) => {
    before += n;
    return before >= total * 0.02 && before - n <= total * 0.98;
  });
  return extentOf(middle);
}

/** With a little air at both ends, and more at the later one, where sentences stand. */
export function extentOf(counted: readonly Counted[]): Span | null {
  if (counted.length === 0) return null;
  const from = Math.min(...counted.map(({ span }) => span.from));
  const to = Math.max(...counted.map(({ span }) => span.to));
  const air = (to - from) / 40;
  return { from: Math.floor(from - air), to: Math.ceil(to + Math.max(1, 5 * air)) };
}

export function countedOf({ points, by }: Series): Counted[] {
  return points.flatMap((point) => {
    const span = point.n_events > 0 && point.begin ? periodOf(point.begin, by) : null;
    return span ? [{ span, n: point.n_events }] : [];
  });
}

const later = (a: string | undefined, b: string) => (a && a > b ? a : b);
const earlier = (a: string | undefined, b: string) => (a && a < b ? a : b);

/** The filters, and within a span of days. */
export function within(given: Filters, span: Span): Filters {
  return { ...given, from: later(given.from, isoOf(span.from)), to: earlier(given.to, isoOf(Math.ceil(span.to) - 1)) };
}
