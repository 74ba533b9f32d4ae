// The crisis at a glance: how much was read, what happened last, what is ahead, who acts on whom.
import { useRef } from "preact/hooks";
import * as api from "../../api";
import { EventLine } from "../../components/event";
import { Page } from "../../components/page";
import { QuadBar, QuadLegend } from "../../components/quad";
import { Answered, Empty } from "../../components/states";
import { csvOffer, jsonOffer, type Offer, pngOffer, serverOffer, svgOffer } from "../../export/offers";
import { type Filters, linkTo } from "../../filters";
import { count, dateText, plural } from "../../phrase";
import type { Series, SeriesPoint, StoreState, Story } from "../../types";
import { SeriesBars } from "./series_bars";

const day_ms = 86_400_000;

interface Span {
  from: string;
  to: string;
}

/** From the first article to the last. Events may be dated centuries before and after that. */
function useSpan(state: StoreState): Span | null {
  const first = api.useAnswer(api.articles({}, { order: "date", limit: 1 }));
  const last = api.useAnswer(api.articles({}, { order: "newest", limit: 1 }));
  const known = (answer: typeof first) => answer.data !== null || answer.error !== null;
  if (!known(first) || !known(last)) return null;
  return { from: first.data?.items[0]?.date ?? state.first_day ?? "", to: last.data?.items[0]?.date ?? state.last_day ?? "" };
}

/** Periods so long that a few dozen bars show all of the time. */
function periodOf({ from, to }: Span): Series["by"] {
  const days = (Date.parse(to) - Date.parse(from)) / day_ms;
  if (!(days > 120)) return "day";
  return days > 900 ? "month" : "week";
}

function shift(day: string, by_days: number): string {
  const time = Date.parse(day);
  return Number.isNaN(time) ? "" : new Date(time + by_days * day_ms).toISOString().slice(0, 10);
}
/** Articles tell of the days before them, too. */
const weekBefore = (day: string) => shift(day, -7);

