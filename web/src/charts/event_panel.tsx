// The events behind what was clicked in a chart: a page of them, with links to the reader, and the way to all of them.
import { useEffect, useRef } from "preact/hooks";
import { events, useAnswer } from "../api";
import { EventLine } from "../components/event";
import { Answered } from "../components/states";
import { type Filters, linkTo } from "../filters";
import { plural } from "../phrase";
import type { CodedEvent } from "../types";

interface PanelProps {
  title: string;
  note?: string;
  /** Where all of it is listed. */
  href?: string;
  /** Without it the panel is a second one, closed with the first. */
  onClose?: (() => void) | undefined;
  list: CodedEvent[];
  /** Changes when something else was clicked. */
  of: string;
}

const page_max = 100;

/** Somebody is at work on the page: it was not just opened, nor turned to. */
function isHandled(): boolean {
  const held = document.activeElement;
  return held !== null && held !== document.body && held.tagName !== "H1";
}

/** Takes the focus when it is opened by hand, so that keyboard and screen reader are where the answer is; gives it back when closed. */
export function Panel({ title, note, href, onClose, list, of }: PanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (!onClose || !isHandled()) return;
    if (!heading.current?.closest("section")?.contains(document.activeElement)) opener.current = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [of]);
  const close =
    onClose &&
    (() => {
      onClose();
      if (opener.current?.isConnected) (opener.current as HTMLElement | SVGElement).focus({ preventScroll: true });
    });
  return (
    <section class="panel chart-panel" aria-label={title} onKeyDown={(event) => event.key === "Escape" && close?.()}>
      <div class="chart-panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {close && (
          <button type="button" onClick={close}>
            Close
          </button>
        )}
      </div>
      {note && <p>{note}</p>}
      <ul class="chart-events">
        {list.map((event) => (
          <li key={event.id}>
            <EventLine event={event} />
          </li>
        ))}
      </ul>
      {href && (
        <p>
          <a href={href}>All of them as a list</a>
        </p>
      )}
    </section>
  );
}

/** The events that fit some filters. */
export function EventPanel({ title, given, onClose }: { title: string; given: Filters; onClose?: () => void }) {
  const answer = useAnswer(events(given, { limit: page_max, order: "date" }));
  return (
    <Answered answer={answer} what="events">
      {({ total, items }) => (
        <Panel
          title={title}
          of={JSON.stringify(given)}
          note={total > items.length ? `${plural(total, "event")}; the first ${items.length}:` : plural(total, "event")}
          href={linkTo("/events", given)}
          onClose={onClose}
          list={items}
        />
      )}
    </Answered>
  );
}
