// Which states and moves the graph draws: all of a small model; of a large one the equilibria, the status quo, the ways between them,
// and what lies around one state. Always the same for the same answer.
import { equilibriaOf, type MoveKind, type Solution, type Standing, type Step } from "./solution";

const all_up_to = 24;
const drawn_max = 30;
const equilibria_max = 8;
const around_max = 10;

export interface GraphMove {
  /** Index of the decision maker. */
  by: number;
  from: string;
  to: string;
  kind: MoveKind;
}

export interface StateGraph {
  nodes: Standing[];
  moves: GraphMove[];
  /** States that are not drawn. */
  left_out: number;
}

function statesOfWay(steps: Step[] | undefined): string[] {
  return (steps ?? []).map(([, state]) => String(state));
}

/** The states that improving moves of anybody lead to from here. */
function around(solution: Solution, state: string): string[] {
  const found: string[] = [];
  for (const moves of Object.values(solution.moves ?? {}))
    for (const [from, to, kind] of moves) if (kind === "better" && String(from) === state) found.push(String(to));
  return found;
}

function choose(solution: Solution, ways: Solution, standings: Map<string, Standing>, concept: string, wanted: string[]): string[] {
  if (standings.size <= all_up_to) return [...standings.keys()];
  const chosen = new Set(wanted);
  const add = (keys: string[], max = drawn_max) => {
    for (const key of keys) if (chosen.size < max) chosen.add(key);
  };
  const best = equilibriaOf(ways, standings).filter((one) => one.equilibrium.has(concept)).slice(0, equilibria_max);
  add(best.map((one) => one.key));
  for (const one of best) add(statesOfWay(ways.status_quo?.improvements[one.key] ?? ways.status_quo?.moves[one.key]));
  for (const key of wanted) add(around(solution, key), Math.min(drawn_max, chosen.size + around_max));
  return [...chosen].filter((key) => standings.has(key));
}

/** Where the way back is no better, it is not drawn unless `every` is set: it goes without saying. */
function drawn(kind: MoveKind, every: boolean, first: boolean): boolean {
  if (kind === "better" || every) return true;
  return kind !== "worse" && first;
}

function movesAmong(solution: Solution, keys: string[], every: boolean): GraphMove[] {
  const order = new Map(keys.map((key, i) => [key, i]));
  return solution.decision_makers.flatMap((name, by) =>
    (solution.moves?.[name] ?? []).flatMap(([a, b, kind]) => {
      const [from, to] = [String(a), String(b)];
      const [i, k] = [order.get(from), order.get(to)];
      if (i === undefined || k === undefined || !drawn(kind, every, i < k)) return [];
      return [{ by, from, to, kind }];
    }),
  );
}

/** `solution` knows the moves, `ways` the equilibria and the ways from the status quo. */
export function graphOf(solution: Solution, ways: Solution, standings: Map<string, Standing>, concept: string, wanted: string[], every: boolean): StateGraph {
  const keys = choose(solution, ways, standings, concept, wanted);
  const nodes = keys.flatMap((key) => standings.get(key) ?? []);
  return { nodes, moves: movesAmong(solution, keys, every), left_out: standings.size - nodes.length };
}

const dotText = (text: string) => `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
const dotStyles: Record<MoveKind, string> = { better: "solid", worse: "dotted", equal: "dotted", unknown: "dashed" };

/** What is drawn, in Graphviz's language. */
export function dotOf(graph: StateGraph, names: string[], concept: string, labelOf: (node: Standing) => string): string {
  const nodes = graph.nodes.map((node) => `  ${dotText(node.key)} [label=${dotText(labelOf(node))}${node.equilibrium.has(concept) ? ", peripheries=2" : ""}];`);
  const moves = graph.moves.map(({ by, from, to, kind }) => `  ${dotText(from)} -> ${dotText(to)} [label=${dotText(names[by] ?? "")}, style=${dotStyles[kind]}];`);
  return `digraph conflict {\n  node [shape=box];\n${[...nodes, ...moves].join("\n")}\n}\n`;
}
