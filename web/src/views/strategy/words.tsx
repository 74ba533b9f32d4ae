// Decision makers as letters with colours, states as words and as what is other than now.
import type { Model, Option, StateName } from "./model";
import type { SolvedState, Standing } from "./solution";

/** The letter is the cue beside the colour. */
export const letterOf = (i: number): string => String.fromCharCode(65 + (i % 26));
export const hueOf = (i: number): string => `dm${i % 8}`;

export function Mark({ i, name }: { i: number; name: string }) {
  return <abbr class={`strategy-dm ${hueOf(i)}`} title={name}>{letterOf(i)}</abbr>;
}

export interface Change {
  option: Option;
  to: "Y" | "N";
}

/** In what a state is other than now. */
export function changesOf(pattern: string | undefined, now: string | null | undefined, options: Option[]): Change[] {
  if (!pattern || !now || pattern.length !== now.length) return [];
  return options.flatMap((option): Change[] => {
    const to = pattern[option.at];
    return (to === "Y" || to === "N") && to !== now[option.at] ? [{ option, to }] : [];
  });
}

export const sign = (to: "Y" | "N") => (to === "Y" ? "+" : "−");

/** "+ lift its ban, − arrests"; without a status quo what is done. */
export function shortText(state: SolvedState, now: string | null, options: Option[]): string {
  if (now && state.options === now) return "as it is now";
  const changes = changesOf(state.options, now, options);
  if (changes.length) return changes.map(({ option, to }) => `${sign(to)} ${option.name}`).join(", ");
  return state.text ?? "";
}

export const textOf = (state: SolvedState): string => state.text ?? String(state.name);

function Done({ word, kind, changes }: { word: string; kind: string; changes: Change[] }) {
  if (changes.length === 0) return null;
  return (
    <span>
      <span class={kind}>{word}:</span> {changes.map(({ option }) => option.name).join(", ")}{" "}
    </span>
  );
}

export function Changes({ state, now, options, names }: { state: SolvedState; now: string | null; options: Option[]; names: string[] }) {
  if (now && state.options === now) return <>as it is now</>;
  const changes = changesOf(state.options, now, options);
  if (changes.length === 0) return <>{(state.text ?? String(state.name)) === String(state.name) ? "" : state.text}</>;
  const movers = names.filter((name) => changes.some(({ option }) => option.owner === name));
  return (
    <ul class="strategy-changes">
      {movers.map((name) => (
        <li key={name}>
          <Mark i={names.indexOf(name)} name={name} />{" "}
          <Done word="does" kind="strategy-does" changes={changes.filter(({ option, to }) => option.owner === name && to === "Y")} />
          <Done word="no longer" kind="strategy-ends" changes={changes.filter(({ option, to }) => option.owner === name && to === "N")} />
        </li>
      ))}
    </ul>
  );
}

interface StateButtonProps {
  state: StateName;
  selected: string | null;
  select: (state: string) => void;
}

export function StateButton({ state, selected, select }: StateButtonProps) {
  return (
    <button type="button" class="strategy-state" aria-pressed={selected === String(state)} onClick={() => select(String(state))}>
      {state}
    </button>
  );
}

/** What the views of an answer share. */
export interface Shown {
  model: Model;
  options: Option[];
  names: string[];
  now: string | null;
  standings: Map<string, Standing>;
  concept: string;
  selected: string | null;
  select: (state: string) => void;
}
