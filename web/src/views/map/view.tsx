// Map: where events took place, drawn offline. Projection is world.ts, the drawing drawing.tsx; the list beside it is the same for
// keyboard and screen reader.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { places as askPlaces, useAnswer } from "../../api";
import { EventPanel } from "../../charts/event_panel";
import { usePanZoom } from "../../charts/pan_zoom";
import { QuadBar, quadColumns, quadText } from "../../charts/quads";
import { useWidth } from "../../charts/size";
import { ZoomButtons } from "../../charts/zoom_buttons";
import type { TableColumn } from "../../components/data_table";
import { Page } from "../../components/page";
import { QuadLegend } from "../../components/quad";
import { Answered, Empty } from "../../components/states";
import { csvOffer, jsonOffer, pngOffer, svgOffer } from "../../export/offers";
import { type Filters, filters } from "../../filters";
import { count, plural } from "../../phrase";
import { setParams, useParam } from "../../router";
import type { PlaceCount, Places } from "../../types";
import { Drawing, radiusOf, type Spot } from "./drawing";
import { type Point, sheetOf, type Sight, sightFrom, sightText, viewOf, width_max, width_min } from "./world";

const places_max = 500;
/** Coordinates of a place are those of the gazetteer: the events at it lie on the point. */
const at_the_point_km = "1";

const keyOf = (place: PlaceCount) => [place.name, place.admin1, place.country].filter(Boolean).join(", ");
const isLocated = (place: PlaceCount): place is PlaceCount & Point => place.lat !== null && place.lon !== null;
const whereOf = (place: PlaceCount) => [place.admin1 !== place.name && place.admin1, place.country].filter(Boolean).join(", ");

function filterOf(place: PlaceCount): Filters {
  const given = filters.value;
  if (isLocated(place)) return { ...given, near: `${place.lat},${place.lon}`, radius: at_the_point_km };
  return { ...given, place: place.name.split(",")[0] ?? place.name };
}

const columns: TableColumn<PlaceCount>[] = [
  { title: "Place", cell: (place) => place.name },
  { title: "Division", cell: (place) => place.admin1 },
  { title: "Country", cell: (place) => place.country },
  { title: "Latitude", cell: (place) => place.lat, numeric: true },
  { title: "Longitude", cell: (place) => place.lon, numeric: true },
  { title: "Events", cell: (place) => place.events, numeric: true },
  ...quadColumns<PlaceCount>(),
];

function leadOf({ total, items, placeless, unlocated }: Places): string {
  const placed = items.reduce((sum, place) => sum + (isLocated(place) ? place.events : 0), 0);
  const cut = total > items.length ? ` (the ${items.length} with most events of ${count(total)} places)` : "";
  const first = items[0] ? ` Most at ${keyOf(items[0])}: ${plural(items[0].events, "event")}.` : "";
  return `${plural(placed, "event")} on the map${cut}; ${plural(unlocated, "event")} at places without coordinates, ${plural(placeless, "event")} with no place.${first}`;
}

interface MapProps {
  items: PlaceCount[];
  chosen: string;
  pointed: string;
  onPoint: (key: string) => void;
  onChoose: (key: string) => void;
  drawing: { current: SVGSVGElement | null };
}