function Counts({ state }: { state: StoreState }) {
  const counts: [string, number, string][] = [
    ["articles", state.articles, "/articles"],
    ["events", state.events, "/events"],
    ["stories", state.stories, "/timeline"],
    ["corrections", state.corrections, "/articles"],
  ];
  return (
    <ul class="home-counts">
      {counts.map(([name, n, href]) => (
        <li key={name}>
          <a href={href}>
            <b>{count(n)}</b> {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function reportsOf(story: Story): string {
  const reports = plural(story.reports, "report");
  return story.contradicted ? `${reports}, contradicted` : reports;
}

interface StoriesProps {
  title: string;
  f: Filters | null;
  limit: number;
  otherwise: string;
}

/** `f` null: it is not known yet which. */
function Stories({ title, f, limit, otherwise }: StoriesProps) {
  const answer = api.useAnswer(f && api.stories(f, { order: "newest", limit }));
  return (
    <section class="panel">
      <h2>{title}</h2>
      <Answered answer={answer} what="stories">
        {({ items, total }) => (
          <>
            {items.length === 0 && <p>{otherwise}</p>}
            <ul>
              {items.map((story) => (
                <li key={story.key} class="home-story">
                  <EventLine event={story.event} />
                  {(story.reports > 1 || story.contradicted) && (
                    <a href={linkTo("/events", { story: String(story.key) })}>{reportsOf(story)}</a>
                  )}
                </li>
              ))}
            </ul>
            {total > items.length && (
              <p>
                <a href={linkTo("/events", f ?? {})}>All {count(total)}</a>
              </p>
            )}
          </>
        )}
      </Answered>
    </section>
  );
}

function Parties() {
  const answer = api.useAnswer(api.network({}, { level: "country", nodes: 6 }));
  return (
    <section class="panel">
      <h2>Main parties</h2>
      <Answered answer={answer} what="parties">
        {({ nodes }) => (
          <ul class="home-bars">
            {nodes.map((node) => (
              <li key={node.key}>
                <a href={linkTo("/events", { actor: node.key })}>{node.name ?? node.key}</a>
                <span class="num">
                  acts {count(node.as_actor)}, is acted upon {count(node.as_recipient)}
                </span>
                <QuadBar
                  by_quad={node.by_quad}
                  of={Math.max(1, ...nodes.map((one) => one.by_quad.reduce((a, b) => a + b, 0)))}
                />
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}

function Dyads() {
  const answer = api.useAnswer(api.dyads({}, { level: "country", limit: 6 }));
  return (
    <section class="panel">
      <h2>Who acts on whom</h2>
      <Answered answer={answer} what="pairs">
        {({ items }) => (
          <ul class="home-bars">
            {items.map(({ from, to, events, by_quad }) => (
              <li key={`${from.key} ${to.key}`}>
                <a href={linkTo("/dyad", { dyad: `${from.key},${to.key}` })}>
                  {from.name ?? from.key} <span aria-label="on">→</span> {to.name ?? to.key}
                </a>
                <span class="num">{plural(events, "event")}</span>
                <QuadBar by_quad={by_quad} of={items[0]?.events ?? 1} />
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}

/** Without the empty time before the first report. */
const begun = (points: SeriesPoint[]) =>
  points.slice(
    Math.max(
      0,
      points.findIndex((point) => point.n_articles || point.n_events),
    ),
  );

const columns = [
  { title: "begin", cell: (point: SeriesPoint) => point.begin },
  { title: "articles", cell: (point: SeriesPoint) => point.n_articles },
  { title: "events", cell: (point: SeriesPoint) => point.n_events },
  { title: "stories", cell: (point: SeriesPoint) => point.n_stories },
  ...[0, 1, 2, 3].map((i) => ({ title: `quad_${i + 1}`, cell: (point: SeriesPoint) => point.by_quad[i] })),
  { title: "score", cell: (point: SeriesPoint) => point.score },
];

/** Plans that were made lately, for the time ahead. */
const announced = ({ to }: Span): Filters => ({
  status: "planned,intended,conditional",
  from: weekBefore(to),
  to: shift(to, 365),
});

function Crisis({ state }: { state: StoreState }) {
  const drawing = useRef<SVGSVGElement>(null);
  const span = useSpan(state);
  const series = api.useAnswer(span && api.series({ from: weekBefore(span.from), to: span.to }, periodOf(span)));
  const offers: Offer[] = [
    serverOffer("Brief (HTML)", api.briefUrl({}, "html"), "brief.html"),
    serverOffer("Brief (Markdown)", api.briefUrl({}, "markdown"), "brief.md"),
    csvOffer("series", columns, series.data?.points ?? []),
    jsonOffer("series", series.data),
    svgOffer("series", () => drawing.current),
    pngOffer("series", () => drawing.current),
  ];
  const lead = `${state.store ?? ""}${span ? `: articles of ${dateText(span.from)} to ${dateText(span.to)}` : ""}`;
  return (
    <Page title="Overview" lead={lead} exports={offers}>
      <Counts state={state} />
      <div class="home-grid">
        <div class="home-column">
          <Stories
            title="Latest"
            f={span && { status: "actual", to: span.to }}
            limit={9}
            otherwise="No report yet says that anything happened."
          />
          <Stories title="Announced, not yet done" f={span && announced(span)} limit={5} otherwise="Nothing is announced." />
          <Parties />
        </div>
        <div class="home-column">
          <section class="panel">
            <h2>Over time</h2>
            <Answered answer={series} what="series">
              {({ points }) => <SeriesBars points={begun(points)} drawing={drawing} />}
            </Answered>
            <QuadLegend />
          </section>
          <Dyads />
        </div>
      </div>
    </Page>
  );
}

function Start({ store }: { store: string | null }) {
  return (
    <Page title="Overview">
      <Empty title={store ? `${store} holds no articles yet` : "No store is open"}>
        <p>
          <a class="button" href="/paste">
            Paste an article
          </a>{" "}
          to see who did what to whom in it.
        </p>
        <p>To follow a crisis, code articles into a store and serve it:</p>
        <p>
          <code>casus ingest ARTICLES --db crisis.db</code>
          <br />
          <code>casus serve --db crisis.db</code>
        </p>
      </Empty>
    </Page>
  );
}

export default function Home() {
  const answer = api.useAnswer(api.status());
  if (!answer.data)
    return (
      <Page title="Overview">
        <Answered answer={answer} what="the store">
          {() => null}
        </Answered>
      </Page>
    );
  return answer.data.store && answer.data.articles > 0 ? <Crisis state={answer.data} /> : <Start store={answer.data.store} />;
}
