// Which states and moves the graph draws: all of a small model; of a large one the equilibria, the status quo, the ways between them,
// and what lies around one state. Always the same for the same answer.
import { inOptionForm, isPattern, type Model, optionsOf, preferencesOf } from "./model";
import { equilibriaOf, type MoveKind, type Solution, type Standing, type Step } from "./solution";

export const all_up_to = 24;
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

/** What the reader wants to see besides: a state, and those that improving moves lead to from there. */
export interface Wanted {
  states: string[];
  around: string[];
}

const statesOfWay = (steps: Step[] | undefined): string[] => (steps ?? []).map(([, state]) => String(state));

/** The states that are an improvement, made at once, from the status quo. */
function nextOnes(solution: Solution): string[] {
  const found = Object.entries(solution.status_quo?.improvements ?? {}).filter(([, steps]) => steps.length === 1);
  return found.map(([state]) => state);
}

export function statesToDraw(solution: Solution, standings: Map<string, Standing>, concept: string, wanted: Wanted): string[] {
  if (standings.size <= all_up_to) return [...standings.keys()];
  const quo = solution.status_quo;
  const chosen = new Set<string>(quo ? [String(quo.state)] : []);
  const add = (keys: string[], max = drawn_max) => {
    for (const key of keys) if (chosen.size < max && standings.has(key)) chosen.add(key);
  };
  const best = equilibriaOf(solution, standings).filter((one) => one.equilibrium.includes(concept)).slice(0, equilibria_max);
  add([...wanted.states, ...best.map((one) => one.key)]);
  for (const key of [...wanted.states, ...best.map((one) => one.key)]) add(statesOfWay(quo?.improvements[key] ?? quo?.moves[key]));
  add(wanted.around, Math.min(drawn_max, chosen.size + around_max));
  add(nextOnes(solution), Math.min(drawn_max, chosen.size + around_max));
  return [...chosen];
}

/** Patterns that fit every state but these: where all that begin in one way are others, one pattern for them all. */
function allBut(states: string[], n: number, head = ""): string[] {
  if (states.length === 0) return [head.padEnd(n, "-")];
  if (head.length === n) return [];
  return ["Y", "N"].flatMap((letter) => allBut(states.filter((state) => state[head.length] === letter), n, head + letter));
}

/**
 * The model with only these states, so that the solver lists the moves among them and not hundreds of thousands: moves and preferences
 * between two states do not hang on a third. Where that cannot be said by patterns, the model as it is.
 */
export function modelOf(model: Model, standings: Map<string, Standing>, keys: string[]): Model {
  const n = optionsOf(model).length;
  const patterns = keys.map((key) => standings.get(key)?.state.options ?? "");
  const plain = patterns.every((pattern) => isPattern(pattern, n) && !pattern.includes("-"));
  const stated = model.decision_makers.every(({ name }) => preferencesOf(model, name).kind === "statements");
  if (keys.length === standings.size || !inOptionForm(model) || !plain || !stated || model.indistinguishable) return model;
  const { status_quo: _quo, coalitions: _coalitions, views: _views, unknown: _unknown, strength: _strength, ...rest } = model;
  return { ...(rest as Model), infeasible: [...(model.infeasible ?? []), ...allBut(patterns, n)] };
}

/** Where the way back is no better, it is not drawn unless `every` is set: it goes without saying. */
function drawn(kind: MoveKind, every: boolean, first: boolean): boolean {
  if (kind === "better" || every) return true;
  return kind !== "worse" && first;
}

/** `solution` knows the moves. */
export function graphOf(solution: Solution, standings: Map<string, Standing>, keys: string[], every: boolean): StateGraph {
  const order = new Map(keys.map((key, i) => [key, i]));
  const moves = solution.decision_makers.flatMap((name, by) =>
    (solution.moves?.[name] ?? []).flatMap(([a, b, kind]) => {
      const [from, to] = [String(a), String(b)];
      const [i, k] = [order.get(from), order.get(to)];
      if (i === undefined || k === undefined || !drawn(kind, every, i < k)) return [];
      return [{ by, from, to, kind }];
    }),
  );
  return { nodes: keys.flatMap((key) => standings.get(key) ?? []), moves, left_out: standings.size - keys.length };
}

const dotText = (text: string) => `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
const dotStyles: Record<MoveKind, string> = { better: "solid", worse: "dotted", equal: "dotted", unknown: "dashed" };

/** What is drawn, in Graphviz's language. */
export function dotOf(graph: StateGraph, names: string[], concept: string, labelOf: (node: Standing) => string): string {
  const nodes = graph.nodes.map((node) => `  ${dotText(node.key)} [label=${dotText(labelOf(node))}${node.equilibrium.includes(concept) ? ", peripheries=2" : ""}];`);
  const moves = graph.moves.map(({ by, from, to, kind }) => `  ${dotText(from)} -> ${dotText(to)} [label=${dotText(names[by] ?? "")}, style=${dotStyles[kind]}];`);
  return `digraph conflict {\n  node [shape=box];\n${[...nodes, ...moves].join("\n")}\n}\n`;
}
