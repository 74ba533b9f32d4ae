// An article goes in, its events appear at once. Nothing is stored unless one says so.
import { useRef, useState } from "preact/hooks";
import * as api from "../../api";
import { Page } from "../../components/page";
import { QuadLegend } from "../../components/quad";
import { Empty, ErrorBox, Loading } from "../../components/states";
import { csvOffer, jsonLinesOffer, type Offer } from "../../export/offers";
import { changedHere } from "../../live";
import { namesOf, plural } from "../../phrase";
import type { CodeAnswer, CodedEvent, StoreState } from "../../types";
import { Coded } from "./coded";
import { accepted, dayOk, typeOf } from "./files";

interface Input {
  text: string;
  date: string;
  title: string;
}

/** How what was coded came in, so that the same can be stored. */
type Source = { text: Input } | { file: File; date: string };
interface Result {
  answer: CodeAnswer;
  source: Source;
  stored: boolean;
}

/** What a pasted article is called in lists: when it was pasted. */
const idNow = () => `pasted ${new Date().toISOString().slice(0, 16).replace("T", " ")}`;

function post(source: Source, path: "/api/code" | "/api/articles"): Promise<CodeAnswer> {
  if ("file" in source)
    return api.sendFile(path, source.file, typeOf(source.file.name), source.file.name, source.date || undefined);
  const { text, date, title } = source.text;
  const article = { text, id: idNow(), ...(date && { date }), ...(title && { title }) };
  return path === "/api/code" ? api.code(article) : api.store(article);
}

const columns = [
  { title: "id", cell: (event: CodedEvent) => event.id },
  { title: "date", cell: (event: CodedEvent) => event.date },
  { title: "actor", cell: (event: CodedEvent) => namesOf(event.actor) },
  { title: "actor_code", cell: (event: CodedEvent) => event.actor.map((party) => party.code).join(";") },
  { title: "event", cell: (event: CodedEvent) => event.event },
  { title: "of", cell: (event: CodedEvent) => event.of },
  { title: "mode", cell: (event: CodedEvent) => event.mode.join(";") },
  { title: "recipient", cell: (event: CodedEvent) => namesOf(event.recipient) },
  { title: "recipient_code", cell: (event: CodedEvent) => event.recipient.map((party) => party.code).join(";") },
  { title: "status", cell: (event: CodedEvent) => event.status },
  { title: "quad", cell: (event: CodedEvent) => event.quad },
  { title: "cameo", cell: (event: CodedEvent) => event.cameo },
  { title: "place", cell: (event: CodedEvent) => event.place?.name },
  { title: "confidence", cell: (event: CodedEvent) => event.confidence },
  { title: "text", cell: (event: CodedEvent) => event.text },
];

function offersOf(result: Result | null): Offer[] {
  if (!result) return [];
  const events = result.answer.articles.flatMap((article) => article.events.map(({ steps: _, ...event }) => event));
  return [jsonLinesOffer("events", events), csvOffer("events", columns, events)];
}

/** Codes what it is given; of several only the last one's answer counts. */
function useCoder() {
  const [result, setResult] = useState<Result | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);
  const run = async (source: Source, path: "/api/code" | "/api/articles") => {
    const mine = ++latest.current;
    setBusy(true);
    setError(null);
    try {
      const answer = await post(source, path);
      if (mine === latest.current) setResult({ answer, source, stored: path === "/api/articles" });
      if (path === "/api/articles") changedHere();
    } catch (problem) {
      if (mine === latest.current) setError(problem as Error);
    }
    if (mine === latest.current) setBusy(false);
  };
  return { result, error, busy, run };
}

function Notices({ answer }: { answer: CodeAnswer }) {
  return (
    <>
      {answer.failed.map((failure, i) => (
        <ErrorBox key={i} error={new Error(`${failure.line ? `Line ${failure.line}: ` : ""}${failure.message}`)} />
      ))}
      {answer.skipped.map(({ reason, n }) => (
        <p key={reason}>
          {n} skipped: {reason}
        </p>
      ))}
    </>
  );
}

function Keep({ result, state, onKeep }: { result: Result; state: StoreState | null; onKeep: () => void }) {
  if (result.stored) {
    const kept = result.answer.articles.filter(({ article }) => article.key);
    return (
      <p role="status">
        {kept.length ? `${plural(kept.length, "article")} kept: ` : "It was in the store already."}
        {kept.slice(0, 5).map(({ article }) => (
          <a key={article.key} href={`/reader/${article.key}`}>
            read and check {article.title ?? article.id}
          </a>
        ))}
      </p>
    );
  }
  if (!state?.store)
    return (
      <p>
        No store is open, so nothing can be kept: start <code>casus serve --db FILE</code>.
      </p>
    );
  if (!state.writable) return <p>{state.read_only_because ?? "The store cannot be written to."}</p>;
  return (
    <p>
      <button type="button" onClick={onKeep}>
        Keep in {state.store}
      </button>
    </p>
  );
}

