// The network as SVG: curved arrows, each to the side of its direction, with the mark of the quad on the stronger ones. Sizes stay when
// one zooms: what lay on top of one another comes apart.
import { useEffect, useMemo, useState } from "preact/hooks";
import { widthOf } from "../../charts/measure";
import { usePanZoom } from "../../charts/pan_zoom";
import { quadShape, quadText } from "../../charts/quads";
import { plural } from "../../phrase";
import type { Drawn, DrawnEdge, DrawnNode } from "./model";
import { eventsOf } from "./model";

/** Middle of what is in sight in units of the layout, and how much it is enlarged. */
export interface Sight {
  x: number;
  y: number;
  zoom: number;
}

export const whole: Sight = { x: 0, y: 0, zoom: 1 };
export const zoom_max = 30;

interface NetworkProps {
  drawn: Drawn;
  width: number;
  height: number;
  sight: Sight;
  chosen: string;
  onSight: (sight: Sight, settled: boolean) => void;
  onSettled: () => void;
  onChoose: (key: string) => void;
  drawing: { current: SVGSVGElement | null };
}

const margin_px = 60;
const head_px = 9;
/** How far an arrow bows, in parts of its length. */
const bow = 0.16;
const marked_from_px = 2.6;

interface Pixel {
  x: number;
  y: number;
}

interface Arrow {
  line: string;
  head: string;
  middle: Pixel;
}

const round = (n: number) => Math.round(n * 10) / 10;

/** The arrow from rim to rim; null where circles touch. */
function arrowOf(edge: DrawnEdge, a: Pixel, b: Pixel): Arrow | null {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length < edge.from.radius + edge.to.radius + head_px) return null;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const control = { x: (a.x + b.x) / 2 - uy * length * bow, y: (a.y + b.y) / 2 + ux * length * bow };
  const toward = (p: Pixel, q: Pixel, px: number): Pixel => {
    const far = Math.hypot(q.x - p.x, q.y - p.y) || 1;
    return { x: p.x + ((q.x - p.x) / far) * px, y: p.y + ((q.y - p.y) / far) * px };
  };
  const size = head_px + edge.width;
  const begin = toward(a, control, edge.from.radius + 1);
  const tip = toward(b, control, edge.to.radius + 2);
  const end = toward(b, control, edge.to.radius + size);
  const [hx, hy] = [(tip.x - end.x) / size, (tip.y - end.y) / size];
  const half = size * 0.55;
  return {
    line: `M${round(begin.x)} ${round(begin.y)}Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}`,
    head: `M${round(tip.x)} ${round(tip.y)}L${round(end.x - hy * half)} ${round(end.y + hx * half)}L${round(end.x + hy * half)} ${round(end.y - hx * half)}Z`,
    middle: { x: (begin.x + 2 * control.x + end.x) / 4, y: (begin.y + 2 * control.y + end.y) / 4 },
  };
}

interface Label {
  node: DrawnNode;
  x: number;
  y: number;
}

/** Names under their circles, else above; those with most events first, none on another. */
function labelsOf(placed: { node: DrawnNode; at: Pixel }[]): Label[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const found: Label[] = [];
  for (const { node, at } of placed) {
    const half = widthOf(node.name, 12.5, 600) / 2 + 2;
    for (const dy of [node.radius + 13, -node.radius - 5]) {
      const box = { left: at.x - half, right: at.x + half, top: at.y + dy - 11, bottom: at.y + dy + 3 };
      if (taken.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom)) continue;
      taken.push(box);
      found.push({ node, x: at.x, y: at.y + dy });
      break;
    }
  }
  return found;
}

export const edgeText = (edge: DrawnEdge): string => `${edge.from.name} → ${edge.to.name}: ${plural(edge.edge.events, "event")}`;
const nodeText = ({ name, node }: DrawnNode): string => `${name}: acts in ${plural(node.as_actor, "event")}, acted upon in ${node.as_recipient}`;

