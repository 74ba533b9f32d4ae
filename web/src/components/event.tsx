// An event in one line, and its parts: who did what to whom, when, how sure.
import { dateText, lineOf, named, sentenceOf, verbOf } from "../phrase";
import type { CodedEvent, Party } from "../types";
import { QuadMark } from "./quad";

export function Parties({ parties, otherwise = "" }: { parties: Party[]; otherwise?: string }) {
  if (parties.length === 0) return otherwise ? <span class="nobody">{otherwise}</span> : null;
  return (
    <>
      {named(parties).map(({ name, note, title }, i) => (
        <span key={name} class="party" title={title}>
          {i > 0 && ", "}
          <b>{name}</b>
          {note && <small> {note}</small>}
        </span>
      ))}
    </>
  );
}

export function StatusMark({ event }: { event: Pick<CodedEvent, "status"> }) {
  if (event.status === "actual") return null;
  return <span class={`status-mark ${lineOf(event.status)}`}>{event.status}</span>;
}

export function Confidence({ value }: { value: number | null }) {
  if (value === null) return null;
  return (
    <span class="confidence">
      <meter min={0} max={1} value={value} aria-label="confidence" /> {value.toFixed(2)}
    </span>
  );
}

/** The address of the reader at an event; null where the event is of no stored article. */
export const readerOf = (event: CodedEvent): string | null =>
  event.article ? `/reader/${event.article.key}?event=${event.id}` : null;

/** Who does what to whom, as a phrase. */
export function Deed({ event }: { event: CodedEvent }) {
  return (
    <span class="deed">
      <Parties parties={event.actor} otherwise="someone" /> <span class="verb">{verbOf(event)}</span>{" "}
      <Parties parties={event.recipient} />
    </span>
  );
}

/** One line of a list, cut to its width. With `href` all of it is a link. */
export function EventLine({ event, href, onClick }: { event: CodedEvent; href?: string | null; onClick?: () => void }) {
  const inside = (
    <>
      <QuadMark quad={event.quad} />
      <time class="when" dateTime={event.date ?? undefined}>
        {dateText(event.date)}
      </time>
      <Deed event={event} />
      <StatusMark event={event} />
      {event.correction && <span class={`verdict ${event.correction.verdict}`}>{event.correction.verdict}</span>}
      <span class="quote">{event.text}</span>
    </>
  );
  const classes = `event-line ${lineOf(event.status)} b${event.quad ?? 0}`;
  const target = href === undefined ? readerOf(event) : href;
  if (target)
    return (
      <a class={classes} href={target} onClick={onClick} title={sentenceOf(event)}>
        {inside}
      </a>
    );
  if (onClick)
    return (
      <button type="button" class={classes} onClick={onClick} title={sentenceOf(event)}>
        {inside}
      </button>
    );
  return <div class={classes}>{inside}</div>;
}
