// The drawing of the timeline: four lanes, an axis of time, stories as marks or, where they are too many, bars of counts.
// The view owns what is in sight and what is chosen; this file tells it what hand and keys want.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { periodOf, type Span, spanMoved, ticksOf } from "../../charts/days";
import { widthOf } from "../../charts/measure";
import { quadShape } from "../../charts/quads";
import { usePanZoom } from "../../charts/pan_zoom";
import { dashes, dateText, lineOf, plural, quadNames, quads } from "../../phrase";
import type { Quad, Series } from "../../types";
import { type Dated, type Lane, lane_head_px, lanesOf, type Placed, row_px } from "./layout";

const axis_px = 34;
/** The days stand above the lanes too: the lower axis may be far down. */
const upper_axis_px = 18;
const bar_lane_px = 90;
/** As far as a sentence may stand out of the left edge. */
const label_reach_px = 440;
const rows_max_wide = 14;
const rows_max_narrow = 9;
export const zoom_days_min = 1;

interface ChartProps {
  width: number;
  span: Span;
  dated: Dated[];
  density: Series | null;
  chosen: string;
  summary: string;
  onSpan: (span: Span, settled: boolean) => void;
  onSettled: () => void;
  onChoose: (key: string) => void;
  drawing: { current: SVGSVGElement | null };
}

/** A thing that can be pointed at, by hand or keys. */
interface Item {
  key: string;
  x: number;
  y: number;
  day: number;
  title: string;
  note: string;
}

const labelWidth = (text: string) => widthOf(text, 12);

function StoryMark({ one, x, y, chosen }: { one: Placed; x: number; y: number; chosen: boolean }) {
  const { status } = one.story.event;
  const line = lineOf(status);
  const r = one.radius;
  return (
    <>
      {one.labelled && (
        <rect
          class="timeline-hit"
          x={x - 2}
          y={y - row_px / 2}
          width={r * 2 + 10 + labelWidth(one.label)}
          height={row_px}
          rx={3}
        />
      )}
      {chosen && <circle class="timeline-chosen" cx={x + r} cy={y} r={r + 3} />}
      <path
        class={`timeline-mark q${one.quad} ${line}`}
        transform={`translate(${x + r} ${y})`}
        d={quadShape(one.quad, r)}
        stroke-dasharray={dashes[line].map((dash) => dash / 2.4).join(" ") || undefined}
      />
      {one.story.contradicted && (
        <text class="timeline-contra" x={x + r} y={y - r + 2}>
          ≠
        </text>
      )}
    </>
  );
}

/** Sentences beside the marks. The marks themselves say more to screen readers. */
function Labels({ lanes, strips, left, reach }: { lanes: Lane[]; strips: Strip[]; left: number; reach: number }) {
  const shown = (one: Placed) => one.labelled && one.x - left > -label_reach_px && one.x - left < reach;
  return (
    <g aria-hidden="true">
      {lanes.map((lane, i) =>
        lane.placed.filter(shown).map((one) => (
          <text
            key={one.story.key}
            class={`timeline-label ${lineOf(one.story.event.status)}`}
            x={one.x - left + 2 * one.radius + 5}
            y={yOf(strips[i]!, one.row) + 4}
          >
            {one.label}
          </text>
        )),
      )}
    </g>
  );
}

function Axis({ span, width, height, scale }: { span: Span; width: number; height: number; scale: number }) {
  const ticks = ticksOf(span, Math.floor(width / 84));
  return (
    <g aria-hidden="true">
      {ticks.map((tick) => {
        const x = (tick.day - span.from) * scale;
        return (
          <g key={tick.day}>
            <line class={tick.major ? "axis-line major" : "axis-line"} x1={x} x2={x} y1={0} y2={height - axis_px} />
            {x < width - 30 &&
              [upper_axis_px - 5, height - axis_px + 16].map((y) => (
                <text key={y} class="axis-text" x={x + 3} y={y}>
                  {tick.label}
                </text>
              ))}
          </g>
        );
      })}
      <line class="axis-line major" x1={0} x2={width} y1={height - axis_px} y2={height - axis_px} />
    </g>
  );
}

function LaneHead({ quad, y, width, note }: { quad: Quad; y: number; width: number; note: string }) {
  return (
    <g aria-hidden="true">
      <rect class="timeline-lane-head" x={0} y={y} width={width} height={lane_head_px - 3} />
      <path class={`timeline-mark q${quad}`} transform={`translate(12 ${y + 9.5})`} d={quadShape(quad, 5)} />
      <text class="timeline-lane-name" x={24} y={y + 14}>
        {quadNames[quad]}
      </text>
      <text class="axis-text timeline-lane-note" x={width - 8} y={y + 14}>
        {note}
      </text>
    </g>
  );
}

