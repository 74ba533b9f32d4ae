// Where the crisis is heading: the brief's direction with its numbers, and the days as bars (above: cooperation, below: conflict).
import { DataTable, type TableColumn } from "../../components/data_table";
import { QuadLegend } from "../../components/quad";
import { linkTo } from "../../filters";
import { dateText, plural, quads } from "../../phrase";
import type { Brief, Day } from "./brief";

const words = { rising: "Tension is rising", falling: "Tension is falling", steady: "Tension is steady" } as const;
const day_ms = 86_400_000;
const days_max = 120;
const width = 640;
const height = 150;
const left = 34;

const number = (value: number | null) => (value === null ? "none" : value.toFixed(1));
const timeOf = (day: Day) => Date.parse(`${day.date}T00:00:00Z`);

interface Bar {
  quad: number;
  y: number;
  height: number;
}

/** Quads 1 and 2 stand above the line, 3 and 4 hang below it; material acts are at the line. */
function barsOf(day: Day, zero: number, scale: number): Bar[] {
  let up = zero;
  let down = zero;
  return [2, 1, 4, 3].map((quad) => {
    const value = day.score_by_quad[quad - 1] ?? 0;
    const length = Math.abs(value) * scale;
    const y = value > 0 ? (up -= length) : down;
    if (value < 0) down += length;
    return { quad, y, height: length };
  });
}

function sums(day: Day): [number, number] {
  const positive = day.score_by_quad.reduce((sum, value) => sum + Math.max(0, value), 0);
  return [positive, positive - day.score_by_quad.reduce((sum, value) => sum + value, 0)];
}

function Chart({ days }: { days: Day[] }) {
  const first = timeOf(days[0] as Day);
  const span = Math.max(1, (timeOf(days.at(-1) as Day) - first) / day_ms + 1);
  const step = (width - left) / span;
  const highest = Math.max(1, ...days.map((day) => sums(day)[0]));
  const lowest = Math.max(1, ...days.map((day) => sums(day)[1]));
  const scale = (height - 30) / (highest + lowest);
  const zero = 6 + highest * scale;
  return (
    <svg class="board-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Sums of scores on ${plural(days.length, "day")}; the same numbers are in the table of days`}>
      <line class="board-axis" x1={left} x2={width} y1={zero} y2={zero} />
      <text class="board-tick" x={left - 4} y={14} text-anchor="end">+{Math.round(highest)}</text>
      <text class="board-tick" x={left - 4} y={zero + 4} text-anchor="end">0</text>
      <text class="board-tick" x={left - 4} y={height - 26} text-anchor="end">−{Math.round(lowest)}</text>
      {days.map((day) => (
        <g key={day.date}>
          <title>{`${dateText(day.date)}: ${day.score.toFixed(1)}`}</title>
          {barsOf(day, zero, scale).map((bar) => (
            <rect
              key={bar.quad}
              class={`board-bar b${bar.quad}`}
              x={left + ((timeOf(day) - first) / day_ms) * step + Math.min(1, step * 0.1)}
              width={Math.max(1, Math.min(28, step * 0.8))}
              y={bar.y}
              height={bar.height}
            />
          ))}
        </g>
      ))}
      <text class="board-tick" x={left} y={height - 6}>{dateText(days[0]?.date)}</text>
      <text class="board-tick" x={width} y={height - 6} text-anchor="end">{dateText(days.at(-1)?.date)}</text>
    </svg>
  );
}

const columns = (brief: Brief): TableColumn<Day>[] => [
  { title: "Day", cell: (day) => day.date, show: (day) => <a href={linkTo("/events", undefined, { from: day.date, to: day.date })}>{dateText(day.date)}</a> },
  { title: "Events", cell: (day) => day.count, numeric: true },
  { title: "Score", cell: (day) => day.score, show: (day) => day.score.toFixed(1), numeric: true },
  ...quads.map((quad) => ({ title: `Quad ${quad}`, cell: (day: Day) => day.by_quad[quad - 1], numeric: true })),
  { title: "Most severe", cell: (day) => (day.severest === null ? null : brief.occurrences[day.severest]?.statement) },
];

export function Tension({ brief }: { brief: Brief }) {
  const { direction, from, to, recent, before } = brief.tension;
  const days = brief.days.slice(-days_max);
  return (
    <>
      <p class="board-direction">
        <b>{direction ? words[direction] : "No direction can be told"}</b>
        {": mean score "}
        <b>{number(recent)}</b> in the week to {dateText(to)}, <b>{number(before)}</b> in the week before {dateText(from)}. Higher is
        more cooperation, lower more conflict.
      </p>
      {days.length > 0 && (
        <>
          <Chart days={days} />
          <QuadLegend />
          <details>
            <summary>Table of days</summary>
            <DataTable caption="Events that happened, by day" columns={columns(brief)} rows={days} rowKey={(day) => day.date} />
          </details>
        </>
      )}
    </>
  );
}
