// Everything an event says, as a list of terms and values, and the chain of steps that made it.
import type { ComponentChildren } from "preact";
import { dateText, nameOf, plural, quadNames } from "../phrase";
import type { CodedEvent, Figure, Party } from "../types";
import { Confidence, StatusMark } from "./event";
import { QuadMark } from "./quad";

const bases: Record<string, string> = {
  explicit: "as the article dates it",
  relative: "reckoned from the day of publication",
  published: "the day of publication: the article gives none",
  none: "no date is known",
};

function Side({ parties }: { parties: Party[] }) {
  if (parties.length === 0) return <span class="nobody">not named</span>;
  return (
    <ul>
      {parties.map((party, i) => (
        <li key={i}>
          <b>{nameOf(party)}</b> <code>{party.code}</code>
          {party.office && `, ${party.office}`}
          {party.text && party.name && party.text !== party.name && <small> (“{party.text}”)</small>}
        </li>
      ))}
    </ul>
  );
}

function figureText(figure: Figure): string {
  const { value, min, max, text } = figure;
  const number = value !== null ? String(value) : min === max ? String(min ?? "") : `${min ?? "?"} to ${max ?? "?"}`;
  return text && text !== number ? `${number} (“${text}”)` : number;
}

function figures(event: CodedEvent): [string, string][] {
  const found = Object.entries({ ...event.casualties, participants: event.participants });
  return found.flatMap(([name, figure]) => (figure ? [[name, figureText(figure)] as [string, string]] : []));
}

/** Another event that this one speaks of. */
function Other({
  id,
  events,
  onPick,
}: {
  id: string;
  events: readonly CodedEvent[];
  onPick?: ((event: CodedEvent) => void) | undefined;
}) {
  const other = events.find((event) => event.id === id);
  if (!other) return <code>{id.slice(0, 8)}</code>;
  return (
    <button type="button" class="plain" onClick={() => onPick?.(other)}>
      {other.trigger?.text ?? other.event}: {other.text.slice(0, 60)}
    </button>
  );
}

function TypeText({ event }: { event: CodedEvent }) {
  return (
    <>
      <code>{event.event}</code>
      {event.of && (
        <>
          {" "}
          of <code>{event.of}</code>
        </>
      )}
      {event.mode.length > 0 && ` (${event.mode.join(", ")})`}
      {event.quad && (
        <>
          {" "}
          · <QuadMark quad={event.quad} silent /> {quadNames[event.quad]}
        </>
      )}
    </>
  );
}

function When({ event }: { event: CodedEvent }) {
  const basis = <small>{bases[event.date_basis] ?? event.date_basis}</small>;
  if (!event.date) return basis;
  return (
    <>
      {dateText(event.date)}
      {event.enddate && ` to ${dateText(event.enddate)}`} {basis}
    </>
  );
}

interface FactsProps {
  event: CodedEvent;
  /** The other events of the article, for links among them. */
  events: readonly CodedEvent[];
  onPick?: (event: CodedEvent) => void;
}

function rowsOf({ event, events, onPick }: FactsProps): [string, ComponentChildren][] {
  const { place, condition, exchange, holder, weapon } = event;
  return [
    ["Type", <TypeText event={event} />],
    ["Status", event.status === "actual" ? "actual" : <StatusMark event={event} />],
    ["Who acts", <Side parties={event.actor} />],
    ["Upon whom", <Side parties={event.recipient} />],
    ["When", <When event={event} />],
    [
      "Where",
      place && (
        <>
          {[place.name ?? place.text, place.admin1, place.country].filter(Boolean).join(", ")}
          {place.lat === null && <small> not on the map</small>}
        </>
      ),
    ],
    [
      "Condition",
      condition && (
        <>
          {condition.polarity === "unless" && "unless: "}“{condition.text}”{" "}
          {condition.event && <Other id={condition.event} events={events} onPick={onPick} />}
        </>
      ),
    ],
    ["In exchange for", exchange && <Other id={exchange} events={events} onPick={onPick} />],
    ["Says who", holder && <Side parties={[holder]} />],
    ["Weapon", weapon && (typeof weapon === "string" ? weapon : weapon.text)],
    ...figures(event),
    ["About", event.context.join(", ")],
    ["Confidence", <Confidence value={event.confidence} />],
    [
      "Rule",
      <>
        <code>{event.rule}</code>{" "}
        <small>
          CAMEO {event.cameo}, Goldstein {event.goldstein}, PLOVER {event.score}
        </small>
      </>,
    ],
  ];
}

export function EventFacts(props: FactsProps) {
  return (
    <dl class="facts">
      {rowsOf(props)
        .filter(([, value]) => value)
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Why there is this event: every step from the bytes of the article to it. */
export function Steps({ event }: { event: Pick<CodedEvent, "steps" | "steps_note"> }) {
  if (!event.steps) return event.steps_note ? <p>{event.steps_note}</p> : null;
  return (
    <details class="steps">
      <summary>Why this event: {plural(event.steps.length, "step")}</summary>
      <ol>
        {event.steps.map((step, i) => (
          <li key={i}>
            <b>{step.stage}</b> {step.text}
          </li>
        ))}
      </ol>
    </details>
  );
}
