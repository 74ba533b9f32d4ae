// Parts of the editor: a text that is taken when one leaves it, the message of the solver at the field it names, the grounds.
import { Evidence } from "../../components/evidence";
import { plural } from "../../phrase";
import type { Grounds, Model } from "./model";

export interface EditorProps {
  model: Model;
  edit: (model: Model) => void;
  /** What the solver finds wrong; it names the field. */
  problem: string | null;
}

/** Whether a message speaks of a field, or of something within it. */
export function speaksOf(problem: string | null, field: string): boolean {
  if (!problem) return false;
  const at = problem.indexOf(field);
  return at >= 0 && /^([:.[]|$)/.test(problem.slice(at + field.length));
}

/** The message without the line: the reader sees fields, not lines. */
export const messageOf = (problem: string): string => problem.replace(/ \(line \d+ of the model\)$/, "").trim();

export function FieldError({ problem, field, id }: { problem: string | null; field: string; id?: string }) {
  if (!problem || !speaksOf(problem, field)) return null;
  return <p class="field-error" id={id} role="alert">{messageOf(problem)}</p>;
}

interface TextProps {
  label: string;
  value: string;
  set: (value: string) => void;
  invalid?: boolean;
  mono?: boolean;
}

/** One line, however long: it wraps. Taken by Enter or when one leaves it; an empty text is not taken. */
export function TextInput({ label, value, set, invalid, mono }: TextProps) {
  const take = (input: HTMLTextAreaElement) => {
    const text = input.value.replace(/\s+/g, " ").trim();
    if (text && text !== value) set(text);
    else input.value = value;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take(event.currentTarget as HTMLTextAreaElement);
  };
  return (
    <textarea
      class={mono ? "strategy-text mono" : "strategy-text"}
      rows={1}
      aria-label={label}
      aria-invalid={invalid || undefined}
      value={value}
      autocomplete="off"
      onChange={(event) => take(event.currentTarget)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Why something stands in the proposed model. */
export function GroundsOf({ grounds }: { grounds: Grounds | undefined }) {
  if (!grounds) return null;
  const why = grounds.why ?? grounds.reported_as?.join(", ") ?? "";
  const evidence = [grounds.evidence].flat(); // what was left open has one piece, no list
  if (evidence.length === 0) return why ? <p class="strategy-why">{why}</p> : null;
  return (
    <Evidence
      sentences={evidence}
      events={evidence.map((piece) => piece.event)}
      summary={`${why}${why ? ": " : ""}${plural(evidence.length, "sentence")}`}
    />
  );
}
