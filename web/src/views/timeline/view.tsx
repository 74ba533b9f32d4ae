// Timeline: stories by day in four lanes, one for each quad. Loading is load.ts, places are layout.ts, the drawing is chart.tsx.
import { useMemo, useRef, useState } from "preact/hooks";
import { series, story as askStory, useAnswer } from "../../api";
import { type Span, spanFrom, spanMoved, spanRounded, spanText } from "../../charts/days";
import { Panel } from "../../charts/event_panel";
import { Fold } from "../../charts/fold";
import { quadColumns } from "../../charts/quads";
import { useWidth } from "../../charts/size";
import { ZoomButtons } from "../../charts/zoom_buttons";
import { DataTable, type TableColumn } from "../../components/data_table";
import { readerOf } from "../../components/event";
import { Page } from "../../components/page";
import { QuadLegend } from "../../components/quad";
import { Answered, Empty, ErrorBox, Loading } from "../../components/states";
import { csvOffer, jsonOffer, pngOffer, svgOffer } from "../../export/offers";
import { filters, linkTo } from "../../filters";
import { count, dateText, namesOf, plural, quadNames, quads, sentenceOf, verbOf } from "../../phrase";
import { setParams, useParam } from "../../router";
import type { Series, SeriesPoint, Story } from "../../types";
import { TimelineChart, zoom_days_min } from "./chart";
import { datedOf } from "./layout";
import { fullSpan, type Shown, usualSpan, useShown } from "./load";

const columns: TableColumn<Story>[] = [
  { title: "Date", cell: (story) => story.event.date },
  { title: "Who", cell: (story) => namesOf(story.event.actor) },
  {
    title: "does",
    cell: (story) => verbOf(story.event),
    show: (story) => <a href={readerOf(story.event) ?? "#"}>{verbOf(story.event)}</a>,
  },
  { title: "to whom", cell: (story) => namesOf(story.event.recipient) },
  { title: "Type", cell: (story) => story.event.event },
  { title: "Quad", cell: (story) => (story.event.quad ? quadNames[story.event.quad] : null) },
  { title: "Status", cell: (story) => story.event.status },
  { title: "Reports", cell: (story) => story.reports, numeric: true },
  { title: "Contradicted", cell: (story) => (story.contradicted ? "yes" : "") },
];

const densityColumns: TableColumn<SeriesPoint>[] = [
  { title: "Begins", cell: (point) => point.begin },
  { title: "Events", cell: (point) => point.n_events, numeric: true },
  ...quadColumns<SeriesPoint>(),
];

/** What is drawn, in words and numbers. */
function Numbers({ rows, density }: { rows: Story[]; density: Series | null }) {
  if (rows.length === 0 && !density) return null;
  return (
    <Fold title={density ? "The counts as a table" : "The stories as a table"}>
      {() =>
        density ? (
          <DataTable
            caption={`Events by ${density.by}`}
            columns={densityColumns}
            rows={density.points}
            rowKey={(point) => point.begin ?? ""}
          />
        ) : (
          <DataTable caption="Stories by date" columns={columns} rows={rows} rowKey={(story) => story.key} />
        )
      }
    </Fold>
  );
}

/** The reports of one story. */
function Reports({ chosen, onClose }: { chosen: string; onClose: () => void }) {
  const answer = useAnswer(askStory(chosen, { limit: 100 }));
  return (
    <Answered answer={answer} what="reports">
      {({ story, total, items }) => {
        const shown = story.event ?? items[0];
        return (
          <Panel
            title={shown ? `${dateText(shown.date)}: ${sentenceOf(shown)}` : "Reports"}
            note={`${plural(total, "report")}${story.contradicted ? "; they contradict each other" : ""}. Each leads to its article.`}
            of={chosen}
            onClose={onClose}
            list={items}
            href={linkTo("/events", { story: chosen })}
          />
        );
      }}
    </Answered>
  );
}

function summaryOf({ total, stories }: Shown): string {
  if (!stories)
    return `${plural(total, "story", "stories")}: too many to draw each; bars count events. Zoom in to see who did what to whom.`;
  const largest = [...stories].sort((a, b) => b.reports - a.reports)[0];
  const parts = quads.map((quad) => [stories.filter((story) => story.event.quad === quad).length, quadNames[quad]] as const);
  const shares = parts
    .filter(([n]) => n > 0)
    .map(([n, name]) => `${n} of ${name}`)
    .join(", ");
  const most =
    largest && largest.reports > 1
      ? ` Reported most: ${sentenceOf(largest.event)} (${dateText(largest.event.date)}, ${largest.reports} reports).`
      : "";
  return `${plural(stories.length, "story", "stories")}${stories.length < total ? ` of ${count(total)}` : ""}: ${shares}.${most}`;
}

