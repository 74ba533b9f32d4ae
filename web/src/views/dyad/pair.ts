// Two parties over time: what one series counts of both, what two series count of each direction, period by period.
import { useMemo } from "preact/hooks";
import { series, useAnswer } from "../../api";
import { periodOf, type Span } from "../../charts/days";
import { countedOf, extentOf, middleOf, within } from "../../charts/extent";
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
      begin: point.begin,
      span,
      articles: point.n_articles ?? 0,
      by_quad: point.by_quad,
      there: directionOf(ours.get(point.begin)),
      back: directionOf(theirs.get(point.begin)),
    };
  });
}

/** More periods than this are not asked for: longer ones are. */
const periods_max = 1500;
const days_of = { day: 1, week: 7, month: 30 };
const coarser = { day: "week", week: "month", month: "month" } as const;

/** The periods one wishes, or longer ones where these would be too many for the span. */
export function byFor(wished: Series["by"], span: Span): Series["by"] {
  const fits = (span.to - span.from) / days_of[wished] <= periods_max || wished === "month";
  return fits ? wished : byFor(coarser[wished], span);
}

/** Some more than is in sight, in steps, so that not every small move asks anew. */
export function asked(sight: Span): Span {
  const step = Math.max(28, 2 ** Math.ceil(Math.log2(sight.to - sight.from)));
  return { from: Math.floor(sight.from / step - 0.5) * step, to: Math.ceil(sight.to / step + 0.5) * step };
}

/** All of the time of a pair, by months: where it begins and ends, and what has no period. */
export const useOverview = (pair: Pair | null, given: Filters) =>
  useAnswer(pair && series({ ...given, dyad: `${pair.a},${pair.b}` }, "month"));

/** Few enough days to find the busy ones among them. */
const days_max = 1100;

/** What to begin with: most of the days that have events, or of the months where these are too many. */
export function useUsual(pair: Pair, given: Filters, overview: Series): Span | null {
  const months = useMemo(() => countedOf(overview), [overview]);
  const all = extentOf(months);
  const short = all && all.to - all.from <= days_max ? all : null;
  const days = useAnswer(short && series(within({ ...given, dyad: `${pair.a},${pair.b}` }, short), "day"));
  return useMemo(
    () => (short && days.loading && !days.data ? null : ((days.data && middleOf(countedOf(days.data))) ?? middleOf(months))),
    [months, days.data, days.loading],
  );
}

export function usePair(pair: Pair | null, given: Filters, by: Series["by"]) {
  const ask = (first: string, second: string, directed: string) =>
    series({ ...given, dyad: `${first},${second}`, directed }, by);
  const both = useAnswer(pair && ask(pair.a, pair.b, ""));
  const there = useAnswer(pair && ask(pair.a, pair.b, "1"));
  const back = useAnswer(pair && ask(pair.b, pair.a, "1"));
  const error = both.error ?? there.error ?? back.error;
  const loading = both.loading || there.loading || back.loading;
  if (!both.data || !there.data || !back.data || both.data.by !== there.data.by || both.data.by !== back.data.by)
    return { data: null, error, loading };
  return { data: { by: both.data.by, periods: periodsOf(both.data, there.data, back.data) }, error, loading };
}

function totalOf(whole: Series): Direction {
  const all = whole.unplaced ? [...whole.points, whole.unplaced] : whole.points;
  const events = all.reduce((sum, point) => sum + point.n_events, 0);
  return { events, mean: events ? all.reduce((sum, point) => sum + point.score, 0) / events : null };
}

/** What each did to the other over all of the time; parties may be given by names, which only the server knows to resolve. */
export function useTotals(pair: Pair, given: Filters): { there: Direction; back: Direction } | null {
  const ask = (first: string, second: string) => series({ ...given, dyad: `${first},${second}`, directed: "1" }, "month");
  const there = useAnswer(ask(pair.a, pair.b));
  const back = useAnswer(ask(pair.b, pair.a));
  return there.data && back.data ? { there: totalOf(there.data), back: totalOf(back.data) } : null;
}
