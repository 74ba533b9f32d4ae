// A small picture of the whole time: cooperation above the line, conflict below it, period by period. Where nothing was read
// the line is missing: that no events are known does not mean that nothing happened.
import type { Ref } from "preact";
import { dateText } from "../../phrase";
import type { SeriesPoint } from "../../types";

const height = 120;
const middle = height / 2;

interface Bar {
  quad: 1 | 2 | 3 | 4;
  y: number;
  height: number;
}

/** Verbal acts lie next to the line, material ones outside. */
function barsOf({ by_quad: [a, b, c, d] }: SeriesPoint, scale: number): Bar[] {
  return [
    { quad: 1, y: middle - a * scale, height: a * scale },
    { quad: 2, y: middle - (a + b) * scale, height: b * scale },
    { quad: 3, y: middle, height: c * scale },
    { quad: 4, y: middle + c * scale, height: d * scale },
  ];
}

const label = ({ begin, n_events, n_articles }: SeriesPoint) =>
  `${dateText(begin)}: ${n_events} events, ${n_articles ?? 0} articles read`;

export function SeriesBars({ points, drawing }: { points: SeriesPoint[]; drawing: Ref<SVGSVGElement> }) {
  const most = Math.max(1, ...points.map(({ by_quad: [a, b, c, d] }) => Math.max(a + b, c + d)));
  const scale = (middle - 4) / most;
  const first = points.at(0);
  const last = points.at(-1);
  return (
    <figure class="home-series">
      <svg
        ref={drawing}
        viewBox={`0 0 ${points.length * 10} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Events over time, ${dateText(first?.begin)} to ${dateText(last?.begin)}; the numbers are in the view Timeline`}
      >
        {points.map((point, i) => (
          <g key={point.begin}>
            <title>{label(point)}</title>
            {(point.n_articles ?? 0) > 0 && <rect class="home-read" x={i * 10} y={middle - 0.5} width={10} height={1} />}
            {barsOf(point, scale).map(
              (bar) =>
                bar.height > 0 && (
                  <rect key={bar.quad} class={`bar${bar.quad}`} x={i * 10 + 1} width={8} y={bar.y} height={bar.height} />
                ),
            )}
          </g>
        ))}
      </svg>
      <figcaption>
        <span>{dateText(first?.begin)}</span> <span>above: cooperation, below: conflict</span>{" "}
        <span>{dateText(last?.begin)}</span>
      </figcaption>
    </figure>
  );
}
