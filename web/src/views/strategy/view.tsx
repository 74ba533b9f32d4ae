// Strategy: a conflict as a game of moves. The model is proposed from reports, edited here, solved by the server at each change; the
// model lives in the address.
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import * as api from "../../api";
import { Page } from "../../components/page";
import { Empty, ErrorBox, Loading } from "../../components/states";
import { csvOf } from "../../export/csv";
import { jsonOffer, type Offer, pngOffer, svgOffer } from "../../export/offers";
import { filters } from "../../filters";
import { plural } from "../../phrase";
import { setParams, useParam } from "../../router";
import { GroundsOf, messageOf } from "./fields";
import { dotOf, type StateGraph } from "./graph_model";
import { JsonPanel, modelText, OpenFile } from "./json_panel";
import { LimitsEditor } from "./limits_editor";
import { emptyModel, type Model, optionsOf, preferencesOf, type Proposal, statusQuoOf, withoutStatusQuo } from "./model";
import { OptionsEditor } from "./options_editor";
import { isKeptHere } from "./pack";
import { PreferencesEditor } from "./preferences_editor";
import { resultColumns, Results, rowsOf } from "./results";
import { SensitivityView } from "./sensitivity";
import { equilibriaOf, type Solution, type Standing, standingsOf, useSolution } from "./solution";
import { StateDetail } from "./state_detail";
import { StateGraphView } from "./state_graph";
import { type EditedModel, useModel } from "./use_model";
import { type Shown, shortText, textOf } from "./words";

const pause_ms = 250;
/** Over so many states the dear answers wait until one has stopped editing for longer. */
const large = 512;
const preferred = ["Nash", "SSEQ", "SEQ", "SMR", "GMR"];

/** The concept that is shown unless the reader chose: the strictest that has an equilibrium. */
function conceptOf(solution: Solution | null, chosen: string): string {
  const names = Object.keys(solution?.equilibria ?? {});
  if (names.includes(chosen)) return chosen;
  return preferred.find((name) => solution?.equilibria[name]?.length) ?? names[0] ?? "Nash";
}

function Panel({ title, id, children, open = true }: { title: string; id?: string; children: ComponentChildren; open?: boolean }) {
  return (
    <details class="panel strategy-panel" id={id} open={open}>
      <summary><h2>{title}</h2></summary>
      {children}
    </details>
  );
}

function Tools({ edited, fail }: { edited: EditedModel; fail: (message: string | null) => void }) {
  const load = (model: Model) => {
    fail(null);
    edited.edit(model);
  };
  return (
    <>
      <button type="button" disabled={!edited.undo} onClick={() => edited.undo?.()}>Undo</button>
      <button type="button" disabled={!edited.redo} onClick={() => edited.redo?.()}>Redo</button>
      <button type="button" disabled={!edited.own} onClick={edited.drop} title="Drops this model and proposes one from the reports that the filters choose">Propose from reports</button>
      <button type="button" onClick={() => edited.edit(emptyModel)}>Empty model</button>
      <OpenFile load={load} fail={fail} />
    </>
  );
}

function LeftOpen({ proposal }: { proposal: Proposal | undefined }) {
  if (!proposal?.left_open.length) return null;
  return (
    <Panel title={`Left open (${proposal.left_open.length})`} open={false}>
      <ul>{proposal.left_open.map((one, i) => <li key={i}>{one.statement ?? one.text} <GroundsOf grounds={one} /></li>)}</ul>
    </Panel>
  );
}

function Editor({ edited, model, problem, solution }: { edited: EditedModel; model: Model; problem: string | null; solution: Solution | null }) {
  const ranked = model.decision_makers.some(({ name }) => preferencesOf(model, name).kind === "ranking");
  const texts = useMemo(() => new Map((ranked ? (solution?.states ?? []) : []).map((state) => [String(state.name), textOf(state)])), [solution, ranked]);
  const fields = { model, edit: edited.edit, problem };
  return (
    <div class="strategy-editor">
      <Panel title="Who decides, and what each could do"><OptionsEditor {...fields} /></Panel>
      <Panel title="What each wants"><PreferencesEditor {...fields} texts={texts} /></Panel>
      <Panel title="What cannot be"><LimitsEditor {...fields} /></Panel>
      <LeftOpen proposal={model.proposal} />
      <Panel title="The model as JSON" open={false}><JsonPanel model={model} edit={edited.edit} /></Panel>
    </div>
  );
}

