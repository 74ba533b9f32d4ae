// Days as numbers (since 1970-01-01, UTC) and back, dates known only by month or year as spans of days, and the marks of an axis of
// time. The page never asks what day it is.

export interface Span {
  /** First day. */
  from: number;
  /** The day after the last one. */
  to: number;
}

const day_ms = 86_400_000;

export const dayOf = (year: number, month = 1, day = 1): number => Date.UTC(year, month - 1, day) / day_ms;

/** The days that a date of the API covers: `2026-03-02`, `2026-03` or `2026`. */
export function spanOf(date: string | null | undefined): Span | null {
  const [, y, m, d] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? "") ?? [];
  if (!y) return null;
  const [year, month] = [Number(y), Number(m ?? 1)];
  if (d) return { from: dayOf(year, month, Number(d)), to: dayOf(year, month, Number(d)) + 1 };
  return m ? { from: dayOf(year, month), to: dayOf(year, month + 1) } : { from: dayOf(year), to: dayOf(year + 1) };
}

const two = (n: number) => String(n).padStart(2, "0");
const parts = (day: number) => {
  const date = new Date(Math.floor(day) * day_ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

/** `2026-03-02` */
export function isoOf(day: number): string {
  const { year, month, day: date } = parts(day);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(date)}`;
}

/** The span that a period of a series covers, from its first day. */
export function periodOf(begin: string, by: "day" | "week" | "month"): Span | null {
  const span = spanOf(begin);
  if (!span) return null;
  if (by === "month") return spanOf(begin.slice(0, 7));
  return { from: span.from, to: span.from + (by === "week" ? 7 : 1) };
}

/** `2026-03-02..2026-03-09`, both included, as a view keeps it in its address. */
export const spanText = (span: Span): string => `${isoOf(span.from)}..${isoOf(span.to - 1)}`;

export function spanFrom(text: string): Span | null {
  const [first, last] = text.split("..").map(spanOf);
  return first && last && last.to > first.from ? { from: first.from, to: last.to } : null;
}

const days_max = 80_000;

/** Moved by days, then shortened by a factor around the point at `share` of its length; no shorter than `least` days. */
export function spanMoved(span: Span, days: number, factor: number, share: number, least: number): Span {
  const length = Math.min(days_max, Math.max(least, (span.to - span.from) / factor));
  const from = span.from + days + share * (span.to - span.from - length);
  return { from, to: from + length };
}

/** Whole days. */
export function spanRounded(span: Span, least: number): Span {
  const from = Math.round(span.from);
  return { from, to: Math.max(from + least, Math.round(span.to)) };
}

export interface Tick {
  day: number;
  label: string;
  /** A new year, or the first mark: says the year. */
  major: boolean;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const day_steps = [1, 2, 7, 14];
const month_steps = [1, 2, 3, 6];
const year_steps = [1, 2, 5, 10, 20, 50, 100];

function byDays(span: Span, step: number): number[] {
  // Weeks are marked at Mondays; 1970-01-05 was one.
  const origin = step % 7 === 0 ? 4 : 0;
  const days = [];
  for (let day = Math.ceil((span.from - origin) / step) * step + origin; day < span.to; day += step) days.push(day);
  return days;
}

function byMonths(span: Span, step: number): number[] {
  const { year } = parts(span.from);
  const days = [];
  for (let month = 1; ; month += step) {
    const day = dayOf(year, month);
    if (day >= span.to) return days;
    if (day >= span.from) days.push(day);
  }
}

function stepped(span: Span, max: number): { days: number[]; unit: "day" | "month" | "year" } {
  const length = span.to - span.from;
  const days = day_steps.find((step) => length / step <= max);
  if (days) return { days: byDays(span, days), unit: "day" };
  const month = month_steps.find((step) => length / 30.4 / step <= max);
  if (month) return { days: byMonths(span, month), unit: "month" };
  const year = year_steps.find((step) => length / 365 / step <= max) ?? 100;
  return {
    days: byMonths({ from: dayOf(Math.floor(parts(span.from).year / year) * year), to: span.to }, year * 12),
    unit: "year",
  };
}

/** At most about `max` marks for an axis over a span. */
export function ticksOf(span: Span, max: number): Tick[] {
  const { days, unit } = stepped(span, Math.max(2, max));
  let last_year = -1;
  return days
    .filter((day) => day >= span.from)
    .map((day) => {
      const { year, month, day: date } = parts(day);
      const major = year !== last_year;
      last_year = year;
      if (unit === "year") return { day, label: String(year), major: false };
      const name = months[month - 1] ?? "";
      const text = unit === "day" ? `${date} ${name}` : name;
      return { day, label: major ? `${text} ${year}` : text, major };
    });
}
