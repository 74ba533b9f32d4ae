// Where the conflict can come to rest: in words, and as a table of states by concepts of stability.
import { useState } from "preact/hooks";
import { DataTable, type TableColumn } from "../../components/data_table";
import type { Column } from "../../export/csv";
import { plural } from "../../phrase";
import { concepts, equilibriaOf, type Solution, type Standing, type Step, whoStays } from "./solution";
import { Changes, Mark, type Shown, StateButton, textOf } from "./words";

const rows_first = 6;
const rows_max = 200;
const best_max = 3;

function Cell({ one, concept, names }: { one: Standing; concept: string; names: string[] }) {
  if (one.equilibrium.includes(concept)) return <b class="strategy-all">all</b>;
  const stays = whoStays(one, concept, names);
  if (stays.length === 0) return <span class="strategy-nobody">nobody</span>;
  return <>{stays.map((name) => <Mark key={name} i={names.indexOf(name)} name={name} />)}</>;
}

function wayText(solution: Solution, key: string): string {
  const quo = solution.status_quo;
  if (!quo) return "";
  if (String(quo.state) === key) return "now";
  const better = quo.improvements[key];
  if (better) return `${plural(better.length, "step")}, improving`;
  const any = quo.moves[key];
  return any ? plural(any.length, "step") : "no way";
}

const tableColumns = (solution: Solution, shown: Shown): TableColumn<Standing>[] => [
  { title: "State", cell: (one) => one.state.name, show: (one) => <StateButton state={one.state.name} selected={shown.selected} select={shown.select} /> },
  { title: shown.now ? "Other than now" : "What is done", cell: (one) => textOf(one.state), show: (one) => <Changes state={one.state} now={shown.now} options={shown.options} names={shown.names} /> },
  ...Object.keys(solution.equilibria).map((concept) => ({
    title: concept,
    cell: (one: Standing) => whoStays(one, concept, shown.names).length,
    show: (one: Standing) => <Cell one={one} concept={concept} names={shown.names} />,
  })),
  { title: "From now", cell: (one) => wayText(solution, one.key) },
];

export const resultColumns = (solution: Solution, names: string[]): Column<Standing>[] => [
  { title: "state", cell: (one) => one.state.name },
  { title: "options", cell: (one) => one.state.options },
  { title: "text", cell: (one) => one.state.text },
  ...Object.keys(solution.equilibria).map((concept) => ({
    title: concept,
    cell: (one: Standing) => whoStays(one, concept, names).join("; "),
  })),
  { title: "from status quo", cell: (one) => wayText(solution, one.key) },
];

/** The equilibria, with the status quo before them. */
export function rowsOf(solution: Solution, standings: Map<string, Standing>): Standing[] {
  const found = equilibriaOf(solution, standings);
  const quo = solution.status_quo && standings.get(String(solution.status_quo.state));
  return quo && !found.includes(quo) ? [quo, ...found] : found;
}

function QuoText({ solution, shown }: { solution: Solution; shown: Shown }) {
  const quo = solution.status_quo && shown.standings.get(String(solution.status_quo.state));
  if (!quo) return <p>No status quo is told: tick what is so now, and the ways from there are shown.</p>;
  const stays = whoStays(quo, "Nash", shown.names);
  const restless = solution.equilibria.Nash ? shown.names.filter((name) => !stays.includes(name)) : [];
  return (
    <p>
      <b>Now</b> (state <StateButton state={quo.state.name} selected={shown.selected} select={shown.select} />):{" "}
      {restless.length === 0 ? "nobody would gain by a move." : `${restless.join(", ")} would gain by moving away.`}
    </p>
  );
}

function Best({ found, shown, n }: { found: Standing[]; shown: Shown; n: number }) {
  if (found.length === 0) return <p><b>No state is an equilibrium</b> under these concepts: somebody always wants on.</p>;
  const most = found[0]?.equilibrium.length ?? 0;
  const best = found.filter((one) => one.equilibrium.length === most);
  return (
    <>
      <p>
        <b>{best.length === 1 ? "The most stable outcome" : `The ${best.length} most stable outcomes`}</b>{" "}
        ({most === n ? "by every concept" : `by ${best[0]?.equilibrium.join(", ")}`}):
      </p>
      <ul class="strategy-best">
        {best.slice(0, best_max).map((one) => (
          <li key={one.key}>
            <StateButton state={one.state.name} selected={shown.selected} select={shown.select} />
            <Changes state={one.state} now={shown.now} options={shown.options} names={shown.names} />
          </li>
        ))}
      </ul>
      {best.length > best_max && <p><small>and {best.length - best_max} more in the table</small></p>}
    </>
  );
}

export function Results({ solution, shown }: { solution: Solution; shown: Shown }) {
  const [all, setAll] = useState(false);
  const names = Object.keys(solution.equilibria);
  const found = equilibriaOf(solution, shown.standings);
  const rows = rowsOf(solution, shown.standings);
  return (
    <>
      <QuoText solution={solution} shown={shown} />
      <Best found={found} shown={shown} n={names.length} />
      <ul class="legend">
        {shown.names.map((name, i) => <li key={name}><Mark i={i} name={name} /> {name}</li>)}
      </ul>
      <DataTable
        caption={`${plural(found.length, "equilibrium", "equilibria")} of ${plural(solution.states.length, "state")}: for whom each is stable`}
        columns={tableColumns(solution, shown)}
        rows={all ? rows : rows.slice(0, rows_first)}
        rowKey={(one) => one.key}
        max={rows_max}
      />
      {!all && rows.length > rows_first && <button type="button" class="plain" onClick={() => setAll(true)}>{plural(rows.length - rows_first, "more state")}</button>}
      <details>
        <summary>What the concepts mean</summary>
        <dl class="strategy-concepts">
          {names.map((name) => <div key={name}><dt>{name}</dt><dd>{concepts[name] ?? ""}</dd></div>)}
        </dl>
      </details>
    </>
  );
}

/** A way as steps in words. */
export function Way({ steps, from, shown }: { steps: Step[]; from: string; shown: Shown }) {
  let before = shown.standings.get(from);
  return (
    <ol class="strategy-way">
      {steps.map(([who, state], i) => {
        const after = shown.standings.get(String(state));
        const now = before?.state.options ?? null;
        before = after;
        return (
          <li key={i}>
            <Mark i={shown.names.indexOf(who)} name={who} /> {who} moves to{" "}
            <StateButton state={state} selected={shown.selected} select={shown.select} />
            {after && <Changes state={after.state} now={now} options={shown.options} names={shown.names} />}
          </li>
        );
      })}
    </ol>
  );
}