function ConceptChoice({ names, concept, set }: { names: string[]; concept: string; set: (name: string) => void }) {
  return (
    <div class="segmented" role="group" aria-label="Concept of stability">
      {names.map((name) => <button key={name} type="button" aria-pressed={name === concept} onClick={() => set(name)}>{name}</button>)}
    </div>
  );
}

interface AnswersProps {
  model: Model;
  solution: Solution;
  /** The answer is not yet, or not at all, of the model as it stands. */
  stale: boolean;
  drawing: RefObject<SVGSVGElement | null>;
  onGraph: (graph: StateGraph) => void;
}

function useShown(model: Model, solution: Solution): { shown: Shown; setConcept: (name: string) => void } {
  const [chosen, setConcept] = useParam<string>("concept", "");
  const [state] = useParam<string>("state", "");
  const standings = useMemo(() => standingsOf(solution), [solution]);
  const options = useMemo(() => optionsOf(model), [model]);
  const quo = solution.status_quo && standings.get(String(solution.status_quo.state));
  const fallback = useMemo(() => equilibriaOf(solution, standings)[0]?.key ?? quo?.key ?? null, [solution]);
  const shown: Shown = {
    model,
    options,
    names: solution.decision_makers,
    now: quo?.state.options ?? statusQuoOf(model),
    standings,
    concept: conceptOf(solution, chosen),
    selected: standings.has(state) ? state : fallback,
    select: (name) => setParams({ state: name }, true),
  };
  return { shown, setConcept };
}

function Answers({ model, solution, stale, drawing, onGraph }: AnswersProps) {
  const { shown, setConcept } = useShown(model, solution);
  const pause = solution.states.length > large ? 900 : 300;
  const asked = stale ? null : model;
  const swaps = useSolution(asked && withoutStatusQuo(asked), { sensitivity: true }, pause);
  const one = shown.selected === null ? undefined : shown.standings.get(shown.selected);
  return (
    <div class={stale ? "strategy-answers stale" : "strategy-answers"} aria-busy={stale}>
      <Panel title="Where it can come to rest" id="rest"><Results solution={solution} shown={shown} /></Panel>
      <Panel title="Graph of states" id="graph">
        <p class="strategy-row">
          <ConceptChoice names={Object.keys(solution.equilibria)} concept={shown.concept} set={setConcept} />
        </p>
        <StateGraphView shown={shown} solution={solution} stale={stale} drawing={drawing} onGraph={onGraph} />
      </Panel>
      {one && <Panel title={`State ${one.key}`}><StateDetail one={one} solution={solution} shown={shown} /></Panel>}
      <Panel title="On what it hangs" id="sensitivity">
        {swaps.data?.sensitivity ? <SensitivityView sensitivity={swaps.data.sensitivity} shown={shown} /> : swaps.error ? <ErrorBox error={swaps.error} /> : <Loading what="sensitivity" />}
      </Panel>
    </div>
  );
}

function offersOf(model: Model, solution: Solution | null, drawing: RefObject<SVGSVGElement | null>, graph: { current: StateGraph | null }): Offer[] {
  const offers: Offer[] = [
    { label: "Model (JSON)", file: "model.json", type: "application/json", make: () => `${modelText(model)}\n` },
    { ...jsonOffer("model-with-evidence", model), label: "Model with its evidence (JSON)" },
  ];
  if (!solution) return offers;
  const options = optionsOf(model);
  const now = statusQuoOf(model);
  const label = (node: Standing) => `${node.key}: ${shortText(node.state, now, options)}`;
  return [
    ...offers,
    { ...jsonOffer("answer", solution), label: "Answer (JSON)" },
    {
      label: "Equilibria (CSV)",
      file: "equilibria.csv",
      type: "text/csv;charset=utf-8",
      make: () => csvOf(resultColumns(solution, solution.decision_makers), rowsOf(solution, standingsOf(solution))),
    },
    { ...svgOffer("states", () => drawing.current), label: "Graph (SVG)" },
    { ...pngOffer("states", () => drawing.current), label: "Graph (PNG)" },
    {
      label: "Graph (DOT)",
      file: "states.dot",
      type: "text/vnd.graphviz",
      make: () => (graph.current ? dotOf(graph.current, solution.decision_makers, conceptOf(solution, ""), label) : "digraph conflict {}\n"),
    },
  ];
}

