// Dyad: how two parties treat each other over time, and how much of that time was read at all. Data are pair.ts, plots are plots.ts
// and chart.tsx, the choice of the two is picker.tsx.
import { useMemo, useRef, useState } from "preact/hooks";
import { dyads, useAnswer } from "../../api";
import { isoOf, type Span, spanFrom, spanMoved, spanRounded, spanText } from "../../charts/days";
import { EventPanel } from "../../charts/event_panel";
import { countedOf, extentOf, within } from "../../charts/extent";
import { Fold } from "../../charts/fold";
import { quadColumns, quadsOf, quadText } from "../../charts/quads";
import { useWidth } from "../../charts/size";
import { ZoomButtons } from "../../charts/zoom_buttons";
import { DataTable, type TableColumn } from "../../components/data_table";
import { Page } from "../../components/page";
import { QuadLegend } from "../../components/quad";
import { Answered, Empty, ErrorBox, Loading } from "../../components/states";
import { csvOffer, jsonOffer, pngOffer } from "../../export/offers";
import { filters } from "../../filters";
import { dateText, plural } from "../../phrase";
import { setParams, useParam } from "../../router";
import { colour } from "../../theme";
import type { Series } from "../../types";
import { DyadChart, picture, zoom_days_min } from "./chart";
import { asked, byFor, type Direction, type Pair, pairOf, type Period, useOverview, usePair, useTotals, useUsual } from "./pair";
import { mergedOf, PairForm, PairList, titleOf } from "./picker";

const signed = (mean: number) => `${mean > 0 ? "+" : mean < 0 ? "−" : ""}${Math.abs(mean).toFixed(1)}`;
const meanText = ({ events, mean }: Direction) => (mean === null ? "no events" : `${signed(mean)} (${plural(events, "event")})`);
const periodText = (period: Period, by: Series["by"]) =>
  by === "week" ? `week of ${dateText(period.begin)}` : dateText(by === "month" ? period.begin.slice(0, 7) : period.begin);
const round = (mean: number | null) => (mean === null ? null : Math.round(mean * 100) / 100);

interface Names {
  a: string;
  b: string;
}

function columnsOf(names: Names): TableColumn<Period>[] {
  return [
    { title: "Begins", cell: (one) => one.begin },
    { title: "Articles read", cell: (one) => one.articles, numeric: true },
    { title: `${names.a} → ${names.b}: mean score`, cell: (one) => round(one.there.mean), numeric: true },
    { title: `${names.a} → ${names.b}: events`, cell: (one) => one.there.events, numeric: true },
    { title: `${names.b} → ${names.a}: mean score`, cell: (one) => round(one.back.mean), numeric: true },
    { title: `${names.b} → ${names.a}: events`, cell: (one) => one.back.events, numeric: true },
    ...quadColumns<Period>(),
  ];
}

interface ShownProps {
  pair: Pair;
  names: Names;
  periods: Period[];
  by: Series["by"];
  /** What is in sight when no hand moves it. */
  settled: Span;
  all: Span | null;
}

function Shown({ pair, names, periods, by, settled, all }: ShownProps) {
  const [zoom, setZoom] = useParam<string>("zoom", "");
  const [chosen, setChosen] = useParam<string>("at", "");
  const [moving, setMoving] = useState<Span | null>(null);
  const [at, setAt] = useState(-1);
  const [box, width] = useWidth<HTMLDivElement>();
  const span = moving ?? settled;
  const titles = [
    `Mean PLOVER score per ${by}, −10 (conflict) to +10 (cooperation): ● ${names.a} → ${names.b}, ○ ${names.b} → ${names.a}`,
    `Coverage: articles stored per ${by}`,
    `Events between the two per ${by}, by quad`,
  ];
  const describe = (index: number): string => {
    const one = periods[index];
    if (!one) return "";
    const read = one.articles > 0 ? `${plural(one.articles, "article")} read` : "nothing read";
    const shares = quadText(one.by_quad);
    return `${periodText(one, by)}: ${names.a} → ${names.b} ${meanText(one.there)}; ${names.b} → ${names.a} ${meanText(one.back)}; ${read}${shares ? `; ${shares}` : ""}`;
  };
  const keep = (next: Span) => {
    setParams({ zoom: spanText(spanRounded(next, zoom_days_min)) }, true);
    setMoving(null);
  };
  const scaled = (factor: number) => keep(spanMoved(span, 0, factor, 0.5, zoom_days_min));
  const stepped = (direction: -1 | 1) => keep(spanMoved(span, ((span.to - span.from) / 3) * direction, 1, 0, zoom_days_min));
  const showAll = () => {
    setMoving(null);
    setZoom(all && zoom !== spanText(all) ? spanText(all) : "");
  };
  const period = periods.find((one) => one.begin === chosen);
  return (
    <>
      <div class="chart-tools">
        <ZoomButtons what="time" zoom={scaled} step={stepped} fit={showAll} />
        <ul class="legend" aria-label="Lines">
          <li>
            <span class="dyad-line there" /> {names.a} → {names.b}
          </li>
          <li>
            <span class="dyad-line back" /> {names.b} → {names.a}
          </li>
          <li>
            <span class="dyad-unread" /> nothing read
          </li>
        </ul>
      </div>
      <div ref={box} class="dyad-box">
        <DyadChart
          width={width - 2}
          periods={periods}
          span={span}
          at={at}
          describe={describe}
          titles={titles}
          onAt={setAt}
          onChoose={(index) => setChosen(periods[index]?.begin ?? "")}
          onSpan={(next, done) => (done ? keep(next) : setMoving(next))}
          onSettled={() => moving && keep(moving)}
        />
      </div>
      <p class="dyad-readout">
        {at >= 0 ? describe(at) : "Point at a period, or use the arrow keys; click or Enter lists its events."}
      </p>
      <QuadLegend />
      {period && (
        <EventPanel
          title={`${names.a} and ${names.b}, ${periodText(period, by)}`}
          given={{
            ...filters.value,
            dyad: `${pair.a},${pair.b}`,
            directed: "",
            from: isoOf(period.span.from),
            to: isoOf(period.span.to - 1),
          }}
          onClose={() => setChosen("")}
        />
      )}
    </>
  );
}

