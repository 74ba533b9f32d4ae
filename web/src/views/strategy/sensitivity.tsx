// Which exchange of two neighbouring preferences changes which equilibrium: on what the answer hangs.
import { plural } from "../../phrase";
import type { StateName } from "./model";
import type { Sensitivity } from "./solution";
import { Mark, type Shown, StateButton } from "./words";

const states_max = 6;

const sideText = (side: unknown) => (Array.isArray(side) ? side.map(String).join(" = ") : String(side));

function States({ states, word, shown }: { states: StateName[]; word: string; shown: Shown }) {
  if (states.length === 0) return null;
  return (
    <span class="strategy-swing">
      {word}{" "}
      {states.slice(0, states_max).map((state) => <StateButton key={String(state)} state={state} selected={shown.selected} select={shown.select} />)}
      {states.length > states_max && ` and ${states.length - states_max} more`}
    </span>
  );
}

export function SensitivityView({ sensitivity, shown }: { sensitivity: Sensitivity; shown: Shown }) {
  const { changes, swaps } = sensitivity;
  if (changes.length === 0) return <p>None of the {plural(swaps, "exchange")} of neighbouring preferences changes an equilibrium.</p>;
  return (
    <>
      <p>{changes.length} of {plural(swaps, "exchange")} of neighbouring preferences {changes.length === 1 ? "changes" : "change"} an equilibrium:</p>
      <ul class="strategy-swaps">
        {changes.map((change, i) => (
          <li key={i}>
            <p>
              <Mark i={shown.names.indexOf(change.decision_maker)} name={change.decision_maker} /> If <b>{change.decision_maker}</b> put{" "}
              <q>{sideText(change.swap[1])}</q> before <q>{sideText(change.swap[0])}</q>
            </p>
            <ul>
              {Object.entries(change.changes).map(([concept, { gained, lost }]) => (
                <li key={concept}>
                  <b>{concept}</b> <States states={gained} word="gains" shown={shown} /> <States states={lost} word="loses" shown={shown} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
