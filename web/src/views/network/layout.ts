// Where parties stand: a layout by forces, without chance and without a clock, so that the same network gives the same picture.
// Parties that deal much with each other draw near, all push each other away. Fruchterman and Reingold (1991), cooled in fixed steps;
// about 60 nodes take some milliseconds, 300 some hundreds.
import type { NetworkEdge } from "../../types";

export interface Position {
  x: number;
  y: number;
}

const golden_turn = Math.PI * (3 - Math.sqrt(5));
const work_max = 12_000_000;
const steps_max = 400;
const steps_min = 60;
const gravity = 0.25;

/** On a spiral, those with most events in the middle. */
const spiral = (n: number): Position[] =>
  Array.from({ length: n }, (_, i) => ({
    x: Math.sqrt(i + 0.5) * Math.cos(i * golden_turn),
    y: Math.sqrt(i + 0.5) * Math.sin(i * golden_turn),
  }));

function repel(at: readonly Position[], forces: Position[]): void {
  for (let i = 0; i < at.length; i++)
    for (let j = 0; j < i; j++) {
      const dx = at[i]!.x - at[j]!.x;
      const dy = at[i]!.y - at[j]!.y;
      const square = Math.max(0.01, dx * dx + dy * dy);
      forces[i]!.x += dx / square;
      forces[i]!.y += dy / square;
      forces[j]!.x -= dx / square;
      forces[j]!.y -= dy / square;
    }
}

function attract(
  at: readonly Position[],
  edges: readonly NetworkEdge[],
  strengths: readonly number[],
  forces: Position[],
): void {
  edges.forEach(({ from, to }, k) => {
    const dx = at[to]!.x - at[from]!.x;
    const dy = at[to]!.y - at[from]!.y;
    const pull = Math.hypot(dx, dy) * strengths[k]!;
    forces[from]!.x += dx * pull;
    forces[from]!.y += dy * pull;
    forces[to]!.x -= dx * pull;
    forces[to]!.y -= dy * pull;
  });
}

function move(at: Position[], forces: Position[], reach: number): void {
  at.forEach((place, i) => {
    const force = forces[i]!;
    const fx = force.x - gravity * place.x;
    const fy = force.y - gravity * place.y;
    const length = Math.hypot(fx, fy);
    if (length === 0) return;
    const step = Math.min(reach, length) / length;
    place.x += fx * step;
    place.y += fy * step;
  });
}

/** Into the square from -1 to 1, wider than high: screens are. */
function normalised(at: readonly Position[]): Position[] {
  const xs = at.map((place) => place.x);
  const ys = at.map((place) => place.y);
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const half = (values: number[]) => Math.max(0.001, (Math.max(...values) - Math.min(...values)) / 2);
  const [cx, cy, rx, ry] = [middle(xs), middle(ys), half(xs), half(ys)];
  const steady = (value: number) => Math.round(value * 10_000) / 10_000;
  return at.map((place) => ({ x: steady((place.x - cx) / rx), y: steady((place.y - cy) / ry) }));
}

/** As far from one another as circles are wide, in the usual shape of the screen. */
function parted(at: Position[]): Position[] {
  const apart = Math.min(0.16, 1.3 / Math.sqrt(at.length));
  const [sx, sy] = [1, 0.6];
  for (let pass = 0; pass < 40; pass++)
    for (let i = 0; i < at.length; i++)
      for (let j = 0; j < i; j++) {
        const dx = (at[i]!.x - at[j]!.x) * sx;
        const dy = (at[i]!.y - at[j]!.y) * sy;
        const length = Math.hypot(dx, dy) || 0.001;
        if (length >= apart) continue;
        const push = (apart - length) / 2 / length;
        at[i]!.x += (dx * push) / sx;
        at[i]!.y += (dy * push) / sy;
        at[j]!.x -= (dx * push) / sx;
        at[j]!.y -= (dy * push) / sy;
      }
  return at;
}

export function layoutOf(nodes: number, edges: readonly NetworkEdge[]): Position[] {
  const at = spiral(nodes);
  const most = Math.max(1, ...edges.map((edge) => edge.events));
  const strengths = edges.map((edge) => 0.04 + 0.1 * Math.sqrt(edge.events / most));
  const steps = Math.round(Math.min(steps_max, Math.max(steps_min, work_max / (nodes * nodes + edges.length + 1))));
  for (let step = 0; step < steps; step++) {
    const forces = at.map(() => ({ x: 0, y: 0 }));
    repel(at, forces);
    attract(at, edges, strengths, forces);
    move(at, forces, 0.6 * (1 - step / steps) + 0.01);
  }
  return at.length > 1 ? normalised(parted(normalised(at))) : [{ x: 0, y: 0 }].slice(0, nodes);
}
