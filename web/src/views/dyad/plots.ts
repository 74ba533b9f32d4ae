// The three plots of a dyad, one under the other over the same time: mean scores, articles read, events by quad. What uPlot is told;
// when it is told stands in chart.tsx.
import uPlot from "uplot";
import { type Span, ticksOf } from "../../charts/days";
import { quads } from "../../phrase";
import { colour, quadColour } from "../../theme";
import type { Period } from "./pair";

const day_s = 86_400;
const axis_px = 52;
const pad_px = 12;
/** Longer than any axis. */
const ages_days = 1_000_000;

export const toSeconds = (day: number): number => day * day_s;
const middleOf = ({ span }: Period): number => toSeconds((span.from + span.to) / 2);

export interface PlotSpec {
  height: number;
  data: uPlot.AlignedData;
  options: (width: number) => uPlot.Options;
}

const font = (px: number) => `${px}px ${getComputedStyle(document.body).fontFamily}`;

function timeAxis(shown: boolean): uPlot.Axis {
  const ticks = (u: uPlot) => {
    const { min, max } = u.scales.x ?? {};
    return ticksOf({ from: (min ?? 0) / day_s, to: (max ?? day_s) / day_s }, (u.width - axis_px) / 84);
  };
  return {
    stroke: colour("--ink-2"),
    font: font(12),
    size: shown ? 34 : 8,
    grid: { stroke: colour("--rule"), width: 1 },
    ticks: { show: shown, stroke: colour("--rule"), width: 1 },
    splits: (u) => ticks(u).map((tick) => toSeconds(tick.day)),
    values: (u) => (shown ? ticks(u).map((tick) => tick.label) : []),
  };
}

function valueAxis(values?: (u: uPlot, splits: number[]) => string[]): uPlot.Axis {
  return {
    scale: "y",
    stroke: colour("--ink-2"),
    font: font(12),
    size: axis_px,
    ...(values ? { values } : {}),
    grid: { stroke: colour("--rule"), width: 1 },
    ticks: { show: false },
  };
}

const edges = (u: uPlot, span: Span) =>
  [u.valToPos(toSeconds(span.from), "x", true), u.valToPos(toSeconds(span.to), "x", true)] as const;

/** Neighbouring periods of which nothing was read, as one span; before the first and after the last nothing was read either. */
export function unread(periods: readonly Period[]): Span[] {
  const [first, last] = [periods[0]?.span.from ?? 0, periods.at(-1)?.span.to ?? 0];
  const spans: Span[] = [{ from: first - ages_days, to: first }];
  for (const { articles, span } of periods) {
    const before = spans.at(-1);
    if (articles > 0) continue;
    if (before && before.to === span.from) before.to = span.to;
    else spans.push({ ...span });
  }
  const final = spans.at(-1);
  if (final && final.to === last) final.to += ages_days;
  else spans.push({ from: last, to: last + ages_days });
  return spans;
}

const hatch_px = 9;

/** Slanted lines over a part of the plot. */
function hatch(u: uPlot, left: number, right: number): void {
  const { ctx, bbox } = u;
  const step = hatch_px * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, right - left, bbox.height);
  ctx.fillStyle = colour("--sunken");
  ctx.fill();
  ctx.clip();
  ctx.strokeStyle = colour("--rule");
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (let x = Math.floor((left - bbox.height) / step) * step; x < right; x += step) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}

/** The words on the ground, on a ground of their own. */
function sayUnread(u: uPlot, left: number, right: number): void {
  const { ctx, bbox } = u;
  const px = devicePixelRatio;
  ctx.save();
  ctx.font = font(12 * px);
  ctx.textAlign = "center";
  const width = ctx.measureText("nothing read").width + 10 * px;
  if (right - left > width + 8 * px) {
    ctx.fillStyle = colour("--ground");
    ctx.fillRect((left + right - width) / 2, bbox.top + 3 * px, width, 18 * px);
    ctx.fillStyle = colour("--ink-2");
    ctx.fillText("nothing read", (left + right) / 2, bbox.top + 16 * px);
  }
  ctx.restore();
}

/** The ground where nothing was read: hatched, and said where there is room. */
function drawUnread(u: uPlot, spans: Span[], worded: boolean): void {
  for (const span of spans) {
    const [begin, end] = edges(u, span);
    const [left, right] = [Math.max(begin, u.bbox.left), Math.min(end, u.bbox.left + u.bbox.width)];
    if (right <= left) continue;
    hatch(u, left, right);
    if (worded) sayUnread(u, left, right);
  }
}

