// The form for an event as it should be. Native form elements only.
import { useId, useState } from "preact/hooks";
import { SuggestInput } from "../../components/suggest_input";
import { statuses, types } from "../../filters";
import type { CodedEvent, Status } from "../../types";
import { type Draft, draftOf, recordOf, type SideDraft } from "./record";

interface CorrectFormProps {
  event: CodedEvent;
  article: string;
  onDone: (record: CodedEvent) => void;
  onCancel: () => void;
}

function Choose({
  label,
  value,
  options,
  none,
  autofocus,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly string[];
  none?: string;
  autofocus?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} autofocus={autofocus} onChange={(event) => onChange(event.currentTarget.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}

function Words({
  label,
  value,
  onChange,
  ...more
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  pattern?: string;
  required?: boolean;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input type="text" autocomplete="off" value={value} onInput={(event) => onChange(event.currentTarget.value)} {...more} />
    </label>
  );
}

/** Keys of parties may go on with a name: ISLGOV:prime minister. */
const codeOf = (key: string) => key.replace(/:.*$/, "");

function Sides({ title, sides, onChange }: { title: string; sides: SideDraft[]; onChange: (sides: SideDraft[]) => void }) {
  const id = useId();
  const set = (at: number, change: Partial<SideDraft>) =>
    onChange(sides.map((side, i) => (i === at ? { ...side, ...change } : side)));
  return (
    <fieldset class="correct-sides" aria-describedby={id}>
      <legend>{title}</legend>
      {sides.map((side, i) => (
        <div class="correct-side" key={i}>
          <Words label="words in the article" value={side.words} onChange={(words) => set(i, { words })} />
          <SuggestInput kind="parties" label="code" value={side.code} onChange={(key) => set(i, { code: codeOf(key) })} />
          <button
            type="button"
            aria-label={`Remove ${side.words || "this party"}`}
            onClick={() => onChange(sides.filter((_, k) => k !== i))}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" onClick={() => onChange([...sides, { words: "", code: "" }])}>
        Add a party
      </button>
    </fieldset>
  );
}

export function CorrectForm({ event, article, onDone, onCancel }: CorrectFormProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(event));
  const [problem, setProblem] = useState("");
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const submit = (submission: Event) => {
    submission.preventDefault();
    try {
      onDone(recordOf(draft, event, article));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <form class="correct" onSubmit={submit}>
      <blockquote>{event.text}</blockquote>
      <div class="filter-fields">
        <Choose label="Type" value={draft.event} options={types} autofocus onChange={(type) => set({ event: type })} />
        <Choose label="about" value={draft.of} options={types} none="no other act" onChange={(of) => set({ of })} />
        <Choose
          label="Status"
          value={draft.status}
          options={statuses}
          onChange={(status) => set({ status: status as Status })}
        />
        <Words
          label="Date"
          value={draft.date}
          onChange={(date) => set({ date })}
          placeholder="2024-03-05"
          pattern="\d{4}(-\d\d(-\d\d)?)?"
        />
        <Words label="Words that say it" value={draft.trigger} onChange={(trigger) => set({ trigger })} required />
        <Words label="Where (words in the article)" value={draft.place} onChange={(place) => set({ place })} />
      </div>
      <Sides title="Who acts" sides={draft.actor} onChange={(actor) => set({ actor })} />
      <Sides title="Who is acted upon" sides={draft.recipient} onChange={(recipient) => set({ recipient })} />
      {problem && (
        <p class="error-box" role="alert">
          {problem}
        </p>
      )}
      <div class="dialog-actions">
        <button type="submit" class="primary">
          Save the correction
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
