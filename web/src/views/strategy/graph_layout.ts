// Where the states of the graph stand: in columns by the number of moves from the first state, ordered within each so that moves
// cross little (barycentres). No chance in it: the same graph gives the same picture.
import type { GraphMove } from "./graph_model";

export const node_width = 164;
export const node_height = 46;
const gap_x = 76;
const gap_y = 18;
const column_max = 9;
const sweeps = 6;

export interface Point {
  x: number;
  y: number;
}

export interface Layout {
  at: Map<string, Point>;
  columns: string[][];
  width: number;
  height: number;
}

/** Steps from the first state along the moves, improving ones first; what cannot be reached stands behind. */
function depths(keys: string[], moves: GraphMove[]): Map<string, number> {
  const depth = new Map<string, number>([[keys[0] ?? "", 0]]);
  const spread = (edges: [string, string][]) => {
    let queue = [...depth.keys()];
    while (queue.length) {
      const reached: string[] = [];
      for (const from of queue)
        for (const [a, b] of edges)
          if (a === from && !depth.has(b)) {
            depth.set(b, (depth.get(from) ?? 0) + 1);
            reached.push(b);
          }
      queue = reached;
    }
  };
  spread(moves.filter((move) => move.kind === "better").map((move) => [move.from, move.to]));
  spread(moves.flatMap((move): [string, string][] => [[move.from, move.to], [move.to, move.from]]));
  const last = Math.max(...depth.values());
  for (const key of keys) if (!depth.has(key)) depth.set(key, last + 1);
  return depth;
}

function columnsOf(keys: string[], moves: GraphMove[]): string[][] {
  const depth = depths(keys, moves);
  const columns: string[][] = [];
  for (const key of keys) (columns[depth.get(key) ?? 0] ??= []).push(key);
  return columns.filter(Boolean).flatMap((column) => {
    const parts = Math.ceil(column.length / column_max);
    const size = Math.ceil(column.length / parts);
    return Array.from({ length: parts }, (_, i) => column.slice(i * size, (i + 1) * size));
  });
}

function neighboursOf(moves: GraphMove[]): Map<string, string[]> {
  const near = new Map<string, string[]>();
  const put = (a: string, b: string) => near.set(a, [...(near.get(a) ?? []), b]);
  for (const { from, to } of moves) {
    put(from, to);
    put(to, from);
  }
  return near;
}

/** Each state goes near the middle of those that it has moves with. */
function untangle(columns: string[][], near: Map<string, string[]>): string[][] {
  const tallest = Math.max(...columns.map((column) => column.length));
  const height = new Map<string, number>();
  const measure = (column: string[]) => column.forEach((key, i) => height.set(key, i + (tallest - column.length) / 2));
  columns.forEach(measure);
  const middle = (key: string) => {
    const others = near.get(key) ?? [];
    const own = height.get(key) ?? 0;
    return others.length ? others.reduce((sum, other) => sum + (height.get(other) ?? own), 0) / others.length : own;
  };
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (const column of columns) {
      const middles = new Map(column.map((key) => [key, middle(key)]));
      column.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0));
      measure(column);
    }
  return columns;
}

export function layoutOf(keys: string[], moves: GraphMove[]): Layout {
  const columns = untangle(columnsOf(keys, moves), neighboursOf(moves));
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const height = tallest * (node_height + gap_y) + gap_y;
  const at = new Map<string, Point>();
  for (const [i, column] of columns.entries()) {
    const step = height / column.length;
    for (const [k, key] of column.entries()) at.set(key, { x: gap_x / 4 + i * (node_width + gap_x), y: (k + 0.5) * step - node_height / 2 });
  }
  return { at, columns, width: columns.length * (node_width + gap_x) - gap_x / 2, height };
}

export interface Arrow {
  path: string;
  /** The head's three corners. */
  head: string;
  label: Point;
}

const number = (value: number) => String(Math.round(value * 10) / 10);

/** A curve between two states; `shift` keeps those of several decision makers apart. */
export function arrowOf(from: Point, to: Point, shift: number): Arrow {
  const same = Math.abs(from.x - to.x) < 1;
  const right = to.x > from.x;
  const y1 = from.y + node_height / 2 + shift;
  const y2 = to.y + node_height / 2 + shift;
  const x1 = same || right ? from.x + node_width : from.x;
  const x2 = same || !right ? to.x + node_width : to.x;
  const side = same || !right ? 1 : -1;
  const bend = same ? 26 + Math.min(40, Math.abs(y2 - y1) / 8) : Math.max(30, Math.abs(x2 - x1) / 2);
  const c1 = x1 + (same || right ? bend : -bend);
  const c2 = x2 + side * bend;
  const tip = x2 + side * 1.5;
  const back = x2 + side * 9;
  return {
    path: `M${number(x1)} ${number(y1)}C${number(c1)} ${number(y1)} ${number(c2)} ${number(y2)} ${number(back)} ${number(y2)}`,
    head: `${number(tip)},${number(y2)} ${number(back)},${number(y2 - 4.5)} ${number(back)},${number(y2 + 4.5)}`,
    label: { x: (x1 + 3 * c1 + 3 * c2 + x2) / 8, y: (y1 + y2) / 2 },
  };
}