function leadOf(edited: EditedModel, model: Model, solution: Solution | null): string {
  const size = solution ? `${plural(solution.states.length, "state")}` : "";
  const { proposal } = model;
  const from = proposal ? `from ${plural(proposal.reports, "report")} in ${plural(proposal.articles, "article")}` : "";
  if (!edited.own) return `Proposed by rule ${from}, not found to be so: check parties, options and above all preferences. ${size}`;
  const where = isKeptHere(edited.packed) ? "too long for the address: kept in this browser only, export it to pass it on" : "kept in the address";
  return `Your model${from && `, begun ${from}`}; ${where}. ${size}`;
}

function NoModel({ edited, error }: { edited: EditedModel; error: api.ApiError | null }) {
  return (
    <Empty title="No model can be proposed">
      {error && <p>{error.message}</p>}
      <p>Widen the filters, or begin with an empty model and write down who decides, what each could do and what each wants.</p>
      <p><button type="button" class="primary" onClick={() => edited.edit(emptyModel)}>Begin with an empty model</button></p>
    </Empty>
  );
}

/** Ctrl+Z and Ctrl+Shift+Z, but where a text is being written: there they mean its letters. */
function useUndoKeys({ undo, redo }: EditedModel): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const inText = (event.target as Element | null)?.closest?.("textarea, input");
      if (inText || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      (event.shiftKey ? redo : undo)?.();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [undo, redo]);
}

export default function Strategy() {
  const proposed = api.useAnswer(api.proposal<Model>(filters.value));
  const edited = useModel(proposed.data);
  const { model } = edited;
  useUndoKeys(edited);
  const solved = useSolution(model, {}, edited.own ? pause_ms : 0);
  const [opened, setOpened] = useState<string | null>(null);
  const drawing = useRef<SVGSVGElement | null>(null);
  const graph = useRef<StateGraph | null>(null);
  const problem = solved.error?.message ?? null;
  const solution = solved.data;
  const editor = useMemo(() => model && <Editor edited={edited} model={model} problem={problem} solution={solution} />, [model, problem, solution]);
  const shownModel = useRef<Model | null>(null);
  if (model && solution && !solved.loading && !solved.error) shownModel.current = model;
  return (
    <Page
      title="Strategy"
      filtered
      lead={model ? leadOf(edited, model, solution) : undefined}
      tools={<Tools edited={edited} fail={setOpened} />}
      exports={model ? offersOf(model, solution, drawing, graph) : []}
    >
      {[opened, edited.problem].filter(Boolean).map((text) => <p key={text} class="error-box" role="alert">{text}</p>)}
      {!model && proposed.loading && !edited.packed && <Loading what="a proposal" />}
      {!model && (edited.packed ? edited.problem : !proposed.loading) && <NoModel edited={edited} error={proposed.error} />}
      {model && (
        <>
          {problem && <p class="error-box" role="alert">The model cannot be solved: {messageOf(problem)}</p>}
          <nav class="strategy-jump" aria-label="Parts of this page">
            <a href="#rest">Where it can come to rest</a> <a href="#graph">Graph</a> <a href="#sensitivity">On what it hangs</a>
          </nav>
          <div class="strategy">
            {editor}
            {solution && shownModel.current ? (
              <Answers model={shownModel.current} solution={solution} stale={solved.loading || problem !== null} drawing={drawing} onGraph={(made) => (graph.current = made)} />
            ) : (
              !problem && <Loading what="the answer" />
            )}
          </div>
        </>
      )}
    </Page>
  );
}
