// Runs: what was read, coded, skipped and why, what failed and where, when, with which program and tables.
import * as api from "../../api";
import { DataTable, type TableColumn } from "../../components/data_table";
import { Page } from "../../components/page";
import { Pager } from "../../components/pager";
import { Answered, Empty } from "../../components/states";
import { csvOffer, jsonOffer, type Offer } from "../../export/offers";
import { count, plural } from "../../phrase";
import { useParam } from "../../router";
import type { List as ListOf, Run, RunFailure } from "../../types";

const page_size = 50;

type FailureOfRun = RunFailure & { run: number };

const failuresOf = (runs: Run[]): FailureOfRun[] => runs.flatMap((run) => run.failures.map((failure) => ({ run: run.run, ...failure })));
const reasonsOf = (run: Run) => Object.entries(run.skipped).sort(([, a], [, b]) => b - a);

const runColumns: TableColumn<Run>[] = [
  { title: "run", cell: (run) => run.run },
  { title: "command", cell: (run) => run.command },
  { title: "started", cell: (run) => run.started },
  { title: "ended", cell: (run) => run.ended },
  { title: "closed", cell: (run) => run.closed },
  { title: "read", cell: (run) => run.n_read },
  { title: "coded", cell: (run) => run.n_coded },
  { title: "skipped", cell: (run) => run.n_skipped },
  { title: "failed", cell: (run) => run.n_failed },
  { title: "events", cell: (run) => run.n_events },
  { title: "skipped because", cell: (run) => reasonsOf(run).map(([reason, n]) => `${reason}: ${n}`).join("; ") },
  { title: "program", cell: (run) => run.program },
  { title: "tables", cell: (run) => run.tables },
];

const failureColumns: TableColumn<FailureOfRun>[] = [
  { title: "Input", cell: (row) => row.input },
  { title: "Line", cell: (row) => row.line || null, numeric: true },
  { title: "Byte", cell: (row) => row.offset, numeric: true },
  { title: "What is wrong", cell: (row) => row.message },
];

const offersOf = (runs: Run[]): Offer[] => [
  { ...csvOffer("runs", runColumns, runs), label: "Runs as CSV" },
  { ...csvOffer("failures", [{ title: "Run", cell: (row) => row.run }, ...failureColumns], failuresOf(runs)), label: "Failures as CSV" },
  jsonOffer("runs", runs),
];

const sum = (runs: Run[], field: "n_read" | "n_coded" | "n_skipped" | "n_failed" | "n_events") =>
  runs.reduce((total, run) => total + run[field], 0);

/** "2026-11-23T02:40:56Z" as "2026-11-23 02:40:56". */
const timeText = (time: string) => time.replace("T", " ").replace("Z", "");

function duration(run: Run): string {
  if (!run.ended) return "";
  const seconds = Math.round((Date.parse(run.ended) - Date.parse(run.started)) / 1000);
  if (seconds < 60) return ` (${seconds} s)`;
  return ` (${Math.floor(seconds / 60)} min ${seconds % 60} s)`;
}

const parts = [
  { field: "n_coded", word: "coded" },
  { field: "n_skipped", word: "skipped" },
  { field: "n_failed", word: "failed" },
] as const;

/** What became of what was read, as one bar. The numbers stand beside it. */
function Shares({ run }: { run: Run }) {
  const total = Math.max(1, run.n_coded + run.n_skipped + run.n_failed);
  return (
    <div class="runs-shares" aria-hidden="true">
      {parts.map(({ field, word }) => <span key={word} class={`runs-${word}`} style={{ width: `${(100 * run[field]) / total}%` }} />)}
    </div>
  );
}