interface EntryProps {
  input: Input;
  set: (input: Input) => void;
  code: (input: Input) => void;
  take: (file: File) => void;
  busy: boolean;
  /** There is a result to make room for. */
  compact: boolean;
}

function Fields({ input, set }: Pick<EntryProps, "input" | "set">) {
  return (
    <div class="paste-fields">
      <label class="field">
        <span>Published on</span>
        <input type="date" value={input.date} onInput={(event) => set({ ...input, date: event.currentTarget.value })} />
      </label>
      <label class="field paste-title">
        <span>Title</span>
        <input type="text" value={input.title} onInput={(event) => set({ ...input, title: event.currentTarget.value })} />
      </label>
    </div>
  );
}

function Entry({ input, set, code, take, busy, compact }: EntryProps) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    const text = event.dataTransfer?.getData("text/plain");
    if (file) take(file);
    else if (text) code({ ...input, text });
  };
  /** What is pasted is coded without further ado. */
  const pasted = (event: ClipboardEvent) => {
    const field = event.currentTarget as HTMLTextAreaElement;
    setTimeout(() => field.value.trim() && code({ ...input, text: field.value }));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    code(input);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
  };
  return (
    <form
      class={over ? "paste-entry over" : "paste-entry"}
      onSubmit={submit}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label class="field">
        <span>The article: paste it, or drop a file here (.txt, .html, .jsonl)</span>
        <textarea
          rows={compact ? 4 : 14}
          value={input.text}
          placeholder="REYKJAVIK, March 3 (North Wire) - …"
          onInput={(event) => set({ ...input, text: event.currentTarget.value })}
          onPaste={pasted}
        />
      </label>
      <Fields input={input} set={set} />
      <div class="dialog-actions">
        <button type="submit" class="primary" disabled={busy || !input.text.trim()} aria-keyshortcuts="Control+Enter">
          Code it <kbd aria-hidden="true">Ctrl+Enter</kbd>
        </button>
        <label class="button-file">
          Choose a file
          <input
            type="file"
            accept={accepted}
            onChange={(event) => event.currentTarget.files?.[0] && take(event.currentTarget.files[0])}
          />
        </label>
      </div>
    </form>
  );
}

const tooBig = (file: File, state: StoreState | null) => state !== null && file.size > state.body_bytes_max;

export default function Paste() {
  const [input, setInput] = useState<Input>({ text: "", date: "", title: "" });
  const [refused, setRefused] = useState<Error | null>(null);
  const { result, error, busy, run } = useCoder();
  const state = api.useAnswer(api.status()).data;
  const code = (next: Input) => {
    setInput(next);
    setRefused(null);
    if (next.text.trim()) void run({ text: { ...next, date: dayOk(next.date) ? next.date : "" } }, "/api/code");
  };
  const take = (file: File) => {
    setRefused(null);
    if (tooBig(file, state)) setRefused(new Error(`${file.name} is larger than this page takes. Use casus ingest.`));
    else void run({ file, date: input.date }, "/api/code");
  };
  const problem = refused ?? error;
  const n = result?.answer.articles.reduce((sum, article) => sum + article.events.length, 0) ?? 0;
  return (
    <Page
      title="Paste"
      lead="An article goes in, its events appear. Nothing is kept unless you say so."
      exports={offersOf(result)}
    >
      <div class={result ? "paste" : "paste paste-start"}>
        <Entry input={input} set={setInput} code={code} take={take} busy={busy} compact={result !== null} />
        <section class="paste-result" aria-label="What was found" aria-busy={busy}>
          <p class="visually-hidden" role="status">
            {result && !busy ? `${plural(n, "event")} found` : ""}
          </p>
          {problem && <ErrorBox error={problem} />}
          {busy && !result && <Loading what="events" />}
          {!busy && !result && !problem && (
            <Empty title="Nothing coded yet">
              <p>Its events will stand here, each with the words it rests on.</p>
            </Empty>
          )}
          {result && (
            <>
              <Notices answer={result.answer} />
              <Keep result={result} state={state} onKeep={() => void run(result.source, "/api/articles")} />
              {result.answer.articles.map((article, i) => (
                <Coded key={`${article.article.id} ${i}`} coded={article} />
              ))}
              <QuadLegend lines />
            </>
          )}
        </section>
      </div>
    </Page>
  );
}