export default function Timeline() {
  const overview = useAnswer(series(filters.value, "month"));
  const [zoom, setZoom] = useParam<string>("zoom", "");
  const [chosen, setChosen] = useParam<string>("sel", "");
  const [moving, setMoving] = useState<Span | null>(null);
  const [box, width] = useWidth<HTMLDivElement>();
  const drawing = useRef<SVGSVGElement | null>(null);
  const asked = spanFrom(zoom) ?? (overview.data && usualSpan(null, [], overview.data));
  const answer = useShown(filters.value, asked);
  const dated = useMemo(() => datedOf(answer.data?.stories ?? []), [answer.data]);
  const usual = useMemo(() => usualSpan(answer.data, dated, overview.data), [dated, answer.data, overview.data]);
  const span = moving ?? spanFrom(zoom) ?? usual;

  const keep = (next: Span) => {
    setParams({ zoom: spanText(spanRounded(next, zoom_days_min)) }, true);
    setMoving(null);
  };
  const onSpan = (next: Span, done: boolean) => (done ? keep(next) : setMoving(next));
  const scaled = (factor: number) => span && keep(spanMoved(span, 0, factor, 0.5, zoom_days_min));
  const stepped = (direction: -1 | 1) =>
    span && keep(spanMoved(span, ((span.to - span.from) / 3) * direction, 1, 0, zoom_days_min));
  const all = overview.data ? fullSpan(overview.data) : null;
  const showAll = () => {
    setMoving(null);
    setZoom(all && zoom !== spanText(all) ? spanText(all) : "");
  };

  const data = answer.data;
  const stories = data?.stories ?? [];
  const undated = stories.length - dated.length;
  const before = span ? dated.filter((one) => one.span.to <= span.from).length : 0;
  const after = span ? dated.filter((one) => one.span.from >= span.to).length : 0;
  const rows = useMemo(() => [...dated].sort((a, b) => a.span.from - b.span.from).map((one) => one.story), [dated]);
  const offers = data
    ? [
        ...(data.density ? [csvOffer("timeline", densityColumns, data.density.points)] : [csvOffer("timeline", columns, rows)]),
        jsonOffer("timeline", data.density ?? data.stories),
        svgOffer("timeline", () => drawing.current),
        pngOffer("timeline", () => drawing.current),
      ]
    : [];
  return (
    <Page title="Timeline" filtered lead={data && data.total > 0 ? summaryOf(data) : undefined} exports={offers}>
      {answer.error && <ErrorBox error={answer.error} />}
      {overview.error && <ErrorBox error={overview.error} />}
      <div ref={box}>
        {!data && !answer.error && <Loading what="stories" />}
        {data && (data.total === 0 || !span) && (
          <Empty title="No stories to show">
            <p>
              A timeline needs dated events. <a href="/paste">Paste an article</a> and keep it in the store, or run{" "}
              <code>casus ingest</code>.
            </p>
          </Empty>
        )}
        {data && data.total > 0 && span && (
          <>
            <div class="chart-tools">
              <ZoomButtons what="time" zoom={scaled} step={stepped} fit={showAll} />
              <QuadLegend lines />
            </div>
            <div class={answer.loading ? "answered stale" : "answered"}>
              <TimelineChart
                width={width - 2}
                span={span}
                dated={dated}
                density={data.density}
                chosen={chosen}
                drawing={drawing}
                summary={`Timeline, ${dateText(spanText(span).slice(0, 10))} to ${dateText(spanText(span).slice(12))}. Arrow keys go from one to the next, Enter opens, plus and minus zoom, Shift with arrows moves.`}
                onSpan={onSpan}
                onSettled={() => moving && keep(moving)}
                onChoose={setChosen}
              />
            </div>
            <div class="timeline-edges chart-hint">
              <span>{before > 0 && `← ${before} earlier`}</span>
              <span>{undated > 0 && `${plural(undated, "story", "stories")} without a date`}</span>
              <span>{after > 0 && `${after} later →`}</span>
            </div>
            <p class="chart-hint">
              {data.density
                ? "Each bar counts events; click one to come closer."
                : "Each mark is a story; larger marks have more reports; ≠ marks contradiction."}{" "}
              Wheel or two fingers zoom, drag moves.
            </p>
          </>
        )}
      </div>
      {chosen && <Reports chosen={chosen} onClose={() => setChosen("")} />}
      <Numbers rows={rows} density={data?.density ?? null} />
    </Page>
  );
}