function Numbers({ runs }: { runs: Run[] }) {
  const facts = [
    ["read", sum(runs, "n_read")],
    ...parts.map(({ field, word }) => [word, sum(runs, field)] as const),
    ["events", sum(runs, "n_events")],
  ] as const;
  return (
    <dl class="runs-numbers">
      {facts.map(([word, n]) => (
        <div key={word} class={n > 0 ? `runs-${word}` : undefined}>
          <dt>{word}</dt>
          <dd>{count(n)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Skipped({ run }: { run: Run }) {
  if (run.n_skipped === 0) return null;
  return (
    <details open>
      <summary>{plural(run.n_skipped, "article")} skipped</summary>
      <ul class="runs-reasons">
        {reasonsOf(run).map(([reason, n]) => <li key={reason}><b>{count(n)}</b> {reason}</li>)}
      </ul>
    </details>
  );
}

function Failed({ run }: { run: Run }) {
  if (run.n_failed === 0) return null;
  const rows = failuresOf([run]);
  return (
    <details open={rows.length <= 10}>
      <summary>{plural(run.n_failed, "input")} failed</summary>
      {rows.length < run.n_failed && <p><small>The store keeps the first {count(rows.length)} of them.</small></p>}
      <DataTable caption={`Failures of run ${run.run}`} columns={failureColumns} rows={rows} rowKey={(_, i) => i} />
    </details>
  );
}

/** A run that has no end was cut off, or is at work just now: the store cannot tell which. */
function CutOff({ run }: { run: Run }) {
  if (run.closed) return null;
  return (
    <p class="runs-open">
      <b>Not finished.</b> Unless it is still at work, it was cut off. What it had stored is whole; <code>casus {run.command}</code> with
      the same store, given again, takes it up where it stopped.
    </p>
  );
}

function OneRun({ run }: { run: Run }) {
  return (
    <section class="panel runs-one" aria-labelledby={`run-${run.run}`}>
      <h2 id={`run-${run.run}`}>Run {run.run}: <code>{run.command}</code></h2>
      <p>
        <time dateTime={run.started}>{timeText(run.started)}</time>
        {run.ended && <> to <time dateTime={run.ended}>{timeText(run.ended)}</time>{duration(run)}</>} UTC
        {" · "}casus {run.program} · <span title={run.tables}>tables <code>{run.tables.slice(0, 8)}</code></span>
      </p>
      <CutOff run={run} />
      <Shares run={run} />
      <Numbers runs={[run]} />
      <Skipped run={run} />
      <Failed run={run} />
    </section>
  );
}

function Totals({ runs, total }: { runs: Run[]; total: number }) {
  const unfinished = runs.filter((run) => !run.closed).length;
  const title = total > runs.length ? `The ${plural(runs.length, "run")} of this page` : "All runs";
  return (
    <section class="panel" aria-labelledby="runs-total">
      <h2 id="runs-total">{title}</h2>
      <Numbers runs={runs} />
      {unfinished > 0 && <p>{plural(unfinished, "run")} not finished.</p>}
    </section>
  );
}

function NoRuns({ why }: { why?: string }) {
  return (
    <Empty title={why ? "No store, no runs" : "Nothing was read into this store yet"}>
      {why && <p>{why}</p>}
      <p>
        <code>casus ingest FOLDER --db STORE</code> reads articles in; <code>casus serve --watch FOLDER</code> takes what appears in a
        folder. A single article can be <a href="/paste">pasted</a>.
      </p>
    </Empty>
  );
}

function List({ list, offset }: { list: ListOf<Run>; offset: number }) {
  return (
    <div class="runs">
      <Totals runs={list.items} total={list.total} />
      {list.items.map((run) => <OneRun key={run.run} run={run} />)}
      <Pager total={list.total} offset={offset} limit={page_size} />
    </div>
  );
}

export default function Runs() {
  const [at] = useParam<string>("offset", "0");
  const offset = Math.max(0, Number.parseInt(at, 10) || 0);
  const answer = api.useAnswer(api.runs({ offset, limit: page_size }));
  const runs = answer.data?.items ?? [];
  return (
    <Page
      title="Runs"
      lead={answer.data ? `${plural(answer.data.total, "run")}, the latest first` : undefined}
      tools={<a class="button" href="/articles">Articles</a>}
      exports={runs.length > 0 ? offersOf(runs) : []}
    >
      {answer.error?.status === 409 ? (
        <NoRuns why={answer.error.message} />
      ) : (
        <Answered answer={answer} what="runs">
          {(data) => (data.total === 0 ? <NoRuns /> : <List list={data} offset={offset} />)}
        </Answered>
      )}
    </Page>
  );
}
