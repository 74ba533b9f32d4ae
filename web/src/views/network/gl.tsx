// Large networks by WebGL: sigma draws hundreds of parties and thousands of arrows without a stutter, which SVG cannot. Loaded only
// then. The picture is that of svg.tsx as far as sigma goes: curved arrows by quad, no marks on them.
import { EdgeCurvedArrowProgram } from "@sigma/edge-curve";
import { DirectedGraph } from "graphology";
import { useEffect, useRef } from "preact/hooks";
import Sigma from "sigma";
import { colour, look, quadColour } from "../../theme";
import type { Drawn } from "./model";
import { type Sight, zoom_max } from "./sight";

interface GlProps {
  drawn: Drawn;
  width: number;
  height: number;
  sight: Sight;
  onSight: (sight: Sight) => void;
  onPoint: (key: string) => void;
  onChoose: (key: string) => void;
  /** Makes the picture for the export. */
  picture: { current: (() => HTMLCanvasElement) | null };
}

const smaller = 0.6;

function graphOf(drawn: Drawn, aspect: number): DirectedGraph {
  const graph = new DirectedGraph();
  for (const { node, name, radius, x, y } of drawn.nodes)
    graph.addNode(node.key, { x: x * aspect, y: -y, size: radius * smaller, label: name, color: colour("--ink-2") });
  for (const { key, from, to, quad, width } of drawn.edges)
    graph.addEdgeWithKey(key, from.node.key, to.node.key, { size: width * smaller, color: quadColour(quad), type: "curved" });
  return graph;
}

const cameraOf = ({ x, y, zoom }: Sight, aspect: number) => ({ x: 0.5 + x / 2, y: 0.5 - y / (2 * aspect), ratio: 1 / zoom, angle: 0 });

function pictureOf(sigma: Sigma): HTMLCanvasElement {
  // The layers of WebGL hold their picture only until the browser shows it.
  sigma.refresh();
  const layers = Object.values(sigma.getCanvases());
  const canvas = document.createElement("canvas");
  canvas.width = layers[0]?.width ?? 1;
  canvas.height = layers[0]?.height ?? 1;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no canvas");
  context.fillStyle = colour("--ground");
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of layers) if (layer.width > 0) context.drawImage(layer, 0, 0);
  return canvas;
}

export default function GlNetwork({ drawn, width, height, sight, onSight, onPoint, onChoose, picture }: GlProps) {
  const box = useRef<HTMLDivElement>(null);
  const made = useRef<Sigma | null>(null);
  const newest = useRef({ onSight, onPoint, onChoose });
  newest.current = { onSight, onPoint, onChoose };
  const aspect = width / height;
  useEffect(() => {
    if (!box.current) return;
    const sigma = new Sigma(graphOf(drawn, aspect), box.current, {
      edgeProgramClasses: { curved: EdgeCurvedArrowProgram }, defaultEdgeType: "curved", enableEdgeEvents: true,
      labelColor: { color: colour("--ink") }, labelFont: getComputedStyle(document.body).fontFamily, labelSize: 12.5, labelWeight: "600",
      labelDensity: 0.5, labelRenderedSizeThreshold: 4, minCameraRatio: 1 / zoom_max, maxCameraRatio: 2.5, stagePadding: 40,
      zIndex: true, allowInvalidContainer: true, defaultDrawNodeHover: () => undefined,
    });
    made.current = sigma;
    picture.current = () => pictureOf(sigma);
    const camera = sigma.getCamera();
    camera.setState(cameraOf(sight, aspect));
    sigma.on("enterNode", ({ node }) => newest.current.onPoint(node));
    sigma.on("enterEdge", ({ edge }) => newest.current.onPoint(edge));
    sigma.on("leaveNode", () => newest.current.onPoint(""));
    sigma.on("leaveEdge", () => newest.current.onPoint(""));
    sigma.on("clickNode", ({ node }) => newest.current.onChoose(node));
    sigma.on("clickEdge", ({ edge }) => newest.current.onChoose(edge));
    let timer: ReturnType<typeof setTimeout> | undefined;
    camera.on("updated", ({ x, y, ratio }) => {
      clearTimeout(timer);
      timer = setTimeout(() => newest.current.onSight({ x: (x - 0.5) * 2, y: (0.5 - y) * 2 * aspect, zoom: 1 / ratio }), 250);
    });
    return () => {
      clearTimeout(timer);
      sigma.kill();
      made.current = null;
      picture.current = null;
    };
  }, [drawn, width, height, look.value]);
  useEffect(() => {
    made.current?.getCamera().setState(cameraOf(sight, aspect));
  }, [sight.x, sight.y, sight.zoom]);
  return <div ref={box} class="network-gl" style={{ height: `${height}px` }} aria-hidden="true" />;
}
