// One thing that is reported to have happened or been said, in the brief's words, with its evidence.
import { Evidence } from "../../components/evidence";
import { StatusMark } from "../../components/event";
import { QuadMark } from "../../components/quad";
import { dateText } from "../../phrase";
import { type Brief, eventsOf, type Occurrence, sentencesOf } from "./brief";

export function SourcesOf({ brief, occurrences }: { brief: Brief; occurrences: readonly number[] }) {
  return <Evidence sentences={sentencesOf(brief, occurrences)} events={eventsOf(brief, occurrences)} />;
}

export function Quote({ of }: { of: Occurrence }) {
  return of.quote ? <q class="board-quote">{of.quote}</q> : null;
}

export function Statement({ brief, at }: { brief: Brief; at: number }) {
  const one = brief.occurrences[at];
  if (!one) return null;
  return (
    <div class="board-statement">
      <p>
        <QuadMark quad={one.quad} /> <b>{one.statement}</b> <StatusMark event={one} />{" "}
        {one.uncertain && <small>(uncertain reading)</small>}
      </p>
      <p>
        <Quote of={one} /> <small>{one.date ? dateText(one.date) : "no date"}</small>
      </p>
      <SourcesOf brief={brief} occurrences={[at]} />
    </div>
  );
}
