// One article that was just coded: its text with marks, a card for each event.
import { useState } from "preact/hooks";
import { EventLine } from "../../components/event";
import { EventFacts, Steps } from "../../components/event_facts";
import { Empty } from "../../components/states";
import { dateText, lineOf, plural, sentenceOf } from "../../phrase";
import { ArticleText, MarkLegend } from "../../text/article_text";
import type { CodedArticle, CodedEvent } from "../../types";

function Item({
  event,
  open,
  events,
  onPick,
}: {
  event: CodedEvent;
  open: boolean;
  events: readonly CodedEvent[];
  onPick: (event: CodedEvent) => void;
}) {
  return (
    <li class={open ? "current" : undefined}>
      <EventLine event={event} href={null} onClick={() => onPick(event)} />
      {open && (
        <div class={`event-card ${lineOf(event.status)} b${event.quad ?? 0}`} role="region" aria-label={sentenceOf(event)}>
          <EventFacts event={event} events={events} onPick={onPick} />
          <Steps event={event} />
        </div>
      )}
    </li>
  );
}

export function Coded({ coded }: { coded: CodedArticle }) {
  const { article, events } = coded;
  const [selected, select] = useState<CodedEvent | null>(events[0] ?? null);
  return (
    <article class="paste-article">
      <h2>{article.title ?? "The article"}</h2>
      <p class="lead">
        {dateText(article.date)}, {plural(events.length, "event")}
      </p>
      {events.length === 0 && (
        <Empty title="casus finds no events in it">
          <p>It codes who did what to whom in politics and conflict; other news gives none.</p>
        </Empty>
      )}
      <div class="reader">
        <section class="reader-text" aria-label="Text">
          <ArticleText
            text={article.text}
            body={article.body}
            events={events}
            selected={selected}
            hrefOf={(event) => `#${event.id}`}
            onSelect={select}
          />
          {events.length > 0 && <MarkLegend />}
        </section>
        <section class="reader-side" aria-label="Events">
          <ul class="reader-list">
            {events.map((event) => (
              <Item
                key={event.id}
                event={event}
                open={event.id === selected?.id}
                events={events}
                onPick={(one) => select(one.id === selected?.id ? null : one)}
              />
            ))}
          </ul>
        </section>
      </div>
    </article>
  );
}
