// An article and what was found in it: read, check, correct. The event that is looked at stands in the address (?event=ID).
import { useEffect, useState } from "preact/hooks";
import * as api from "../../api";
import { author } from "../../author";
import { Dialog } from "../../components/dialog";
import { EventLine } from "../../components/event";
import { Page } from "../../components/page";
import { Answered, Empty, ErrorBox } from "../../components/states";
import { jsonLinesOffer, jsonOffer, type Offer, serverOffer } from "../../export/offers";
import { changedHere } from "../../live";
import { dateText, plural } from "../../phrase";
import { setParams, place } from "../../router";
import { ArticleText, MarkLegend } from "../../text/article_text";
import type { ArticleAnswer, CodedEvent, Correction } from "../../types";
import type { ViewProps } from "..";
import { CorrectForm } from "./correct_form";
import { AuthorDialog, HelpDialog } from "./dialogs";
import { EventPanel } from "./event_panel";
import { type Action, useKeys } from "./keys";
import { missedEvent } from "./record";

type Open = { dialog: "help" } | { dialog: "author"; then: () => void } | { dialog: "correct"; event: CodedEvent };

/** The words selected in the article, and where they begin in it. */
function selectedWords(text: string): { words: string; at: number } | null {
  const selection = getSelection();
  const frame = document.querySelector(".article-text");
  const words = selection?.toString().trim() ?? "";
  if (!selection?.rangeCount || !words || !frame?.contains(selection.anchorNode)) return null;
  const before = document.createRange();
  before.setStart(frame, 0);
  before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
  const at = text.indexOf(words, Math.max(0, text.indexOf(words) < 0 ? 0 : before.toString().length - 2));
  return at < 0 ? null : { words, at };
}

interface Judge {
  open: Open | null;
  setOpen: (open: Open | null) => void;
  problem: string;
  act: (action: Action) => void;
  save: (event: CodedEvent, record: CodedEvent) => void;
}

/** What can be done to the event that is looked at. */
function useJudge(answer: ArticleAnswer, selected: CodedEvent | null, select: (event: CodedEvent) => void): Judge {
  const [open, setOpen] = useState<Open | null>(null);
  const [problem, setProblem] = useState("");
  const { events, article } = answer;

  const send = (request: Promise<unknown>) => {
    setProblem("");
    request.then(changedHere, (error: Error) => setProblem(error.message));
  };
  const withAuthor = (then: () => void) => {
    if (author.value) then();
    else setOpen({ dialog: "author", then });
  };
  const judge = (event: string, verdict: Correction["verdict"], record: CodedEvent | null) =>
    send(api.correct({ article: article.key, event, verdict, record, author: author.value }));
  const step = (by: 1 | -1) => {
    const at = events.findIndex((event) => event.id === selected?.id);
    const next = events[at < 0 ? 0 : (at + by + events.length) % events.length];
    if (next) select(next);
  };
  const addMissed = () => {
    const found = selectedWords(article.text);
    if (found) withAuthor(() => setOpen({ dialog: "correct", event: missedEvent(found.words, found.at, article.text) }));
    else setProblem("Select the words in the article that say what happened, then add the event.");
  };
  const onSelected = (then: (event: CodedEvent) => void) => () => selected && then(selected);
  const actions: Record<Action, () => void> = {
    next: () => step(1),
    previous: () => step(-1),
    accept: onSelected((event) => withAuthor(() => judge(event.id, "accepted", null))),
    reject: onSelected((event) => withAuthor(() => judge(event.id, "rejected", null))),
    correct: onSelected((event) => withAuthor(() => setOpen({ dialog: "correct", event: event.correction?.record ?? event }))),
    undo: onSelected((event) => event.correction && send(api.uncorrect(event.correction.key))),
    missed: addMissed,
    help: () => setOpen({ dialog: "help" }),
  };
  return {
    open,
    setOpen,
    problem,
    act: (action) => actions[action](),
    save: (event, record) => judge(event.id, "corrected", record),
  };
}

function Dialogs({ judge, text }: { judge: Judge; text: string }) {
  const { open, setOpen } = judge;
  const status = api.useAnswer(open?.dialog === "author" ? api.status() : null);
  const close = () => setOpen(null);
  if (!open) return null;
  if (open.dialog === "help") return <HelpDialog onClose={close} />;
  if (open.dialog === "author") {
    if (!status.data && !status.error) return null;
    const go = () => {
      close();
      open.then();
    };
    return <AuthorDialog suggestion={status.data?.author ?? ""} onDone={go} onClose={close} />;
  }
  const save = (record: CodedEvent) => {
    close();
    judge.save(open.event, record);
  };
  return (
    <Dialog title={open.event.id ? "Correct the event" : "Add a missed event"} onClose={close}>
      <CorrectForm event={open.event} article={text} onDone={save} onCancel={close} />
    </Dialog>
  );
}

