// The model as JSON: to read, to paste, to open from a file; everything that the other fields do not show can be changed here.
import { useState } from "preact/hooks";
import { bareModel, type Model, readModel } from "./model";

const size_max = 4 << 20;

/** Lines of JSON as people write models: short lists on one line. */
export function modelText(model: Model): string {
  const text = JSON.stringify(bareModel(model), null, 1);
  return text.replace(/\[\s+((?:"(?:[^"\\]|\\.)*"|[-\d.]+)(?:,\s+(?:"(?:[^"\\]|\\.)*"|[-\d.]+))*)\s+\]/g, (whole, inner: string) => {
    const line = `[${inner.replace(/,\s+/g, ", ")}]`;
    return line.length <= 100 ? line : whole;
  });
}

export function OpenFile({ load, fail }: { load: (model: Model) => void; fail: (message: string) => void }) {
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    try {
      if (file.size > size_max) throw new Error("This file is over 4 MB; no model is that long.");
      load(readModel(await file.text()));
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <label class="button strategy-open">
      Open a file
      <input type="file" class="visually-hidden" accept=".json,application/json" onChange={(event) => take(event.currentTarget)} />
    </label>
  );
}

export function JsonPanel({ model, edit }: { model: Model; edit: (model: Model) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const apply = () => {
    try {
      const read = readModel(draft ?? "");
      edit(read.proposal || !model.proposal ? read : { ...read, proposal: model.proposal });
      setDraft(null);
      setProblem("");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <textarea
        class="strategy-json"
        aria-label="The model as JSON"
        rows={14}
        spellcheck={false}
        value={draft ?? modelText(model)}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      {problem && <p class="field-error" role="alert">{problem}</p>}
      <p class="strategy-row">
        <button type="button" class="primary" disabled={draft === null} onClick={apply}>Take this model</button>
        <button type="button" disabled={draft === null} onClick={() => setDraft(null)}>Drop the changes</button>
      </p>
    </>
  );
}
