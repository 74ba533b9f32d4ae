// What charts need of quads: the one that is strongest, a bar of their shares, their counts in words.
import { count, quadNames, quads } from "../phrase";
import type { Quad, Quads } from "../types";

/** The quad with most events; among equals the higher one, conflict before cooperation. Null where all are 0. */
export function strongest(counts: Quads): Quad | null {
  let best: Quad | null = null;
  for (const quad of quads) if (counts[quad - 1]! > 0 && (best === null || counts[quad - 1]! >= counts[best - 1]!)) best = quad;
  return best;
}

export const addQuads = (a: Quads, b: Quads): Quads => [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
export const quadsOf = (all: readonly { by_quad: Quads }[]): Quads =>
  all.reduce((sum, one) => addQuads(sum, one.by_quad), [0, 0, 0, 0] as Quads);
export const sumOf = (counts: Quads): number => counts[0] + counts[1] + counts[2] + counts[3];

/** "3 verbal cooperation, 1 material conflict" */
export function quadText(counts: Quads): string {
  const some = quads.filter((quad) => counts[quad - 1]! > 0);
  return some.map((quad) => `${count(counts[quad - 1]!)} ${quadNames[quad]}`).join(", ");
}

/** Shares side by side; `of` sets the length of the whole, where bars are compared. */
export function QuadBar({ counts, of = sumOf(counts) }: { counts: Quads; of?: number }) {
  let x = 0;
  return (
    <svg class="quad-bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={quadText(counts)}>
      {quads.map((quad) => {
        const width = of > 0 ? (counts[quad - 1]! / of) * 100 : 0;
        x += width;
        return <rect key={quad} class={`fill-q${quad}`} x={x - width} y={0} width={width} height={8} />;
      })}
    </svg>
  );
}

/** The shape of a quad around 0 0, as QuadMark has it: circles cooperate, diamonds conflict. */
export function quadShape(quad: Quad, r: number): string {
  if (quad <= 2) return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  const side = Math.round(r * 115) / 100;
  return `M0 ${-side}L${side} 0L0 ${side}L${-side} 0z`;
}

/** Columns of a table. */
export const quadColumns = <Row extends { by_quad: Quads }>() =>
  quads.map((quad) => ({ title: quadNames[quad], numeric: true, cell: (row: Row) => row.by_quad[quad - 1] }));
