// The graph of states: what can be moved to from where, by whom, and where it comes to rest. By keyboard: right and left go along
// the moves, up and down within a column, Enter draws what lies around a state.
import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ApiError } from "../../api";
import { DataTable, type TableColumn } from "../../components/data_table";
import { ErrorBox, Loading } from "../../components/states";
import { plural } from "../../phrase";
import { arrowOf, type Layout, layoutOf, node_height, node_width } from "./graph_layout";
import { all_up_to, type GraphMove, graphOf, modelOf, type StateGraph, statesToDraw } from "./graph_model";
import { type Model, withoutStatusQuo } from "./model";
import { type MoveKind, type Solution, type Standing, useFreshSolution, useSolution } from "./solution";
import { hueOf, letterOf, Mark, type Shown, shortText } from "./words";

const line_letters = 22;
const labels_up_to = 40;
/** A wide graph is drawn so small at most; what is wider is scrolled. */
const least_scale = 0.72;

/** Two lines of a node, cut where they are too long. */
function linesOf(text: string): string[] {
  const words = text.split(" ");
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line && line.length + word.length + 1 > line_letters) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  const cut = (line: string) => (line.length > line_letters ? `${line.slice(0, line_letters - 1)}…` : line);
  return lines.length <= 2 ? lines.map(cut) : [cut(lines[0] ?? ""), cut(`${lines[1]} …`)];
}

const kindWords: Record<MoveKind, string> = { better: "better for it", worse: "worse for it", equal: "as good for it", unknown: "not known" };

const isNow = (node: Standing, shown: Shown) => node.state.options !== undefined && node.state.options === shown.now;

/** What is written on a node, line by line. */
function writingOf(node: Standing, shown: Shown): string[] {
  return [isNow(node, shown) ? `${node.key} · now` : node.key, ...linesOf(shortText(node.state, shown.now, shown.options))];
}

/** For ears: what is written, then what the drawing shows besides. */
function describe(node: Standing, shown: Shown, graph: StateGraph): string {
  const out = graph.moves.filter((move) => move.from === node.key && move.kind === "better");
  const stays = node.equilibrium.includes(shown.concept) ? `, equilibrium by ${shown.concept}` : "";
  return `${writingOf(node, shown).join(" ")}${stays}, ${plural(out.length, "improving move")} from here`;
}

interface NodeProps {
  node: Standing;
  shown: Shown;
  graph: StateGraph;
  layout: Layout;
  reached: boolean;
  expand: (state: string) => void;
  onKey: (event: KeyboardEvent, state: string) => void;
}

function Node({ node, shown, graph, layout, reached, expand, onKey }: NodeProps) {
  const at = layout.at.get(node.key);
  if (!at) return null;
  const now = isNow(node, shown);
  const [name, ...lines] = writingOf(node, shown);
  const rest = node.equilibrium.includes(shown.concept);
  const selected = shown.selected === node.key;
  return (
    <g
      class={`strategy-node${now ? " now" : ""}${selected ? " selected" : ""}`}
      transform={`translate(${at.x} ${at.y})`}
      role="button"
      aria-pressed={selected}
      aria-label={describe(node, shown, graph)}
      tabindex={reached ? 0 : -1}
      data-state={node.key}
      onClick={() => shown.select(node.key)}
      onDblClick={() => expand(node.key)}
      onKeyDown={(event) => onKey(event, node.key)}
    >
      <rect class="strategy-box" width={node_width} height={node_height} rx={rest ? 8 : 2} />
      {rest && <rect class="strategy-ring" x={-4} y={-4} width={node_width + 8} height={node_height + 8} rx={11} />}
      <text class="strategy-name" x={8} y={15}>{`${name} `}</text>
      {lines.map((line, i) => (
        <text key={i} class="strategy-line" x={8} y={27 + i * 12}>{`${line} `}</text>
      ))}
    </g>
  );
}

function Move({ move, layout, n, faint, label }: { move: GraphMove; layout: Layout; n: number; faint: boolean; label: boolean }) {
  const from = layout.at.get(move.from);
  const to = layout.at.get(move.to);
  if (!from || !to) return null;
  const arrow = arrowOf(from, to, (move.by - (n - 1) / 2) * 5);
  return (
    <g class={`strategy-move ${move.kind} ${hueOf(move.by)}${faint ? " faint" : ""}`}>
      <path d={arrow.path} />
      <polygon points={arrow.head} />
      {label && <text aria-hidden="true" x={arrow.label.x} y={arrow.label.y - 2}>{letterOf(move.by)}</text>}
    </g>
  );
}

