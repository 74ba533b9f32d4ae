// Two parties over time: what one series counts of both, what two series count of each direction, period by period.
import { series, useAnswer } from "../../api";
import { periodOf, type Span } from "../../charts/days";
import type { Filters } from "../../filters";
import type { Quads, Series, SeriesPoint } from "../../types";

export interface Direction {
  events: number;
  /** Mean PLOVER score; null without events. */
  mean: number | null;
}

export interface Period {
  begin: string;
  span: Span;
  /** Articles stored, whatever they report; 0: nothing was read of this time. */
  articles: number;
  there: Direction;
  back: Direction;
  by_quad: Quads;
}

export interface Pair {
  a: string;
  b: string;
}

export function pairOf(dyad: string | undefined): Pair | null {
  const [a, b] = (dyad ?? "").split(",").map((one) => one.trim());
  return a && b ? { a, b } : null;
}

const directionOf = (point: SeriesPoint | undefined): Direction =>
  point && point.n_events > 0 ? { events: point.n_events, mean: point.score / point.n_events } : { events: 0, mean: null };

const byBegin = (of: Series) => new Map(of.points.map((point) => [point.begin, point]));

function periodsOf(both: Series, there: Series, back: Series): Period[] {
  const [ours, theirs] = [byBegin(there), byBegin(back)];
  return both.points.flatMap((point) => {
    const span = point.begin ? periodOf(point.begin, both.by) : null;
    if (!span || !point.begin) return [];
    return {
      begin: point.begin, span, articles: point.n_articles ?? 0, by_quad: point.by_quad,
      there: directionOf(ours.get(point.begin)), back: directionOf(theirs.get(point.begin)),
    };
  });
}

/** Over all periods. */
export function overall(periods: readonly Period[], side: "there" | "back"): Direction {
  const events = periods.reduce((sum, period) => sum + period[side].events, 0);
  const score = periods.reduce((sum, period) => sum + (period[side].mean ?? 0) * period[side].events, 0);
  return { events, mean: events > 0 ? score / events : null };
}

export function usePair(pair: Pair | null, given: Filters, by: Series["by"]) {
  const ask = (first: string, second: string, directed: string) => series({ ...given, dyad: `${first},${second}`, directed }, by);
  const both = useAnswer(pair && ask(pair.a, pair.b, ""));
  const there = useAnswer(pair && ask(pair.a, pair.b, "1"));
  const back = useAnswer(pair && ask(pair.b, pair.a, "1"));
  const error = both.error ?? there.error ?? back.error;
  const loading = both.loading || there.loading || back.loading;
  if (!both.data || !there.data || !back.data || both.data.by !== there.data.by || both.data.by !== back.data.by)
    return { data: null, error, loading };
  const periods = periodsOf(both.data, there.data, back.data);
  return { data: { periods, overview: both.data, unplaced: both.data.unplaced?.n_events ?? 0 }, error, loading };
}