interface Frame {
  height: number;
  span: Span;
  time_shown: boolean;
  grounds: Span[];
  worded: boolean;
}

function baseOptions(frame: Frame, width: number): Omit<uPlot.Options, "series"> {
  return {
    width,
    height: frame.height,
    padding: [8, pad_px, 0, 0],
    legend: { show: false },
    tzDate: (seconds) => new Date(seconds * 1000),
    cursor: { drag: { setScale: false, x: false, y: false }, y: false, points: { show: false } },
    scales: { x: { time: false, range: () => [toSeconds(frame.span.from), toSeconds(frame.span.to)] } },
    hooks: { drawClear: [(u) => drawUnread(u, frame.grounds, frame.worded)] },
  };
}

/** The line is cut where nothing was read, though points stay. */
const cutAt =
  (grounds: Span[]) =>
  (u: uPlot): uPlot.Series.Gaps =>
    grounds.map((span) => [...edges(u, span)] as [number, number]);

const seen = (values: (number | null)[]) => values.map((value) => value ?? undefined);

export function scorePlot(periods: readonly Period[], frame: Frame): PlotSpec {
  const line = (label: string, token: string, hollow: boolean): uPlot.Series => ({
    label,
    stroke: colour(token),
    width: hollow ? 1.5 : 2.5,
    gaps: cutAt(frame.grounds),
    points: { show: true, size: 8, width: 2, stroke: colour(token), fill: hollow ? colour("--ground") : colour(token) },
  });
  return {
    height: frame.height,
    data: [periods.map(middleOf), seen(periods.map((one) => one.there.mean)), seen(periods.map((one) => one.back.mean))],
    options: (width) => {
      const base = baseOptions(frame, width);
      return {
        ...base,
        scales: { ...base.scales, y: { range: [-10.5, 10.5] } },
        axes: [
          timeAxis(frame.time_shown),
          {
            ...valueAxis((_, splits) => splits.map((n) => (n > 0 ? `+${n}` : String(n).replace("-", "−")))),
            splits: () => [-10, -5, 0, 5, 10],
          },
        ],
        series: [{}, line("there", "--ink", false), line("back", "--accent", true)],
        hooks: { ...base.hooks, drawAxes: [drawZero] },
      };
    },
  };
}

function drawZero(u: uPlot): void {
  const y = u.valToPos(0, "y", true);
  u.ctx.save();
  u.ctx.strokeStyle = colour("--rule-strong");
  u.ctx.lineWidth = devicePixelRatio;
  u.ctx.beginPath();
  u.ctx.moveTo(u.bbox.left, y);
  u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
  u.ctx.stroke();
  u.ctx.restore();
}

const bars = (): uPlot.Series.PathBuilder => uPlot.paths.bars?.({ size: [0.86, 60] }) ?? (() => null);
/** Counts begin at 0 and have no halves. */
const counted: uPlot.Scale = { range: (_, __, max) => [0, Math.max(4, Math.ceil((max ?? 0) * 1.08))] };
const whole = (_: uPlot, splits: number[]) => splits.map((n) => (Number.isInteger(n) ? String(n) : ""));
const thirds = (u: uPlot): number[] => {
  const top = u.scales.y?.max ?? 4;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].find((one) => top / one <= 4) ?? 20_000;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => i * step);
};

function barPlot(frame: Frame, data: uPlot.AlignedData, colours: string[]): PlotSpec {
  return {
    height: frame.height,
    data,
    options: (width) => {
      const base = baseOptions(frame, width);
      return {
        ...base,
        scales: { ...base.scales, y: counted },
        axes: [timeAxis(frame.time_shown), { ...valueAxis(whole), splits: thirds }],
        series: [{}, ...colours.map((fill) => ({ fill, stroke: fill, width: 0, paths: bars(), points: { show: false } }))],
      };
    },
  };
}

export const coveragePlot = (periods: readonly Period[], frame: Frame): PlotSpec =>
  barPlot(frame, [periods.map(middleOf), periods.map((one) => one.articles)], [colour("--rule-strong")]);

/** Stacked: the sum of all four is drawn first, then the others over it. */
export function quadPlot(periods: readonly Period[], frame: Frame): PlotSpec {
  const upTo = (quad: number) => periods.map((one) => one.by_quad.slice(0, quad).reduce((sum, n) => sum + n, 0));
  const order = [...quads].reverse();
  return barPlot(frame, [periods.map(middleOf), ...order.map(upTo)], order.map(quadColour));
}