export function SvgNetwork({ drawn, width, height, sight, chosen, onSight, onSettled, onChoose, drawing }: NetworkProps) {
  const [pointed, setPointed] = useState("");
  const unit = { x: ((width - 2 * margin_px) / 2) * sight.zoom, y: ((height - 2 * margin_px) / 2) * sight.zoom };
  const pixel = (at: Pixel): Pixel => ({ x: width / 2 + (at.x - sight.x) * unit.x, y: height / 2 + (at.y - sight.y) * unit.y });
  const placed = useMemo(() => drawn.nodes.map((node) => ({ node, at: pixel(node) })).sort((a, b) => eventsOf(b.node.node) - eventsOf(a.node.node)), [drawn, width, height, sight]);
  const where = useMemo(() => new Map(placed.map(({ node, at }) => [node, at])), [placed]);
  const arrows = useMemo(() => drawn.edges.map((edge) => ({ edge, arrow: arrowOf(edge, where.get(edge.from)!, where.get(edge.to)!) })), [where]);
  const labels = useMemo(() => labelsOf(placed), [placed]);

  const zoomAt = (factor: number, x: number, y: number): Sight => {
    const zoom = Math.min(zoom_max, Math.max(0.4, sight.zoom * factor));
    const share = 1 - sight.zoom / zoom;
    return { zoom, x: sight.x + ((x - width / 2) / unit.x) * share, y: sight.y + ((y - height / 2) / unit.y) * share };
  };
  const panBy = (dx: number, dy: number): Sight => ({ ...sight, x: sight.x - dx / unit.x, y: sight.y - dy / unit.y });
  const hand = usePanZoom<SVGSVGElement>({
    zoom: (factor, x, y) => onSight(zoomAt(factor, x, y), false),
    pan: (dx, dy) => onSight(panBy(dx, dy), false),
    settled: onSettled,
  });
  useEffect(() => {
    drawing.current = hand.current;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Record<string, () => Sight> = {
      ArrowLeft: () => panBy(80, 0), ArrowRight: () => panBy(-80, 0), ArrowUp: () => panBy(0, 80), ArrowDown: () => panBy(0, -80),
      "+": () => zoomAt(1.6, width / 2, height / 2), "-": () => zoomAt(1 / 1.6, width / 2, height / 2), "0": () => whole,
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    onSight(act(), true);
  };
  const under = (event: Event) => (event.target as Element).closest("[data-key]")?.getAttribute("data-key") ?? "";
  /** What has nothing to do with what is pointed at or chosen steps back. */
  const shown_key = pointed || chosen;
  const touches = (edge: DrawnEdge) => edge.key === shown_key || edge.from.node.key === shown_key || edge.to.node.key === shown_key;
  const faint = (related: boolean) => (shown_key && !related ? " faint" : "");
  const related = new Set(drawn.edges.filter(touches).flatMap((edge) => [edge.from, edge.to]));
  const anything = related.size > 0;
  const pointed_edge = arrows.find(({ edge, arrow }) => arrow && edge.key === pointed);
  const pointed_node = placed.find(({ node }) => node.node.key === pointed);
  const tip = pointed_edge ? { at: pointed_edge.arrow!.middle, title: edgeText(pointed_edge.edge), note: quadText(pointed_edge.edge.edge.by_quad) }
    : pointed_node ? { at: pointed_node.at, title: nodeText(pointed_node.node), note: quadText(pointed_node.node.node.by_quad) } : null;
  return (
    <>
      <svg
        ref={hand} class="network" width={width} height={height} role="group" tabIndex={0}
        aria-label={`Network of ${plural(drawn.nodes.length, "party", "parties")}. Arrow keys move, plus and minus zoom, 0 shows all. Its arrows are listed in the table below.`}
        onKeyDown={onKeyDown} onPointerOver={(event) => setPointed(under(event))} onPointerLeave={() => setPointed("")}
        onClick={(event) => under(event) && onChoose(under(event))}
      >
        <g aria-hidden="true">
          {arrows.map(({ edge, arrow }) => arrow && (
            <g key={edge.key} class={`network-edge b${edge.quad}${anything ? faint(touches(edge)) : ""}`} data-key={edge.key}>
              <path class="network-hit" d={arrow.line} />
              <path class="network-line" d={arrow.line} stroke-width={round(edge.width)} />
              <path class="network-head" d={arrow.head} />
              {edge.width >= marked_from_px && (
                <path class={`network-mark q${edge.quad}`} transform={`translate(${round(arrow.middle.x)} ${round(arrow.middle.y)})`} d={quadShape(edge.quad, 4 + edge.width * 0.4)} />
              )}
            </g>
          ))}
          {placed.map(({ node, at }) => (
            <circle key={node.node.key} class={`network-node${node.node.key === chosen ? " chosen" : ""}${anything ? faint(related.has(node)) : ""}`} data-key={node.node.key} cx={round(at.x)} cy={round(at.y)} r={round(node.radius)} />
          ))}
          {labels.map(({ node, x, y }) => (
            <text key={node.node.key} class={`network-name${anything ? faint(related.has(node)) : ""}`} x={round(x)} y={round(y)}>{node.name}</text>
          ))}
        </g>
      </svg>
      {tip && (
        <div class="chart-tip" aria-hidden="true" style={{ left: `${Math.max(4, Math.min(tip.at.x + 16, width - 260))}px`, top: `${Math.max(4, Math.min(tip.at.y + 16, height - 80))}px` }}>
          <p><b>{tip.title}</b></p>
          <p>{tip.note}</p>
        </div>
      )}
    </>
  );
}
