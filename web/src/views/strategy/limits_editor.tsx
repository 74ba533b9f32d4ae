// What cannot be: patterns with a letter for each option, or statements.
import { useState } from "preact/hooks";
import * as edits from "./edits";
import { type EditorProps, FieldError, GroundsOf, speaksOf, TextInput } from "./fields";
import { isPattern, type Model, optionsOf } from "./model";

/** A pattern in words. */
function meaning(model: Model, item: string): string {
  const options = optionsOf(model);
  if (!isPattern(item, options.length)) return "";
  const parts = options.filter((option) => item[option.at] !== "-").map((option) => `${item[option.at] === "N" ? "not " : ""}${option.ref}`);
  return parts.join(" together with ");
}

function groundsOf(model: Model, item: string) {
  return model.proposal?.infeasible.find((one) => one.pattern === item || one.statement === item);
}

export function LimitsEditor({ model, edit, problem }: EditorProps) {
  const [draft, setDraft] = useState("");
  const items = model.infeasible ?? [];
  const set = (next: string[]) => edit(edits.setInfeasible(model, next));
  const add = (event: Event) => {
    event.preventDefault();
    if (!draft.trim()) return;
    set([...items, draft.trim()]);
    setDraft("");
  };
  return (
    <>
      {items.length === 0 && <p class="strategy-why">Every combination is possible.</p>}
      <ul class="strategy-limits">
        {items.map((item, i) => (
          <li key={i}>
            <div class="strategy-limit">
              <TextInput label="What cannot be" value={item} mono={isPattern(item, optionsOf(model).length)} invalid={speaksOf(problem, `infeasible[${i}]`)} set={(text) => set(items.map((one, k) => (k === i ? text : one)))} />
              <button type="button" aria-label={`Remove: ${item}`} onClick={() => set(items.filter((_, k) => k !== i))}>×</button>
            </div>
            <p class="strategy-why">{meaning(model, item)}</p>
            <FieldError problem={problem} field={`infeasible[${i}]`} />
            <GroundsOf grounds={groundsOf(model, item)} />
          </li>
        ))}
      </ul>
      <form class="strategy-limit" onSubmit={add}>
        <input type="text" aria-label="Another combination that cannot be" placeholder="A: act AND B: act, or a pattern such as Y-N" value={draft} onInput={(event) => setDraft(event.currentTarget.value)} />
        <button type="submit">Add</button>
      </form>
    </>
  );
}
