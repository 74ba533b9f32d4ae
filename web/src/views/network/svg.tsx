// The network as SVG: curved arrows, each to the side of its direction, with the mark of the quad on the stronger ones. Sizes stay when
// one zooms: what lay on top of one another comes apart. While a hand moves it, the picture is moved as it is, and made anew when the hand
// is off. SVG rather than WebGL: it works everywhere, carries the marks, can be taken away as it is.
import { useEffect, useMemo, useState } from "preact/hooks";
import { usePanZoom } from "../../charts/pan_zoom";
import { quadShape, quadText } from "../../charts/quads";
import { plural } from "../../phrase";
import { type Arrow, arrowOf, labelsOf, type Pixel, round } from "./geometry";
import { type Drawn, type DrawnEdge, type DrawnNode, edgeText, eventsOf, nodeText } from "./model";
import { type Sight, whole, zoomed } from "./sight";

interface NetworkProps {
  drawn: Drawn;
  width: number;
  height: number;
  /** What is in sight, also while a hand moves it, */
  sight: Sight;
  /** and what was when it was last off. */
  settled: Sight;
  chosen: string;
  onSight: (sight: Sight, settled: boolean) => void;
  onSettled: () => void;
  onChoose: (key: string) => void;
  drawing: { current: SVGSVGElement | null };
}

const margin_px = 44;
const marked_from_px = 2.6;

interface Scene {
  placed: { node: DrawnNode; at: Pixel }[];
  arrows: { edge: DrawnEdge; arrow: Arrow }[];
  labels: ReturnType<typeof labelsOf>;
  shrink: number;
}

/** Pixels of a unit of the layout. */
const unitOf = (width: number, height: number, { zoom }: Sight): Pixel => ({
  x: (width / 2 - margin_px) * zoom,
  y: (height / 2 - margin_px) * zoom,
});

function sceneOf(drawn: Drawn, width: number, height: number, sight: Sight): Scene {
  const shrink = Math.min(1, Math.max(0.45, width / 900));
  const unit = unitOf(width, height, sight);
  const placed = drawn.nodes
    .map((node) => ({ node, at: { x: width / 2 + (node.x - sight.x) * unit.x, y: height / 2 + (node.y - sight.y) * unit.y } }))
    .sort((a, b) => eventsOf(b.node.node) - eventsOf(a.node.node));
  const where = new Map(placed.map(({ node, at }) => [node, at]));
  const arrows = drawn.edges.flatMap((edge) => {
    const arrow = arrowOf(edge, where.get(edge.from)!, where.get(edge.to)!, shrink);
    return arrow ? { edge, arrow } : [];
  });
  return { placed, arrows, labels: labelsOf(placed, shrink, width), shrink };
}

/** What has nothing to do with the party or arrow at `key` steps back. */
function Picture({ scene, drawn, at, chosen }: { scene: Scene; drawn: Drawn; at: string; chosen: string }) {
  const touches = (edge: DrawnEdge) => edge.key === at || edge.from.node.key === at || edge.to.node.key === at;
  const related = new Set(at ? drawn.edges.filter(touches).flatMap((edge) => [edge.from, edge.to]) : []);
  const faint = (near: boolean) => (related.size > 0 && !near ? " faint" : "");
  return (
    <>
      {scene.arrows.map(({ edge, arrow }) => (
        <g key={edge.key} class={`network-edge b${edge.quad}${faint(touches(edge))}`} data-key={edge.key}>
          <path class="network-hit" d={arrow.line} />
          <path class="network-line" d={arrow.line} stroke-width={round(edge.width * scene.shrink)} />
          <path class="network-head" d={arrow.head} />
          {edge.width >= marked_from_px && (
            <path
              class={`network-mark q${edge.quad}`}
              transform={`translate(${round(arrow.middle.x)} ${round(arrow.middle.y)})`}
              d={quadShape(edge.quad, round((4 + edge.width * 0.4) * Math.sqrt(scene.shrink)))}
            />
          )}
        </g>
      ))}
      {scene.placed.map(({ node, at: { x, y } }) => (
        <circle
          key={node.node.key}
          class={`network-node${node.node.key === chosen ? " chosen" : ""}${faint(related.has(node))}`}
          data-key={node.node.key}
          cx={round(x)}
          cy={round(y)}
          r={round(node.radius * scene.shrink)}
        />
      ))}
      {scene.labels.map(({ node, x, y }) => (
        <text key={node.node.key} class={`network-name${faint(related.has(node))}`} x={round(x)} y={round(y)}>
          {node.name}
        </text>
      ))}
    </>
  );
}

