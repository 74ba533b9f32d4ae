// What is drawn of a network: the edges that are strong enough, the parties that have any, their sizes and colours. The drawing
// (svg.tsx) is made from this.
import { strongest } from "../../charts/quads";
import { plural } from "../../phrase";
import type { Network, NetworkEdge, NetworkNode, Quad } from "../../types";
import { layoutOf, type Position } from "./layout";

export interface DrawnNode extends Position {
  node: NetworkNode;
  name: string;
  /** Pixels. */
  radius: number;
}

export interface DrawnEdge {
  key: string;
  edge: NetworkEdge;
  from: DrawnNode;
  to: DrawnNode;
  quad: Quad;
  /** Pixels. */
  width: number;
}

export interface Drawn {
  nodes: DrawnNode[];
  edges: DrawnEdge[];
  /** Edges weaker than asked for. */
  left_out: number;
}

/** More edges than this are a tangle: the weakest are left out unless asked for. */
const edges_max = 120;
const steps = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000];

export const nameOf = (node: NetworkNode): string => node.name ?? node.code ?? node.key;
export const eventsOf = (node: NetworkNode): number => node.as_actor + node.as_recipient;
export const edgeKey = (network: Network, edge: NetworkEdge): string =>
  `${network.nodes[edge.from]!.key}>${network.nodes[edge.to]!.key}`;

/** The smallest number of events that leaves a picture one can read. */
export function usualLeast(edges: readonly NetworkEdge[]): number {
  return steps.find((least) => edges.filter((edge) => edge.events >= least).length <= edges_max) ?? steps.at(-1) ?? 1;
}

/** What there is to choose from. */
export function leastSteps(edges: readonly NetworkEdge[]): number[] {
  const most = Math.max(1, ...edges.map((edge) => edge.events));
  return steps.filter((least) => least <= most);
}

export function drawnOf(network: Network, least: number): Drawn {
  const strong = network.edges.filter((edge) => edge.events >= least && edge.from !== edge.to);
  const used = [...new Set(strong.flatMap((edge) => [edge.from, edge.to]))].sort((a, b) => a - b);
  const numbers = new Map(used.map((old, now) => [old, now]));
  const places = layoutOf(
    used.length,
    strong.map((edge) => ({ ...edge, from: numbers.get(edge.from)!, to: numbers.get(edge.to)! })),
  );
  const most = Math.max(1, ...network.nodes.map(eventsOf));
  const nodes = used.map((old, now): DrawnNode => {
    const node = network.nodes[old]!;
    return { ...places[now]!, node, name: nameOf(node), radius: 5 + 17 * Math.sqrt(eventsOf(node) / most) };
  });
  const strongest_edge = Math.max(1, ...strong.map((edge) => edge.events));
  const edges = strong.map((edge): DrawnEdge => ({
    key: edgeKey(network, edge),
    edge,
    from: nodes[numbers.get(edge.from)!]!,
    to: nodes[numbers.get(edge.to)!]!,
    quad: strongest(edge.by_quad) ?? 1,
    width: 1.3 + 6 * Math.sqrt(edge.events / strongest_edge),
  }));
  return { nodes, edges: edges.sort((a, b) => a.edge.events - b.edge.events), left_out: network.edges.length - strong.length };
}

export const edgeText = (edge: DrawnEdge): string => `${edge.from.name} → ${edge.to.name}: ${plural(edge.edge.events, "event")}`;
export const nodeText = ({ name, node }: DrawnNode): string =>
  `${name}: acts in ${plural(node.as_actor, "event")}, acted upon in ${node.as_recipient}`;
