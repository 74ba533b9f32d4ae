// What the solver answers (docs/strategy.md), asked for as the model changes: after a pause, stale answers dropped. Dear parts
// (sensitivity, the graph, reasons) are asked for on their own, so that the equilibria are there first.
import { useEffect, useState } from "preact/hooks";
import { ApiError, solve } from "../../api";
import { bareModel, type Model, type StateName } from "./model";

export interface SolvedState {
  name: StateName;
  options?: string;
  text?: string;
}

export type Step = [string, StateName];
export type MoveKind = "better" | "worse" | "equal" | "unknown";

export interface Reason {
  decision_maker: string;
  concept: string;
  stable: boolean;
  text: string;
  moves: { to: StateName; deterred: boolean; answer: Step[]; text: string }[];
}

export interface Sensitivity {
  swaps: number;
  changes: {
    decision_maker: string;
    swap: [unknown, unknown];
    changes: Record<string, { gained: StateName[]; lost: StateName[] }>;
  }[];
}

export interface Wish {
  state: StateName;
  needed: { decision_maker: string; concept: string; stable: boolean; at_least_as_good_as: StateName[] }[];
}

export interface Solution {
  decision_makers: string[];
  states: SolvedState[];
  stable: Record<string, Record<string, StateName[]>>;
  equilibria: Record<string, StateName[]>;
  status_quo?: { state: StateName; moves: Record<string, Step[]>; improvements: Record<string, Step[]> };
  sensitivity?: Sensitivity;
  explanation?: { state: StateName; reasons: Reason[] };
  wish?: Wish;
  moves?: Record<string, [StateName, StateName, MoveKind][]>;
}

export interface Solved {
  data: Solution | null;
  error: ApiError | null;
  /** What is shown is not yet of the model as it stands. */
  loading: boolean;
}

/** The answer for a model; null asks nothing for now. The old answer stays until the new one is there. */
export function useSolution(model: Model | null, options: object, pause_ms: number): Solved {
  const body = model && JSON.stringify({ model: bareModel(model), options });
  const [state, set] = useState<Solved & { body: string | null }>({ body: null, data: null, error: null, loading: false });
  useEffect(() => {
    if (!body) return;
    const aborter = new AbortController();
    const done = (data: Solution | null, error: ApiError | null) => {
      if (!aborter.signal.aborted) set((old) => ({ body, data: data ?? (error ? old.data : null), error, loading: false }));
    };
    const ask = () => {
      const sent = JSON.parse(body) as { model: object; options: object };
      solve<Solution>(sent.model, sent.options, aborter.signal).then(
        (data) => done(data, null),
        (error: unknown) => done(null, error instanceof ApiError ? error : new ApiError(String(error), 0)),
      );
    };
    const timer = setTimeout(ask, pause_ms);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [body]);
  if (!body) return { data: state.data, error: null, loading: state.data !== null };
  return { data: state.data, error: state.error, loading: state.body !== body || state.loading };
}

/** The same without answers to other questions: for what belongs to one state. */
export function useFreshSolution(model: Model | null, options: object, pause_ms: number): Solved {
  const solved = useSolution(model, options, pause_ms);
  return solved.loading ? { ...solved, data: null } : solved;
}

/* ---- the answer, by state */

export const concepts: Record<string, string> = {
  Nash: "nobody can move to anything better",
  GMR: "whoever moves to something better can be answered so that it is no better off",
  SMR: "whoever moves to something better can be answered so that it is no better off, and it cannot get out of that",
  SEQ: "whoever moves to something better must expect an answer, good for those who give it, after which it is no better off",
  SSEQ: "whoever moves to something better must expect an answer, good for those who give it, after which it is no better off, and it cannot get out of that",
  SIM: "should both move at once, who moves is no better off",
  L: "looking ahead a few moves, staying is best",
  NM: "looking ahead without end, staying is best",
};

export interface Standing {
  state: SolvedState;
  key: string;
  /** The concepts under which all stay. */
  equilibrium: string[];
  /** By concept a bit for each decision maker who stays. */
  stays: Record<string, number>;
}

/** What is told of each state, by its name as text. There may be thousands: hence bits, not sets. */
export function standingsOf(solution: Solution): Map<string, Standing> {
  const all = new Map<string, Standing>();
  for (const state of solution.states) {
    const key = String(state.name);
    all.set(key, { state, key, equilibrium: [], stays: {} });
  }
  for (const concept of Object.keys(solution.equilibria)) {
    for (const state of solution.equilibria[concept] ?? []) all.get(String(state))?.equilibrium.push(concept);
    for (const [i, name] of solution.decision_makers.entries())
      for (const state of solution.stable[concept]?.[name] ?? []) {
        const one = all.get(String(state));
        if (one) one.stays[concept] = (one.stays[concept] ?? 0) | (1 << i);
      }
  }
  return all;
}

/** Who stays in a state, of all decision makers by their order. */
export const whoStays = (one: Standing, concept: string, names: string[]): string[] =>
  names.filter((_, i) => ((one.stays[concept] ?? 0) >>> i) & 1);

/** Equilibria of any concept, those of most concepts first, then those that are fewest moves away. */
export function equilibriaOf(solution: Solution, standings: Map<string, Standing>): Standing[] {
  const steps = (key: string) => solution.status_quo?.improvements[key]?.length ?? 50 + (solution.status_quo?.moves[key]?.length ?? 50);
  const found = [...standings.values()].filter((one) => one.equilibrium.length > 0);
  return found.sort((a, b) => b.equilibrium.length - a.equilibrium.length || steps(a.key) - steps(b.key));
}
