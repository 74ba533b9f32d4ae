// One state: what is done in it, who stays and why, what it would take, how to get there.
import { useState } from "preact/hooks";
import { Loading } from "../../components/states";
import { plural } from "../../phrase";
import { Way } from "./results";
import { withoutStatusQuo } from "./model";
import { concepts, type Reason, type Solution, type Standing, useFreshSolution } from "./solution";
import { changesOf, Mark, type Shown, StateButton, textOf } from "./words";

const moves_max = 8;

function Choices({ one, shown }: { one: Standing; shown: Shown }) {
  const pattern = one.state.options;
  if (!pattern) return <p>{textOf(one.state)}</p>;
  const changed = new Set(changesOf(pattern, shown.now, shown.options).map(({ option }) => option.at));
  return (
    <ul class="strategy-choices">
      {shown.options.map((option) => (
        <li key={option.at} class={pattern[option.at] === "Y" ? "taken" : undefined}>
          <span aria-hidden="true">{pattern[option.at] === "Y" ? "■" : pattern[option.at] === "N" ? "□" : "◨"}</span>{" "}
          <Mark i={shown.names.indexOf(option.owner)} name={option.owner} /> {option.name}
          <span class="visually-hidden">: {pattern[option.at] === "Y" ? "done" : "not done"}</span>
          {changed.has(option.at) && <small> other than now</small>}
        </li>
      ))}
    </ul>
  );
}

function Ways({ one, solution, shown }: { one: Standing; solution: Solution; shown: Shown }) {
  const quo = solution.status_quo;
  if (!quo) return null;
  const better = quo.improvements[one.key];
  const steps = better ?? quo.moves[one.key];
  if (String(quo.state) === one.key) return <p>This is the status quo.</p>;
  if (!steps) return <p>No moves lead here from the status quo.</p>;
  return (
    <>
      <h3>How one gets there from now</h3>
      <p>{better ? "Each step is good for who takes it:" : "Somebody would have to take a step that is not good for itself:"}</p>
      <Way steps={steps} from={String(quo.state)} shown={shown} />
    </>
  );
}

function deterred(all: number, restless: number): string {
  if (restless === 0) return "deterred by what the others could answer";
  return restless === all ? "with nothing to deter it" : `${restless} of them with nothing to deter it`;
}

function ReasonOf({ reason, shown }: { reason: Reason; shown: Shown }) {
  const restless = reason.moves.filter((move) => !move.deterred);
  const moves = [...restless, ...reason.moves.filter((move) => move.deterred)];
  return (
    <li>
      <p>
        <Mark i={shown.names.indexOf(reason.decision_maker)} name={reason.decision_maker} /> <b>{reason.decision_maker}</b>{" "}
        {reason.stable ? "stays" : "would move"}
        {moves.length === 0 && `: ${reason.text}`}
      </p>
      {moves.length > 0 && (
        <details open={moves.length <= 3}>
          <summary>{plural(moves.length, "better move")}, {deterred(moves.length, restless.length)}</summary>
          <ul class="strategy-reasons">
            {moves.slice(0, moves_max).map((move) => (
              <li key={String(move.to)}>
                <StateButton state={move.to} selected={shown.selected} select={shown.select} /> {move.text}
              </li>
            ))}
            {moves.length > moves_max && <li><small>and {moves.length - moves_max} more</small></li>}
          </ul>
        </details>
      )}
    </li>
  );
}

function WishOf({ one, shown }: { one: Standing; shown: Shown }) {
  const solved = useFreshSolution(withoutStatusQuo(shown.model), { wish: one.key, concepts: [shown.concept] }, 0);
  if (!solved.data?.wish) return solved.error ? <p role="alert">{solved.error.message}</p> : <Loading what="what it would take" />;
  const needed = solved.data.wish.needed.filter((need) => need.concept === shown.concept && !need.stable);
  if (needed.length === 0) return <p>Nothing: it is stable by {shown.concept}.</p>;
  return (
    <ul>
      {needed.map((need) => (
        <li key={need.decision_maker}>
          <Mark i={shown.names.indexOf(need.decision_maker)} name={need.decision_maker} /> <b>{need.decision_maker}</b> would have to hold it at
          least as good as{" "}
          {need.at_least_as_good_as.slice(0, 4).map((state) => <StateButton key={String(state)} state={state} selected={shown.selected} select={shown.select} />)}
          {need.at_least_as_good_as.length > 4 && ` or ${need.at_least_as_good_as.length - 4} others that are as good`}.
        </li>
      ))}
    </ul>
  );
}

function Reasons({ one, shown }: { one: Standing; shown: Shown }) {
  const solved = useFreshSolution(withoutStatusQuo(shown.model), { explain: one.key, concepts: [shown.concept] }, 150);
  const reasons = solved.data?.explanation?.reasons.filter((reason) => reason.concept === shown.concept);
  if (reasons) return <ul>{reasons.map((reason) => <ReasonOf key={reason.decision_maker} reason={reason} shown={shown} />)}</ul>;
  return solved.error ? <p role="alert">{solved.error.message}</p> : <Loading what="the reasons" />;
}

export function StateDetail({ one, solution, shown }: { one: Standing; solution: Solution; shown: Shown }) {
  const [wished, setWished] = useState<string | null>(null);
  const wish = `${one.key} ${shown.concept}`;
  const rest = one.equilibrium.includes(shown.concept);
  return (
    <>
      <Choices one={one} shown={shown} />
      <p>{one.equilibrium.length ? `Equilibrium by ${one.equilibrium.join(", ")}.` : "No equilibrium by any concept."}</p>
      <h3>Why it is {rest ? "stable" : "not stable"} by {shown.concept}</h3>
      <p><small>{shown.concept}: {concepts[shown.concept]}.</small></p>
      <Reasons one={one} shown={shown} />
      {!rest &&
        (wished === wish ? <WishOf one={one} shown={shown} /> : <button type="button" onClick={() => setWished(wish)}>What would it take?</button>)}
      <Ways one={one} solution={solution} shown={shown} />
    </>
  );
}
