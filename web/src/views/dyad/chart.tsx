// The plots of a dyad on the page: made by uPlot, drawn again when size, data, span or look change; one cursor over all of them,
// moved by pointer and arrow keys.
import type uPlotType from "uplot";
import uPlot from "uplot";
import { useEffect, useRef } from "preact/hooks";
import { type Span, spanMoved } from "../../charts/days";
import { usePanZoom } from "../../charts/pan_zoom";
import { look } from "../../theme";
import type { Period } from "./pair";
import { coveragePlot, type PlotSpec, quadPlot, scorePlot, toSeconds, unread } from "./plots";

export const zoom_days_min = 3;

interface DyadChartProps {
  width: number;
  periods: Period[];
  span: Span;
  /** Which period the cursor is at; -1: none. */
  at: number;
  describe: (index: number) => string;
  onAt: (index: number) => void;
  onChoose: (index: number) => void;
  onSpan: (span: Span, settled: boolean) => void;
  onSettled: () => void;
  titles: string[];
}

/** One plot, made anew when what it shows changes. */
function usePlot(spec: PlotSpec, width: number, key: string) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlotType | null>(null);
  useEffect(() => {
    if (!box.current) return;
    plot.current = new uPlot(spec.options(width), spec.data, box.current);
    return () => {
      plot.current?.destroy();
      plot.current = null;
    };
  }, [key, width]);
  return [box, plot] as const;
}

const keyOf = (periods: Period[], span: Span) => JSON.stringify([span, look.value, periods]);

export function DyadChart(props: DyadChartProps) {
  const { width, periods, span, at, titles } = props;
  const grounds = unread(periods);
  const frame = { span, grounds, time_shown: false, worded: false };
  const key = keyOf(periods, span);
  const [scoreBox, score] = usePlot(scorePlot(periods, { ...frame, height: 250, worded: true }), width, key);
  const [coverBox, cover] = usePlot(coveragePlot(periods, { ...frame, height: 84 }), width, key);
  const [quadBox, quad] = usePlot(quadPlot(periods, { ...frame, height: 164, time_shown: true }), width, key);

  const placeOf = (index: number) => {
    const period = periods[index];
    return period && score.current ? score.current.valToPos(toSeconds((period.span.from + period.span.to) / 2), "x") : -10;
  };
  useEffect(() => {
    for (const plot of [score, cover, quad]) plot.current?.setCursor({ left: placeOf(at), top: 0 }, false);
  }, [at, key, width]);

  /** The period under a point of the frame. */
  const indexAt = (x: number): number => {
    const over = score.current?.over.getBoundingClientRect();
    if (!score.current || !over) return -1;
    const day = score.current.posToVal(x - over.left, "x") / 86_400;
    return periods.findIndex((period) => period.span.from <= day && day < period.span.to);
  };
  const plotWidth = () => score.current?.over.clientWidth ?? width;
  const days = span.to - span.from;
  const moved = (shift: number, factor: number, share = 0.5) => spanMoved(span, shift, factor, share, zoom_days_min);
  const panZoom = usePanZoom<HTMLDivElement>({
    move: ({ dx, factor, x }) => {
      const share = Math.min(1, Math.max(0, (x - (width - plotWidth())) / plotWidth()));
      props.onSpan(moved((-dx / plotWidth()) * days, factor, share), false);
    },
    settled: props.onSettled,
  });
  const walk = (step: number) => {
    const begin = periods.findIndex((period) => period.span.from >= span.from);
    const next = at < 0 ? Math.max(0, begin) : Math.min(periods.length - 1, Math.max(0, at + step));
    props.onAt(next);
    const period = periods[next];
    if (period && (period.span.from < span.from || period.span.to > span.to))
      props.onSpan({ from: period.span.from - days / 2, to: period.span.from + days / 2 }, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      ArrowRight: () => walk(1),
      ArrowLeft: () => walk(-1),
      ArrowUp: () => walk(1),
      ArrowDown: () => walk(-1),
      Home: () => walk(-periods.length),
      End: () => walk(periods.length),
      "+": () => props.onSpan(moved(0, 1.6), true),
      "-": () => props.onSpan(moved(0, 1 / 1.6), true),
      Enter: () => at >= 0 && props.onChoose(at),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      class="chart-frame dyad-frame"
      ref={panZoom}
      role="slider"
      tabIndex={0}
      aria-label="Period: arrow keys move, Enter lists its events"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, periods.length - 1)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={at < 0 ? "none chosen" : props.describe(at)}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => event.buttons === 0 && props.onAt(indexAt(event.clientX))}
      onClick={(event) => {
        const index = indexAt(event.clientX);
        if (index >= 0) props.onChoose(index);
      }}
    >
      {[scoreBox, coverBox, quadBox].map((box, i) => (
        <div key={i}>
          <p class="dyad-plot-title" aria-hidden="true">
            {titles[i]}
          </p>
          <div ref={box} aria-hidden="true" />
        </div>
      ))}
    </div>
  );
}

/** The three plots one under the other, with their titles, as one picture. */
export function picture(frame: HTMLElement | null, titles: string[], ground: string, ink: string): HTMLCanvasElement | null {
  const plots = [...(frame?.querySelectorAll("canvas") ?? [])];
  const title_px = 22 * devicePixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(0, ...plots.map((plot) => plot.width));
  canvas.height = plots.reduce((sum, plot) => sum + plot.height + title_px, 0);
  const context = canvas.getContext("2d");
  if (!context || plots.length === 0) return null;
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let y = 0;
  plots.forEach((plot, i) => {
    context.fillStyle = ink;
    context.font = `${13 * devicePixelRatio}px sans-serif`;
    context.fillText(titles[i] ?? "", 6, y + title_px * 0.75);
    context.drawImage(plot, 0, y + title_px);
    y += plot.height + title_px;
  });
  return canvas;
}