function WorldMap({ items, chosen, pointed, onPoint, onChoose, drawing }: MapProps) {
  const [zoom, setZoom] = useParam<string>("zoom", "");
  const [moving, setMoving] = useState<Sight | null>(null);
  const [box, width] = useWidth<HTMLDivElement>();
  const located = useMemo(() => items.filter(isLocated), [items]);
  const view = useMemo(() => viewOf(located), [located]);
  const height = Math.round(Math.min(580, Math.max(240, width * (view.kind === "world" ? 0.52 : 0.62))));
  const sight = moving ?? sightFrom(zoom) ?? view.fit(width / height);
  const sheet = useMemo(() => sheetOf(view, sight, width, height), [view, sightText(sight), width, height]);
  const spots = useMemo((): Spot[] => {
    const most = located[0]?.events ?? 1;
    return located.flatMap((place) => {
      const at = sheet.at(place);
      const near = at && at[0] > -40 && at[0] < width + 40 && at[1] > -40 && at[1] < height + 40;
      return near ? [{ key: keyOf(place), place, x: at[0], y: at[1], radius: radiusOf(place.events, most) }] : [];
    });
  }, [sheet, located]);

  const keep = (next: Sight) => {
    setParams({ zoom: sightText(next) }, true);
    setMoving(null);
  };
  /** Moved by pixels, then enlarged; what lies under the point x, y stays there. */
  const moved = (dx: number, dy: number, factor = 1, x = width / 2, y = height / 2): Sight => {
    const next = Math.min(width_max, Math.max(width_min, sight.width / factor));
    const share = 1 - next / sight.width;
    const middle = sheet.under(width / 2 - dx + (x - width / 2) * share, height / 2 - dy + (y - height / 2) * share);
    return { ...sight, ...(middle ?? {}), width: next };
  };
  const hand = usePanZoom<SVGSVGElement>({
    move: (by) => setMoving(moved(by.dx, by.dy, by.factor, by.x, by.y)),
    settled: () => moving && keep(moving),
  });
  useEffect(() => {
    drawing.current = hand.current;
  });
  const zoomMiddle = (factor: number) => keep(moved(0, 0, factor));
  const fit = () => {
    setMoving(null);
    setZoom("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      ArrowLeft: () => keep(moved(80, 0)),
      ArrowRight: () => keep(moved(-80, 0)),
      ArrowUp: () => keep(moved(0, 80)),
      ArrowDown: () => keep(moved(0, -80)),
      "+": () => zoomMiddle(1.6),
      "-": () => zoomMiddle(1 / 1.6),
      "0": fit,
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const under = (event: Event) => (event.target as Element).closest("[data-key]")?.getAttribute("data-key") ?? "";
  const tip = spots.find((spot) => spot.key === pointed);
  return (
    <div>
      <div class="chart-tools">
        <ZoomButtons what="map" zoom={zoomMiddle} fit={fit} />
        <QuadLegend />
      </div>
      <div class="chart-frame" ref={box}>
        <svg
          ref={hand}
          class="map"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          tabindex={0}
          aria-label={`Map with ${plural(spots.length, "place")} in sight. Arrow keys move, plus and minus zoom, 0 shows all. The places are listed beside it.`}
          onKeyDown={onKeyDown}
          onPointerOver={(event) => onPoint(under(event))}
          onPointerLeave={() => onPoint("")}
          onClick={(event) => under(event) && onChoose(under(event))}
        >
          <Drawing sheet={sheet} spots={spots} width={width} height={height} chosen={chosen} pointed={pointed} />
        </svg>
        {tip && (
          <div
            class="chart-tip"
            aria-hidden="true"
            style={{
              left: `${Math.max(4, Math.min(tip.x + 14, width - 240))}px`,
              top: `${Math.min(tip.y + 14, height - 70)}px`,
            }}
          >
            <p>
              <b>{tip.key}</b>
            </p>
            <p>
              {plural(tip.place.events, "event")}: {quadText(tip.place.by_quad)}
            </p>
          </div>
        )}
      </div>
    </div>
  );
}

function PlaceList({ items, chosen, onPoint, onChoose }: Omit<MapProps, "drawing" | "pointed">) {
  const most = items[0]?.events ?? 1;
  return (
    <ul class="map-places" aria-label="Places, by number of events">
      {items.map((place) => {
        const key = keyOf(place);
        return (
          <li key={key}>
            <button
              type="button"
              aria-pressed={key === chosen}
              onClick={() => onChoose(key === chosen ? "" : key)}
              onPointerEnter={() => onPoint(key)}
              onPointerLeave={() => onPoint("")}
              onFocus={() => onPoint(key)}
              onBlur={() => onPoint("")}
            >
              <span>
                <b>{place.name}</b>{" "}
                <small>
                  {whereOf(place)}
                  {!isLocated(place) && " (not on the map)"}
                </small>
              </span>
              <span class="num">{plural(place.events, "event")}</span>
              <QuadBar counts={place.by_quad} of={most} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Shown({ data, drawing }: { data: Places; drawing: { current: SVGSVGElement | null } }) {
  const [chosen, setChosen] = useParam<string>("sel", "");
  const [pointed, setPointed] = useState("");
  const place = data.items.find((one) => keyOf(one) === chosen);
  const shared = { items: data.items, chosen, onPoint: setPointed, onChoose: setChosen };
  // Zooming changes the address, upon which the view is drawn again; the list need not be.
  const list = useMemo(() => <PlaceList {...shared} />, [data.items, chosen]);
  return (
    <>
      <div class="map-layout">
        <WorldMap {...shared} pointed={pointed} drawing={drawing} />
        {list}
      </div>
      <p class="chart-hint">
        Circles grow with the number of events and are cut by quad. Wheel or two fingers zoom, drag moves. Land: Natural Earth.
      </p>
      {place && <EventPanel title={`At ${keyOf(place)}`} given={filterOf(place)} onClose={() => setChosen("")} />}
    </>
  );
}

export default function MapView() {
  const answer = useAnswer(askPlaces(filters.value, { limit: places_max }));
  const drawing = useRef<SVGSVGElement | null>(null);
  const { data } = answer;
  const offers =
    data && data.items.length > 0
      ? [
          csvOffer("places", columns, data.items),
          jsonOffer("places", data),
          svgOffer("map", () => drawing.current),
          pngOffer("map", () => drawing.current),
        ]
      : [];
  return (
    <Page title="Map" filtered lead={data && data.items.length > 0 ? leadOf(data) : undefined} exports={offers}>
      <Answered answer={answer} what="places">
        {(found) =>
          found.items.length > 0 ? (
            <Shown data={found} drawing={drawing} />
          ) : (
            <Empty title="No places to show">
              <p>
                {found.placeless > 0
                  ? `${plural(found.placeless, "event")} fit, but their reports name no place.`
                  : "No events fit."}{" "}
                <a href="/paste">Paste an article</a> that says where, or run <code>casus ingest</code>.
              </p>
            </Empty>
          )
        }
      </Answered>
    </Page>
  );
}