function Choose() {
  const answer = useAnswer(dyads(filters.value, { limit: 200 }));
  return (
    <Answered answer={answer} what="pairs">
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="No pairs of parties yet">
            <p>
              A dyad needs events with an actor and a recipient. <a href="/paste">Paste an article</a> and keep it in the store,
              or run <code>casus ingest</code>.
            </p>
          </Empty>
        ) : (
          <>
            <h2>Choose two parties</h2>
            <p>These have most events with each other; bars show cooperation and conflict.</p>
            <PairList pairs={mergedOf(items)} given={filters.value} max={40} />
            <QuadLegend />
          </>
        )
      }
    </Answered>
  );
}

/** Mean scores of both directions over all of the time. */
function leadOf(names: Names, totals: ReturnType<typeof useTotals>, overview: Series): string {
  const means = totals
    ? `${names.a} → ${names.b}: mean score ${meanText(totals.there)}. ${names.b} → ${names.a}: ${meanText(totals.back)}. `
    : "";
  const unplaced = overview.unplaced?.n_events ?? 0;
  return `${means}In all ${quadText(quadsOf(overview.points))}.${unplaced > 0 ? ` ${plural(unplaced, "event")} without a month not drawn.` : ""}`;
}

function Drawn({ pair, names, overview }: { pair: Pair; names: Names; overview: Series }) {
  const [by, setBy] = useParam<Series["by"]>("by", "week");
  const [zoom] = useParam<string>("zoom", "");
  const frame = useRef<HTMLDivElement>(null);
  const totals = useTotals(pair, filters.value);
  const usual = useUsual(pair, filters.value, overview);
  const settled = useMemo(() => spanFrom(zoom) ?? usual, [zoom, usual]);
  const reach = settled && asked(settled);
  const answer = usePair(reach && pair, reach ? within(filters.value, reach) : {}, reach ? byFor(by, reach) : by);
  const { data } = answer;
  const title = `Dyad: ${names.a} and ${names.b}`;
  const columns = columnsOf(names);
  const rows = useMemo(
    () => (data?.periods ?? []).filter((one) => one.articles > 0 || one.by_quad.some((n) => n > 0)),
    [answer.data?.periods],
  );
  const titles = () => [...(frame.current?.querySelectorAll(".dyad-plot-title") ?? [])].map((one) => one.textContent ?? "");
  const offers = data
    ? [
        csvOffer("dyad", columns, data.periods),
        jsonOffer("dyad", { parties: names, by: data.by, periods: data.periods }),
        pngOffer("dyad", () => picture(frame.current, titles(), colour("--ground"), colour("--ink"))),
      ]
    : [];
  const tools = (
    <div class="segmented" role="group" aria-label="Period">
      {(["day", "week", "month"] as const).map((one) => (
        <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one)}>
          {one}
        </button>
      ))}
    </div>
  );
  return (
    <Page title={title} filtered lead={leadOf(names, totals, overview)} exports={offers} tools={tools}>
      <PairForm pair={pair} />
      {answer.error && <ErrorBox error={answer.error} />}
      {!data && !answer.error && <Loading what="the dyad" />}
      {data && settled && (
        <div ref={frame} class={answer.loading ? "answered stale" : "answered"} aria-busy={answer.loading || !totals}>
          <Shown
            pair={pair}
            names={names}
            periods={data.periods}
            by={data.by}
            settled={settled}
            all={extentOf(countedOf(overview))}
          />
          <Fold title="The periods as a table">
            {() => (
              <DataTable
                caption={`${names.a} and ${names.b} by ${data.by}; periods with articles or events`}
                columns={columns}
                rows={rows}
                rowKey={(one) => one.begin}
              />
            )}
          </Fold>
        </div>
      )}
    </Page>
  );
}

export default function DyadView() {
  const pair = pairOf(filters.value.dyad);
  const overview = useOverview(pair, filters.value);
  const known = useAnswer(pair && dyads(filters.value, { limit: 20 }));
  const names = useMemo((): Names => {
    const parties = (known.data?.items ?? []).flatMap((one) => [one.from, one.to]);
    const nameFor = (key: string) => {
      const party = parties.find((one) => one.key === key);
      return party ? titleOf(party) : key;
    };
    return { a: nameFor(pair?.a ?? ""), b: nameFor(pair?.b ?? "") };
  }, [known.data, pair?.a, pair?.b]);
  const some = overview.data && (overview.data.points.some((point) => point.n_events > 0) || overview.data.unplaced);
  if (pair && overview.data && some) return <Drawn pair={pair} names={names} overview={overview.data} />;
  return (
    <Page title={pair ? `Dyad: ${names.a} and ${names.b}` : "Dyad"} filtered>
      <PairForm pair={pair} />
      {!pair && <Choose />}
      {overview.error && <ErrorBox error={overview.error} />}
      {pair && overview.loading && !overview.data && <Loading what="the dyad" />}
      {pair && overview.data && !some && (
        <Empty title={`No events between ${names.a} and ${names.b}`}>
          <p>Choose other parties, or fewer filters.</p>
        </Empty>
      )}
    </Page>
  );
}