interface Told {
  at: Pixel;
  title: string;
  note: string;
}

function toldOf(scene: Scene, key: string): Told | null {
  const arrow = scene.arrows.find(({ edge }) => edge.key === key);
  if (arrow) return { at: arrow.arrow.middle, title: edgeText(arrow.edge), note: quadText(arrow.edge.edge.by_quad) };
  const party = scene.placed.find(({ node }) => node.node.key === key);
  return party ? { at: party.at, title: nodeText(party.node), note: quadText(party.node.node.by_quad) } : null;
}

/** Moved by pixels, then enlarged around a pixel. */
function sightMoved(
  sight: Sight,
  width: number,
  height: number,
  dx: number,
  dy: number,
  factor = 1,
  x = width / 2,
  y = height / 2,
): Sight {
  const { zoom } = zoomed(sight, factor);
  const unit = unitOf(width, height, sight);
  const share = 1 - sight.zoom / zoom;
  return { zoom, x: sight.x + (-dx + (x - width / 2) * share) / unit.x, y: sight.y + (-dy + (y - height / 2) * share) / unit.y };
}

export function SvgNetwork({
  drawn,
  width,
  height,
  sight,
  settled,
  chosen,
  onSight,
  onSettled,
  onChoose,
  drawing,
}: NetworkProps) {
  const [pointed, setPointed] = useState("");
  const scene = useMemo(() => sceneOf(drawn, width, height, settled), [drawn, width, height, settled]);
  const picture = useMemo(
    () => <Picture scene={scene} drawn={drawn} at={pointed || chosen} chosen={chosen} />,
    [scene, pointed, chosen],
  );
  const moved = (dx: number, dy: number, factor?: number, x?: number, y?: number) =>
    sightMoved(sight, width, height, dx, dy, factor, x, y);
  const hand = usePanZoom<SVGSVGElement>({
    move: (by) => onSight(moved(by.dx, by.dy, by.factor, by.x, by.y), false),
    settled: onSettled,
  });
  useEffect(() => {
    drawing.current = hand.current;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Record<string, () => Sight> = {
      ArrowLeft: () => moved(80, 0),
      ArrowRight: () => moved(-80, 0),
      ArrowUp: () => moved(0, 80),
      ArrowDown: () => moved(0, -80),
      "+": () => moved(0, 0, 1.6),
      "-": () => moved(0, 0, 1 / 1.6),
      "0": () => whole,
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    onSight(act(), true);
  };
  const under = (event: Event) => (event.target as Element).closest("[data-key]")?.getAttribute("data-key") ?? "";
  const moving = sight !== settled;
  const enlarged = sight.zoom / settled.zoom;
  const unit = unitOf(width, height, sight);
  const shift = {
    x: (width / 2) * (1 - enlarged) + (settled.x - sight.x) * unit.x,
    y: (height / 2) * (1 - enlarged) + (settled.y - sight.y) * unit.y,
  };
  const told = moving ? null : toldOf(scene, pointed);
  return (
    <>
      <svg
        ref={hand}
        class="network"
        width={width}
        height={height}
        role="group"
        tabindex={0}
        aria-label={`Network of ${plural(drawn.nodes.length, "party", "parties")}. Arrow keys move, plus and minus zoom, 0 shows all. Its arrows are listed in the table below.`}
        onKeyDown={onKeyDown}
        onPointerOver={(event) => setPointed(under(event))}
        onPointerLeave={() => setPointed("")}
        onClick={(event) => under(event) && onChoose(under(event))}
      >
        <g
          aria-hidden="true"
          transform={moving ? `translate(${round(shift.x)} ${round(shift.y)}) scale(${enlarged})` : undefined}
        >
          {picture}
        </g>
      </svg>
      {told && (
        <div
          class="chart-tip"
          aria-hidden="true"
          style={{
            left: `${Math.max(4, Math.min(told.at.x + 16, width - 260))}px`,
            top: `${Math.max(4, Math.min(told.at.y + 16, height - 80))}px`,
          }}
        >
          <p>
            <b>{told.title}</b>
          </p>
          <p>{told.note}</p>
        </div>
      )}
    </>
  );
}
