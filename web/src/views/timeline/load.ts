// What a timeline shows: every story while they are few enough to be drawn; else counts by period, and the stories of what was
// zoomed into once these are few enough.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, fetchAnswer, series, stories } from "../../api";
import type { Span } from "../../charts/days";
import { countedOf, extentOf, middleOf, within } from "../../charts/extent";
import type { Filters } from "../../filters";
import { changes } from "../../live";
import type { Series, Story } from "../../types";
import type { Dated } from "./layout";

/** More stories than this are counted, not drawn. */
const stories_max = 1000;
/** So few days come apart no further: the first stories of them are drawn, however many there are. */
const days_min = 2;
const page_max = 500;
/** Up to so many days are counted by day; up to so many by week. */
const by_day_max = 200;
const by_week_max = 1500;

export interface Shown {
  /** All that fit the filters, whether drawn or not. */
  total: number;
  stories: Story[] | null;
  /** These are all of them, whatever is in sight. */
  complete: boolean;
  /** Counts for the span, where there are too many stories. */
  density: Series | null;
}

async function allStories(given: Filters, total: number, signal: AbortSignal): Promise<Story[]> {
  const offsets = Array.from({ length: Math.ceil(total / page_max) }, (_, i) => i * page_max);
  const pages = await Promise.all(offsets.map((offset) => fetchAnswer(stories(given, { offset, limit: page_max }), signal)));
  return pages.flatMap((page) => page.items);
}

const countOf = async (given: Filters, signal: AbortSignal) => (await fetchAnswer(stories(given, { limit: 1 }), signal)).total;

function byOf(span: Span): Series["by"] {
  const days = span.to - span.from;
  return days <= by_day_max ? "day" : days <= by_week_max ? "week" : "month";
}

async function load(given: Filters, span: Span | null, signal: AbortSignal): Promise<Shown> {
  const total = await countOf(given, signal);
  if (total <= stories_max) return { total, stories: await allStories(given, total, signal), complete: true, density: null };
  if (!span) return { total, stories: null, complete: false, density: null };
  const narrow = within(given, span);
  const n = await countOf(narrow, signal);
  if (n <= stories_max || span.to - span.from <= days_min)
    return { total, stories: await allStories(narrow, Math.min(n, stories_max), signal), complete: false, density: null };
  return { total, stories: null, complete: false, density: await fetchAnswer(series(narrow, byOf(span)), signal) };
}

/** `span`: what is in sight, once the hand is off; asked for only where not everything can be drawn. */
export function useShown(given: Filters, span: Span | null): { data: Shown | null; error: ApiError | null; loading: boolean } {
  const [state, set] = useState<{ data: Shown | null; error: ApiError | null; loading: boolean }>({
    data: null,
    error: null,
    loading: true,
  });
  const key = JSON.stringify([given, state.data?.complete ? null : span]);
  const at = changes.value;
  useEffect(() => {
    const aborter = new AbortController();
    set((old) => ({ ...old, loading: true }));
    load(given, span, aborter.signal).then(
      (data) => set({ data, error: null, loading: false }),
      (error: ApiError) => !aborter.signal.aborted && set((old) => ({ ...old, error, loading: false })),
    );
    return () => aborter.abort();
  }, [key, at]);
  return state;
}

/** Sentences stand to the right of their marks: the last ones want room, too. */
const label_room = 0.18;
const withRoom = (span: Span | null) => span && { from: span.from, to: span.to + (span.to - span.from) * label_room };

/** What to begin with: days of the stories, if all are there and dated by day; else periods of the series. */
export function usualSpan(shown: Shown | null, dated: readonly Dated[], overview: Series | null): Span | null {
  const days = dated.filter(({ span }) => span.to - span.from === 1).sort((a, b) => a.span.from - b.span.from);
  if (shown?.complete && days.length > 0) return withRoom(middleOf(days.map(({ span }) => ({ span, n: 1 }))));
  return overview && middleOf(countedOf(overview));
}

export const fullSpan = (overview: Series): Span | null => extentOf(countedOf(overview));