interface Strip {
  quad: Quad;
  y: number;
  height: number;
}

const yOf = (strip: Strip, row: number) => strip.y + lane_head_px + (row + 0.5) * row_px;

/** One under the other; each with its head. */
function stripsOf(heights: number[]): Strip[] {
  let y = upper_axis_px;
  return quads.map((quad, i) => {
    const height = lane_head_px + (heights[i] ?? 0);
    y += height;
    return { quad, y: y - height, height };
  });
}

function storyItems(lanes: Lane[], strips: Strip[]): Item[] {
  const items = lanes.flatMap((lane, i) =>
    lane.placed.map((one) => ({
      key: String(one.story.key),
      x: one.x,
      y: yOf(strips[i]!, one.row),
      day: one.span.from,
      title: one.title,
      note: one.note,
    })),
  );
  return items.sort((a, b) => a.day - b.day || a.y - b.y);
}

interface Bar extends Item {
  quad: Quad;
  width: number;
  height: number;
  span: Span;
}

function barsOf(density: Series, strips: Strip[], scale: number): Bar[] {
  const top = Math.max(1, ...density.points.flatMap((point) => point.by_quad));
  return density.points.flatMap((point) => {
    const span = point.begin ? periodOf(point.begin, density.by) : null;
    if (!span) return [];
    return strips.flatMap(({ quad, y, height }) => {
      const n = point.by_quad[quad - 1]!;
      const bar = Math.max(1.5, (n / top) * (bar_lane_px - 8));
      if (n === 0) return [];
      return {
        key: `${point.begin}/${quad}`,
        x: span.from * scale,
        y: y + height - bar,
        day: span.from,
        quad,
        span,
        width: Math.max(1, (span.to - span.from) * scale - 1),
        height: bar,
        title: `${density.by === "day" ? "" : `${density.by} of `}${dateText(point.begin)}: ${plural(n, "event")} of ${quadNames[quad]}`,
        note: "Click to come closer",
      };
    });
  });
}

/** What the heights of a lane mean. */
function highest({ points, by }: Series, quad: Quad): string {
  return `at most ${plural(Math.max(0, ...points.map((point) => point.by_quad[quad - 1]!)), "event")} a ${by}`;
}

/** Everything that moves with time, in pixels from `left`; as far as `reach`. */
function Marks({
  lanes,
  strips,
  items,
  bars,
  left,
  reach,
  chosen,
  stop,
  scale,
}: {
  lanes: Lane[];
  strips: Strip[];
  items: Item[];
  bars: Bar[];
  left: number;
  reach: number;
  chosen: string;
  stop: string;
  scale: number;
}) {
  const near = (item: Item) => item.x - left > -label_reach_px && item.x - left < reach;
  const handle = (item: Item) => ({
    "data-key": item.key,
    class: "timeline-item",
    role: "button" as const,
    tabindex: item.key === stop ? 0 : -1,
    "aria-label": `${item.title}. ${item.note}`,
  });
  const placed = new Map(lanes.flatMap((lane) => lane.placed.map((one) => [String(one.story.key), one] as const)));
  return (
    <>
      {bars.filter(near).map((bar) => (
        <g key={bar.key} {...handle(bar)}>
          <rect class={`fill-q${bar.quad}`} x={bar.x - left} y={bar.y} width={bar.width} height={bar.height} />
        </g>
      ))}
      {items.filter(near).map((item) => {
        const one = placed.get(item.key);
        return (
          one && (
            <g key={item.key} {...handle(item)}>
              <StoryMark one={one} x={item.x - left} y={item.y} chosen={item.key === chosen} />
            </g>
          )
        );
      })}
      <Labels lanes={lanes} strips={strips} left={left} reach={reach} />
      {lanes.map((lane, i) =>
        lane.crowded.map(({ day, n }) => (
          <text key={`${i}/${day}`} class="timeline-crowd" x={day * scale - left} y={strips[i]!.y + strips[i]!.height - 4}>
            +{n}
          </text>
        )),
      )}
    </>
  );
}

const no_lanes: Lane[] = [];

