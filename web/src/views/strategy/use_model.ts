// The model that is being edited: its history, and its way into the address and back.
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { place, setParams } from "../../router";
import { type Model, optionsOf, readModel } from "./model";
import { pack, unpack } from "./pack";

const steps_max = 100;
const write_after_ms = 400;

interface History {
  past: Model[];
  now: Model | null;
  future: Model[];
}
type Step = { do: "edit" | "load"; model: Model; from: Model | null } | { do: "undo" } | { do: "redo" } | { do: "drop" };

function next(history: History, step: Step): History {
  const { past, now, future } = history;
  if (step.do === "drop") return { past: [], now: null, future: [] };
  if (step.do === "load") return { past: [], now: step.model, future: [] };
  if (step.do === "edit") return { past: step.from ? [...past, step.from].slice(-steps_max) : past, now: step.model, future: [] };
  if (step.do === "undo" && past.length && now) return { past: past.slice(0, -1), now: past.at(-1) ?? null, future: [now, ...future] };
  if (step.do === "redo" && future.length && now) return { past: [...past, now], now: future[0] ?? null, future: future.slice(1) };
  return history;
}

export interface EditedModel {
  model: Model | null;
  /** It differs from what reports propose, or was given. */
  own: boolean;
  packed: string;
  problem: string | null;
  edit: (model: Model) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Back to what reports propose. */
  drop: () => void;
}

/** States are numbered by the options: with other options their names mean something else. */
function sameStates(a: Model | null, b: Model): boolean {
  const refs = (model: Model) => optionsOf(model).map((option) => option.ref).join("\n");
  return a !== null && refs(a) === refs(b);
}

export function useModel(proposed: Model | null): EditedModel {
  const packed = place.value.query.get("model") ?? "";
  const [history, dispatch] = useReducer(next, { past: [], now: null, future: [] });
  const [problem, setProblem] = useState<string | null>(null);
  const written = useRef("");

  useEffect(() => {
    if (packed === written.current) return;
    written.current = packed;
    setProblem(null);
    if (!packed) return dispatch({ do: "drop" });
    unpack(packed).then(
      (text) => dispatch({ do: "load", model: readModel(text), from: null }),
    ).catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  }, [packed]);

  useEffect(() => {
    const { now } = history;
    if (!now) return;
    let wanted = true;
    const write = (text: string) => {
      if (!wanted) return;
      written.current = text;
      setParams({ model: text }, true);
    };
    const fail = () => setProblem("The model is too long for the address, and this browser keeps nothing. Export it as JSON to have it again.");
    const timer = setTimeout(() => pack(now).then(write).catch(fail), write_after_ms);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [history.now]);

  const model = history.now ?? (packed ? null : proposed);
  return {
    model,
    own: history.now !== null,
    packed,
    problem,
    edit: (changed) => {
      if (place.value.query.has("state") && !sameStates(model, changed)) setParams({ state: null }, true);
      dispatch({ do: "edit", model: changed, from: model });
    },
    undo: history.past.length ? () => dispatch({ do: "undo" }) : null,
    redo: history.future.length ? () => dispatch({ do: "redo" }) : null,
    drop: () => {
      dispatch({ do: "drop" });
      written.current = "";
      setParams({ model: null, state: null });
    },
  };
}
