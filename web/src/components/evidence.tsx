// The sentences that a statement rests on, folded away until asked for; then each leads to the reader at its event.
// Used where statements are made from several events: the brief, conflict models.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { dateText, plural } from "../phrase";
import type { CodedEvent } from "../types";
import { readerOf } from "./event";

export interface Sentence {
  text: string;
  doc: string;
  title?: string | null;
  date?: string | null;
  source?: string | null;
}

/** At most so many events are asked for to find the articles' addresses. */
const events_max = 20;

function useEvents(ids: readonly string[], wanted: boolean): CodedEvent[] {
  const [found, setFound] = useState<CodedEvent[]>([]);
  const key = ids.join();
  useEffect(() => {
    if (!wanted) return;
    const aborter = new AbortController();
    const asked = ids.slice(0, events_max).map((id) => api.fetchAnswer(api.events({ id }, { limit: 1 }), aborter.signal));
    Promise.allSettled(asked).then((answers) => {
      if (aborter.signal.aborted) return;
      setFound(answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value.items : [])));
    });
    return () => aborter.abort();
  }, [key, wanted]);
  return found;
}

function addressOf(sentence: Sentence, events: CodedEvent[]): string | null {
  const ofArticle = events.filter((event) => event.doc === sentence.doc);
  const event = ofArticle.find((one) => one.text === sentence.text) ?? ofArticle[0];
  return event ? readerOf(event) : null;
}

function Cited({ sentence, href }: { sentence: Sentence; href: string | null }) {
  const from = sentence.title ?? sentence.doc;
  return (
    <li>
      <blockquote>{sentence.text}</blockquote>
      <p class="evidence-from">
        {href ? <a href={href}>{from}</a> : from}
        {sentence.source && `, ${sentence.source}`}, {dateText(sentence.date)}
      </p>
    </li>
  );
}

interface EvidenceProps {
  sentences: readonly Sentence[];
  /** Ids of the events behind them. */
  events: readonly string[];
  /** What stands on the fold; otherwise the number of sentences. */
  summary?: ComponentChildren;
  /** Above the sentences, once open. */
  children?: ComponentChildren;
}

export function Evidence({ sentences, events, summary, children }: EvidenceProps) {
  const [open, setOpen] = useState(false);
  const found = useEvents(events, open);
  return (
    <details class="evidence" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary ?? plural(sentences.length, "sentence")}</summary>
      {open && (
        <div class="evidence-body">
          {children}
          <ul>
            {sentences.map((sentence, i) => <Cited key={i} sentence={sentence} href={addressOf(sentence, found)} />)}
          </ul>
        </div>
      )}
    </details>
  );
}
