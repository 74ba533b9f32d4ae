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

/** The message without file, line and field before it. */
export const messageOf = (problem: string): string => problem.replace(/^(casus: )?([^\s:]*:\d+: )?/, "").trim();

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

/** Taken by Enter or when one leaves it; an empty text is not taken. */
export function TextInput({ label, value, set, invalid, mono }: TextProps) {
  const take = (input: HTMLInputElement) => {
    const text = input.value.trim();
    if (text && text !== value) set(text);
    else input.value = value;
  };
  return (
    <input
      type="text"
      class={mono ? "mono" : undefined}
      aria-label={label}
      aria-invalid={invalid || undefined}
      value={value}
      autocomplete="off"
      onChange={(event) => take(event.currentTarget)}
      onKeyDown={(event) => event.key === "Enter" && take(event.currentTarget)}
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