function Missed({ corrections }: { corrections: Correction[] }) {
  const missed = corrections.filter((correction) => correction.event === "" && correction.record);
  if (missed.length === 0) return null;
  return (
    <section>
      <h3>Added by readers</h3>
      <ul>
        {missed.map((correction) => (
          <li key={correction.key} class="reader-missed">
            {correction.record && <EventLine event={correction.record} href={null} />}
            <button type="button" onClick={() => void api.uncorrect(correction.key).then(changedHere)}>
              Take back
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const judged = (events: readonly CodedEvent[]) => events.filter((event) => event.correction).length;

/** Articles of imported events come without their text. */
function Text({
  answer,
  selected,
  select,
}: {
  answer: ArticleAnswer;
  selected: CodedEvent | null;
  select: (event: CodedEvent) => void;
}) {
  const { article, events } = answer;
  if (!article.text)
    return (
      <Empty title="The text of this article is not in the store">
        <p>{article.imported ? `Its events were imported (${article.imported}).` : "It is empty."}</p>
      </Empty>
    );
  return (
    <>
      <ArticleText
        text={article.text}
        body={article.body}
        events={events}
        selected={selected}
        hrefOf={(event) => `/reader/${article.key}?event=${event.id}`}
        onSelect={select}
      />
      <MarkLegend />
    </>
  );
}

function Reading({ answer }: { answer: ArticleAnswer }) {
  const { article, events, corrections } = answer;
  const wanted = place.value.query.get("event");
  const selected = events.find((event) => event.id === wanted) ?? null;
  const select = (event: CodedEvent) => setParams({ event: event.id }, true);
  const judge = useJudge(answer, selected, select);
  useKeys(judge.act);
  useEffect(() => {
    if (!wanted && events[0]) select(events[0]);
  }, [wanted, events]);
  return (
    <div class="reader">
      <section class="reader-text" aria-label="Article">
        <Text answer={answer} selected={selected} select={select} />
      </section>
      <section class="reader-side" aria-label="Events">
        {judge.problem && <ErrorBox error={new Error(judge.problem)} />}
        {selected ? (
          <EventPanel event={selected} events={events} article={article.key} onPick={select} act={judge.act} />
        ) : (
          <Empty title={events.length ? "This event is not in the article any more" : "casus found no events here"}>
            <p>
              {events.length
                ? "It may have been coded anew. Choose one from the list."
                : "Select words and add an event, if there is one."}
            </p>
            <p>
              <button type="button" onClick={() => judge.act("missed")}>
                Add a missed event
              </button>
            </p>
          </Empty>
        )}
        <h2>
          {plural(events.length, "event")} in this article, {judged(events)} judged
        </h2>
        <ul class="reader-list">
          {events.map((event) => (
            <li key={event.id} class={event.id === selected?.id ? "current" : undefined}>
              <EventLine event={event} href={null} onClick={() => select(event)} />
            </li>
          ))}
        </ul>
        <Missed corrections={corrections} />
      </section>
      <Dialogs judge={judge} text={article.text} />
    </div>
  );
}

function offersOf(answer: ArticleAnswer | null): Offer[] {
  if (!answer) return [];
  const name = `article-${answer.article.key}`;
  return [
    serverOffer("Events (CSV)", api.exportUrl({ article: String(answer.article.key) }, "csv"), `${name}.csv`),
    jsonLinesOffer(name, answer.events),
    jsonOffer(name, answer),
    serverOffer("Gold of all reviewed articles", api.goldUrl, "gold.jsonl"),
  ];
}

function Origin({ answer }: { answer: ArticleAnswer }) {
  const { date, source, url, id, group, key } = answer.article;
  const safe = url && /^https?:\/\//.test(url) ? url : null;
  return (
    <>
      {[dateText(date), source, id].filter(Boolean).join(" · ")}
      {safe && (
        <>
          {" "}
          ·{" "}
          <a href={safe} target="_blank" rel="noopener noreferrer">
            original
          </a>
        </>
      )}
      {group !== key && (
        <>
          {" "}
          · <a href={`/reader/${group}`}>a near copy of another article</a>
        </>
      )}
    </>
  );
}

export default function Reader({ params }: ViewProps) {
  const answer = api.useAnswer(api.article(params.key ?? ""));
  const title = answer.data?.article.title ?? `Article ${answer.data?.article.id ?? params.key}`;
  return (
    <Page
      title={title}
      exports={offersOf(answer.data)}
      lead={answer.data && <Origin answer={answer.data} />}
      tools={
        <a class="button" href="/articles">
          All articles
        </a>
      }
    >
      <Answered answer={answer} what="the article">
        {(data) => <Reading answer={data} />}
      </Answered>
    </Page>
  );
}