/** Where the arrow keys lead from a state. */
function neighbour(key: string, from: string, graph: StateGraph, layout: Layout): string | undefined {
  const better = (a: GraphMove, b: GraphMove) => Number(b.kind === "better") - Number(a.kind === "better");
  if (key === "ArrowRight") return graph.moves.filter((move) => move.from === from).sort(better)[0]?.to;
  if (key === "ArrowLeft") return graph.moves.filter((move) => move.to === from).sort(better)[0]?.from;
  const column = layout.columns.find((one) => one.includes(from)) ?? [];
  const at = column.indexOf(from);
  if (key === "ArrowDown") return column[at + 1];
  return key === "ArrowUp" ? column[at - 1] : undefined;
}

const moveColumns = (names: string[], textOf: (state: string) => string): TableColumn<GraphMove>[] => [
  { title: "Who", cell: (move) => names[move.by], show: (move) => <><Mark i={move.by} name={names[move.by] ?? ""} /> {names[move.by]}</> },
  { title: "From", cell: (move) => move.from },
  { title: "To", cell: (move) => move.to },
  { title: "Which is", cell: (move) => kindWords[move.kind] },
  { title: "Then", cell: (move) => textOf(move.to) },
];

function Legend({ shown }: { shown: Shown }) {
  return (
    <ul class="legend strategy-legend">
      {shown.names.map((name, i) => <li key={name}><Mark i={i} name={name} /> {name}</li>)}
      <li><span class="line-sample solid" /> a move to something better for it</li>
      <li><span class="line-sample dotted" /> to something as good</li>
      <li><span class="strategy-ring-sample" /> equilibrium by {shown.concept}</li>
      <li><span class="strategy-now-sample" /> status quo</li>
    </ul>
  );
}

interface StateGraphProps {
  shown: Shown;
  solution: Solution;
  /** The answer is not of the model as it stands: nothing is asked for. */
  stale: boolean;
  drawing: RefObject<SVGSVGElement | null>;
  onGraph: (graph: StateGraph) => void;
}

/** The states that anybody would rather be in, one move from this one. */
function useAround(model: Model | null, state: string | null): string[] {
  const solved = useFreshSolution(model && state ? withoutStatusQuo(model) : null, { explain: state, concepts: ["Nash"] }, 0);
  const reasons = state ? solved.data?.explanation?.reasons : undefined;
  return [...new Set(reasons?.flatMap((reason) => reason.moves.map((move) => String(move.to))))];
}

/** The state that was chosen last of those that were not drawn: it stays while one looks at its neighbours. */
function useExtra(drawn: StateGraph | null, selected: string | null): string | null {
  const extra = useRef<{ at: string | null; state: string | null }>({ at: null, state: null });
  if (extra.current.at !== selected) {
    const isDrawn = drawn?.nodes.some((node) => node.key === selected) ?? false;
    extra.current = { at: selected, state: isDrawn ? extra.current.state : selected };
  }
  return extra.current.state;
}

/** The graph of what is to be drawn; the last one stays until the moves are told. */
function useGraph({ shown, solution, stale }: StateGraphProps, centre: string | null, every: boolean): { graph: StateGraph | null; error: ApiError | null } {
  const { model, standings, concept, selected } = shown;
  const last = useRef<StateGraph | null>(null);
  const extra = useExtra(last.current, selected);
  const around = useAround(stale || standings.size <= all_up_to ? null : model, centre);
  const wanted = [centre, extra].filter((key): key is string => key !== null && standings.has(key));
  const keys = useMemo(() => statesToDraw(solution, standings, concept, { states: wanted, around }), [standings, concept, wanted.join(), around.join()]);
  const restricted = useMemo(() => modelOf(model, standings, keys), [model, standings, keys]);
  const moves = useSolution(stale ? null : restricted, { graph: true, concepts: ["Nash"] }, 100);
  const graph = useMemo(() => (moves.loading || !moves.data ? null : graphOf(moves.data, standings, keys, every)), [moves.loading, moves.data, keys, every]);
  if (graph) last.current = graph;
  return { graph: graph ?? last.current, error: moves.error };
}

