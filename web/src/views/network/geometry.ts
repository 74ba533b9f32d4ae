// Arrows and names of a network in pixels.
import { widthOf } from "../../charts/measure";
import type { DrawnEdge, DrawnNode } from "./model";

const head_px = 9;
/** How far an arrow bows, in parts of its length. */
const bow = 0.16;

export interface Pixel {
  x: number;
  y: number;
}

export interface Arrow {
  line: string;
  head: string;
  middle: Pixel;
}

export const round = (n: number) => Math.round(n * 10) / 10;

/** The arrow from rim to rim; null where circles touch. */
export function arrowOf(edge: DrawnEdge, a: Pixel, b: Pixel, shrink: number): Arrow | null {
  const [from_radius, to_radius] = [edge.from.radius * shrink, edge.to.radius * shrink];
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length < from_radius + to_radius + head_px * shrink) return null;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const control = { x: (a.x + b.x) / 2 - uy * length * bow, y: (a.y + b.y) / 2 + ux * length * bow };
  const toward = (p: Pixel, q: Pixel, px: number): Pixel => {
    const far = Math.hypot(q.x - p.x, q.y - p.y) || 1;
    return { x: p.x + ((q.x - p.x) / far) * px, y: p.y + ((q.y - p.y) / far) * px };
  };
  const size = (head_px + edge.width) * shrink;
  const begin = toward(a, control, from_radius + 1);
  const tip = toward(b, control, to_radius + 2);
  const end = toward(b, control, to_radius + size);
  const [hx, hy] = [(tip.x - end.x) / size, (tip.y - end.y) / size];
  const half = size * 0.55;
  return {
    line: `M${round(begin.x)} ${round(begin.y)}Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}`,
    head: `M${round(tip.x)} ${round(tip.y)}L${round(end.x - hy * half)} ${round(end.y + hx * half)}L${round(end.x + hy * half)} ${round(end.y - hx * half)}Z`,
    middle: { x: (begin.x + 2 * control.x + end.x) / 4, y: (begin.y + 2 * control.y + end.y) / 4 },
  };
}

export interface Label {
  node: DrawnNode;
  x: number;
  y: number;
}

/** Names under their circles, else above, and not over the edge; those with most events first, none on another. */
export function labelsOf(placed: { node: DrawnNode; at: Pixel }[], shrink: number, width: number): Label[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const found: Label[] = [];
  for (const { node, at } of placed) {
    const half = widthOf(node.name, 12.5, 600) / 2 + 2;
    const inside = at.x > 0 && at.x < width && 2 * half < width;
    const x = inside ? Math.min(width - half - 2, Math.max(half + 2, at.x)) : at.x;
    for (const dy of [node.radius * shrink + 13, -node.radius * shrink - 5]) {
      const box = { left: x - half, right: x + half, top: at.y + dy - 11, bottom: at.y + dy + 3 };
      if (taken.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom))
        continue;
      taken.push(box);
      found.push({ node, x, y: at.y + dy });
      break;
    }
  }
  return found;
}