export function TimelineChart({
  width,
  span,
  dated,
  density,
  chosen,
  summary,
  onSpan,
  onSettled,
  onChoose,
  drawing,
}: ChartProps) {
  // Panning changes the span by fractions: the scale must not follow their rounding, or all would be placed anew.
  const scale = Math.round((width / (span.to - span.from)) * 1e6) / 1e6;
  const narrow = width < 600;
  const lanes = useMemo(
    () => (density ? no_lanes : lanesOf(dated, scale, narrow ? rows_max_narrow : rows_max_wide, labelWidth)),
    [dated, density, scale, narrow],
  );
  const strips = useMemo(
    () =>
      stripsOf(
        density ? quads.map(() => bar_lane_px) : lanes.map((lane) => lane.rows * row_px + (lane.crowded.length ? 16 : 4)),
      ),
    [lanes, density],
  );
  const height = (strips.at(-1)?.y ?? 0) + (strips.at(-1)?.height ?? 0) + axis_px;
  const bars = useMemo(() => (density ? barsOf(density, strips, scale) : []), [density, strips, scale]);
  const items: Item[] = useMemo(() => (density ? bars : storyItems(lanes, strips)), [bars, lanes, strips, density]);
  const [pointed, setPointed] = useState("");
  const [focused, setFocused] = useState("");
  const focusing = useRef("");
  const left = span.from * scale;
  // Marks are made for a stretch somewhat longer than what is in sight, and moved with it as one.
  const stretch = width / 4;
  const origin = Math.floor(left / stretch) * stretch;
  const first = items.find((item) => item.x >= origin)?.key ?? items.at(-1)?.key ?? "";
  const stop = items.some((item) => item.key === focused) ? focused : first;
  const marks = useMemo(
    () => (
      <Marks
        lanes={lanes}
        strips={strips}
        items={items}
        bars={bars}
        left={origin}
        reach={width + stretch + 20}
        chosen={chosen}
        stop={stop}
        scale={scale}
      />
    ),
    [items, origin, width, chosen, stop],
  );

  const moved = (days: number, factor = 1, share = 0.5) => spanMoved(span, days, factor, share, zoom_days_min);
  const frame = usePanZoom<SVGSVGElement>({
    move: ({ dx, factor, x }) => onSpan(moved(-dx / scale, factor, x / width), false),
    settled: onSettled,
  });
  useLayoutEffect(() => {
    drawing.current = frame.current;
    if (focusing.current)
      frame.current?.querySelector<SVGElement>(`[data-key="${focusing.current}"]`)?.focus({ preventScroll: true });
    focusing.current = "";
  });

  const choose = (key: string) => {
    const bar = bars.find((one) => one.key === key);
    if (bar) onSpan(bar.span, true);
    else onChoose(key);
  };
  const walk = (direction: number) => {
    const at = items.findIndex((item) => item.key === stop);
    const next = items[Math.min(items.length - 1, Math.max(0, at + direction))];
    if (!next) return;
    focusing.current = next.key;
    setFocused(next.key);
    const x = next.x - left;
    const half = (span.to - span.from) / 2;
    if (x < 0 || x > width - 60) onSpan({ from: next.day - half, to: next.day + half }, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const length = span.to - span.from;
    const acts: Record<string, () => void> = {
      ArrowRight: () => (event.shiftKey ? onSpan(moved(length / 5), true) : walk(1)),
      ArrowLeft: () => (event.shiftKey ? onSpan(moved(-length / 5), true) : walk(-1)),
      "+": () => onSpan(moved(0, 1.6), true),
      "-": () => onSpan(moved(0, 1 / 1.6), true),
      Enter: () => stop && choose(stop),
      " ": () => stop && choose(stop),
      Escape: () => setPointed(""),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const keyUnder = (event: Event) => (event.target as Element).closest("[data-key]")?.getAttribute("data-key") ?? "";
  const tip = items.find((item) => item.key === pointed);
  return (
    <div class="chart-frame timeline-frame">
      <svg
        ref={frame}
        width={width}
        height={height}
        role="group"
        aria-label={summary}
        class="timeline"
        onKeyDown={onKeyDown}
        onPointerOver={(event) => setPointed(keyUnder(event))}
        onPointerLeave={() => setPointed("")}
        onFocusIn={(event) => setPointed(keyUnder(event))}
        onClick={(event) => keyUnder(event) && choose(keyUnder(event))}
      >
        <Axis span={span} width={width} height={height} scale={scale} />
        <g transform={`translate(${(origin - left).toFixed(1)} 0)`}>{marks}</g>
        {strips.map((strip) => (
          <LaneHead
            key={strip.quad}
            quad={strip.quad}
            y={strip.y}
            width={width}
            note={density ? highest(density, strip.quad) : ""}
          />
        ))}
      </svg>
      {tip && tip.x >= left - 20 && (
        <div
          class="chart-tip"
          aria-hidden="true"
          style={{ left: `${Math.max(4, Math.min(tip.x - left, width - 260))}px`, top: `${tip.y + 16}px` }}
        >
          <p>
            <b>{tip.title}</b>
          </p>
          <p>{tip.note}</p>
        </div>
      )}
    </div>
  );
}
