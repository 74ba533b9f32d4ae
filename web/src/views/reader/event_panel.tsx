// The card of the event that is looked at: what it says, how it came about, what people say of it, and what can be done.
import * as api from "../../api";
import { Deed } from "../../components/event";
import { EventFacts, Steps } from "../../components/event_facts";
import { QuadMark } from "../../components/quad";
import { linkTo } from "../../filters";
import { lineOf, plural, sentenceOf } from "../../phrase";
import type { CodedEvent, Correction } from "../../types";
import type { Action } from "./keys";

interface EventPanelProps {
  event: CodedEvent;
  events: readonly CodedEvent[];
  article: number;
  onPick: (event: CodedEvent) => void;
  act: (action: Action) => void;
}

const buttons: { action: Action; label: string; key: string; verdict?: Correction["verdict"] }[] = [
  { action: "accept", label: "Accept", key: "a", verdict: "accepted" },
  { action: "correct", label: "Correct", key: "c", verdict: "corrected" },
  { action: "reject", label: "Reject", key: "r", verdict: "rejected" },
];

function Verdict({ correction }: { correction: Correction }) {
  const { verdict, author, time, record } = correction;
  return (
    <p class="reader-verdict" role="status">
      <span class={`verdict ${verdict}`}>{verdict}</span> by {author ?? "someone"}, {time.slice(0, 16).replace("T", " ")}
      {record && verdict === "corrected" && (
        <>
          : <Deed event={record} /> <code>{record.event}</code> {record.status}
        </>
      )}
    </p>
  );
}

function Buttons({ event, act }: Pick<EventPanelProps, "event" | "act">) {
  return (
    <div class="reader-buttons" role="group" aria-label="Judge the event">
      {buttons.map(({ action, label, key, verdict }) => (
        <button
          key={action}
          type="button"
          aria-pressed={event.correction?.verdict === verdict}
          aria-keyshortcuts={key}
          onClick={() => act(action)}
        >
          {label} <kbd aria-hidden="true">{key}</kbd>
        </button>
      ))}
      <button type="button" disabled={!event.correction} aria-keyshortcuts="u" onClick={() => act("undo")}>
        Undo <kbd aria-hidden="true">u</kbd>
      </button>
    </div>
  );
}

function Steering({ event, events, act }: Pick<EventPanelProps, "event" | "events" | "act">) {
  const at = events.findIndex((one) => one.id === event.id);
  return (
    <div class="reader-steering">
      <button type="button" aria-keyshortcuts="k" onClick={() => act("previous")}>
        Previous <kbd aria-hidden="true">k</kbd>
      </button>
      <button type="button" aria-keyshortcuts="j" onClick={() => act("next")}>
        Next <kbd aria-hidden="true">j</kbd>
      </button>
      <span>
        {at + 1} of {events.length}
      </span>
      <button type="button" aria-keyshortcuts="m" title="Select the words that say it first" onClick={() => act("missed")}>
        Missed <kbd aria-hidden="true">m</kbd>
      </button>
      <button type="button" aria-keyshortcuts="?" onClick={() => act("help")}>
        Keys <kbd aria-hidden="true">?</kbd>
      </button>
    </div>
  );
}

function StoryLink({ event }: { event: CodedEvent }) {
  const story = event.story;
  if (!story || story.reports < 2) return null;
  return (
    <p>
      <a href={linkTo("/events", { story: String(story.key) })}>{plural(story.reports, "report")} of this occurrence</a>
      {story.contradicted && ", which contradict each other"}
    </p>
  );
}

export function EventPanel({ event, events, onPick, act }: EventPanelProps) {
  const full = api.useAnswer(api.event(event.id));
  const told = full.data?.id === event.id ? full.data : null;
  return (
    <article class={`event-card ${lineOf(event.status)} b${event.quad ?? 0}`} aria-label={sentenceOf(event)}>
      <Steering event={event} events={events} act={act} />
      <h2 class="reader-deed" aria-live="polite">
        <QuadMark quad={event.quad} /> <Deed event={event} />
      </h2>
      <Buttons event={event} act={act} />
      {event.correction && <Verdict correction={event.correction} />}
      <EventFacts event={event} events={events} onPick={onPick} />
      <StoryLink event={event} />
      {told && <Steps event={told} />}
    </article>
  );
}
