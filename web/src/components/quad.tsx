// The mark of a quad class. Colour is one cue, shape the other: circles cooperate, diamonds conflict; hollow is said, filled is
// done.
import { quadNames, quads } from "../phrase";
import type { Quad } from "../types";

const outlines: Record<Quad, string> = {
  1: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  2: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  3: "M8 1.5 14.5 8 8 14.5 1.5 8z",
  4: "M8 1.5 14.5 8 8 14.5 1.5 8z",
};

/** `silent`: the words stand beside it. */
export function QuadMark({ quad, silent }: { quad: Quad | null; silent?: boolean }) {
  if (!quad) return <span class="quad-mark" aria-hidden="true" />;
  const label = silent ? { "aria-hidden": true as const } : { role: "img" as const, "aria-label": quadNames[quad] };
  return (
    <svg class={`quad-mark q${quad}`} viewBox="0 0 16 16" {...label}>
      {!silent && <title>{quadNames[quad]}</title>}
      <path d={outlines[quad]} />
    </svg>
  );
}

/** What marks and lines mean. */
export function QuadLegend({ lines }: { lines?: boolean }) {
  return (
    <ul class="legend" aria-label="Legend">
      {quads.map((quad) => (
        <li key={quad}>
          <QuadMark quad={quad} silent /> {quadNames[quad]}
        </li>
      ))}
      {lines && (
        <>
          <li>
            <span class="line-sample solid" /> happened
          </li>
          <li>
            <span class="line-sample dashed" /> planned, intended, considered, conditional
          </li>
          <li>
            <span class="line-sample dotted" /> did not happen, denied, failed
          </li>
        </>
      )}
    </ul>
  );
}

/** How many events of each class, as parts of a bar that is as wide as `of` events would be. The numbers are in its name. */
export function QuadBar({ by_quad, of }: { by_quad: readonly number[]; of: number }) {
  const words = quads.map((quad, i) => `${by_quad[i] ?? 0} ${quadNames[quad]}`).join(", ");
  let x = 0;
  return (
    <svg class="quad-bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={words}>
      <title>{words}</title>
      {quads.map((quad, i) => {
        const width = (100 * (by_quad[i] ?? 0)) / Math.max(1, of);
        x += width;
        return width > 0 && <rect key={quad} class={`bar${quad}`} x={x - width} y={0} width={width} height={8} />;
      })}
    </svg>
  );
}