export function StateGraphView(props: StateGraphProps) {
  const [every, setEvery] = useState(false);
  const [centre, setCentre] = useState<string | null>(null);
  const { graph, error } = useGraph(props, centre, every);
  if (error) return <ErrorBox error={error} />;
  if (!graph) return <Loading what="the moves" />;
  return <Drawing {...props} graph={graph} every={every} setEvery={setEvery} setCentre={setCentre} />;
}

interface DrawingProps extends StateGraphProps {
  graph: StateGraph;
  every: boolean;
  setEvery: (every: boolean) => void;
  setCentre: (state: string | null) => void;
}

function Drawing({ shown, drawing, onGraph, graph, every, setEvery, setCentre }: DrawingProps) {
  const byKey = useRef(false);
  const { standings, selected } = shown;
  const layout = useMemo(() => layoutOf(graph.nodes.map((node) => node.key), graph.moves), [graph]);
  useEffect(() => onGraph(graph), [graph]);

  useEffect(() => {
    if (!byKey.current || selected === null) return;
    byKey.current = false;
    drawing.current?.querySelector<SVGGElement>(`[data-state="${CSS.escape(selected)}"]`)?.focus();
  }, [selected, graph]);

  /** What is selected is in sight, though the graph be wider than its frame. */
  useEffect(() => {
    const at = selected === null ? undefined : layout.at.get(selected);
    const frame = drawing.current?.parentElement;
    if (!at || !frame) return;
    const scale = frame.scrollWidth / layout.width;
    if ((at.x + node_width) * scale > frame.scrollLeft + frame.clientWidth || at.x * scale < frame.scrollLeft)
      frame.scrollLeft = (at.x + node_width / 2) * scale - frame.clientWidth / 2;
  }, [selected, layout]);

  const onKey = (event: KeyboardEvent, state: string) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      shown.select(state);
      if (event.key === "Enter") setCentre(state);
      return;
    }
    const to = neighbour(event.key, state, graph, layout);
    if (event.key.startsWith("Arrow")) event.preventDefault();
    if (to === undefined) return;
    byKey.current = true;
    shown.select(to);
  };

  const drawnSelected = graph.nodes.some((node) => node.key === selected) ? selected : null;
  const reached = drawnSelected ?? graph.nodes[0]?.key;
  const touches = (move: GraphMove) => move.from === drawnSelected || move.to === drawnSelected;
  const texts = (state: string) => {
    const node = standings.get(state);
    return node ? shortText(node.state, shown.now, shown.options) : "";
  };
  return (
    <>
      <div class="strategy-graph-tools">
        <label class="tick"><input type="checkbox" checked={every} onChange={(event) => setEvery(event.currentTarget.checked)} /> all moves</label>
        <button type="button" disabled={selected === null} onClick={() => setCentre(selected)}>Show what lies around {selected ?? "a state"}</button>
        <small>{plural(graph.nodes.length, "state")}, {plural(graph.moves.length, "move")}{graph.left_out > 0 && `; ${plural(graph.left_out, "other state")} not drawn`}</small>
      </div>
      <Legend shown={shown} />
      <div class="strategy-graph" role="region" aria-label="Drawing of the graph" tabIndex={0}>
        <svg
          ref={drawing}
          style={{ width: "100%", minWidth: `${Math.round(layout.width * least_scale)}px`, maxWidth: `${layout.width + 12}px` }}
          viewBox={`-6 -6 ${layout.width + 12} ${layout.height + 12}`}
          role="group"
          aria-label="Graph of states. Right and left go along moves, up and down within a column, Enter draws what lies around."
        >
          {graph.moves.map((move, i) => (
            <Move key={i} move={move} layout={layout} n={shown.names.length} faint={drawnSelected !== null && !touches(move)} label={graph.moves.length <= labels_up_to || touches(move)} />
          ))}
          {graph.nodes.map((node) => (
            <Node key={node.key} node={node} shown={shown} graph={graph} layout={layout} reached={node.key === reached} expand={setCentre} onKey={onKey} />
          ))}
        </svg>
      </div>
      <details>
        <summary>Table of these moves</summary>
        <DataTable caption="Moves that are drawn" columns={moveColumns(shown.names, texts)} rows={graph.moves} rowKey={(_, i) => i} max={200} />
      </details>
    </>
  );
}
