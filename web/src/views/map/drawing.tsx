// The map as a drawing: land, borders, names of countries, a circle for each place, larger with more events, cut like a pie by quad.
import { useMemo } from "preact/hooks";
import { widthOf } from "../../charts/measure";
import { quadShape, strongest, sumOf } from "../../charts/quads";
import { quads } from "../../phrase";
import type { PlaceCount, Quads } from "../../types";
import { countries, type Sheet } from "./world";

export interface Spot {
  key: string;
  place: PlaceCount;
  x: number;
  y: number;
  radius: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const labels_max = 60;
const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Areas are as the numbers of events; the largest circle is larger where there are more. */
export function radiusOf(events: number, most: number): number {
  const largest = Math.min(24, 6 + 3 * Math.sqrt(most));
  return Math.max(4, largest * Math.sqrt(events / Math.max(1, most)));
}

/** A slice from angle to angle, in turns, clockwise from the top. */
function slice(radius: number, from: number, to: number): string {
  const point = (turn: number) =>
    `${(radius * Math.sin(turn * 2 * Math.PI)).toFixed(2)} ${(-radius * Math.cos(turn * 2 * Math.PI)).toFixed(2)}`;
  return `M0 0L${point(from)}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)}Z`;
}

function Pie({ counts, radius }: { counts: Quads; radius: number }) {
  const total = sumOf(counts);
  const only = quads.find((quad) => counts[quad - 1] === total);
  if (only) return <path class={`map-only q${only}`} d={quadShape(only, radius)} />;
  let turn = 0;
  return (
    <>
      {quads.map((quad) => {
        const share = counts[quad - 1]! / total;
        turn += share;
        return share > 0 && <path key={quad} class={`fill-q${quad}`} d={slice(radius, turn - share, turn)} />;
      })}
    </>
  );
}

interface Name {
  text: string;
  x: number;
  y: number;
  looks: string;
}

const boxOf = ({ x, y, radius }: Spot): Box => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });

/** Names that lie neither on one another nor on circles: those of places, most events first, then those of countries. */
function namesOf(sheet: Sheet, spots: readonly Spot[], width: number, height: number): Name[] {
  const taken = spots.map(boxOf);
  const names: Name[] = [];
  const fits = (box: Box, own?: Box) =>
    box.left >= 0 &&
    box.right <= width &&
    box.top >= 0 &&
    box.bottom <= height &&
    !taken.some((one) => one !== own && overlap(one, box));
  spots.forEach((spot, i) => {
    if (names.length >= labels_max) return;
    const length = widthOf(spot.place.name, 12.5, 600) + 2;
    for (const side of [1, -1]) {
      const x = spot.x + side * (spot.radius + 4);
      const box = { left: side > 0 ? x : x - length, right: side > 0 ? x + length : x, top: spot.y - 8, bottom: spot.y + 8 };
      if (!fits(box, taken[i])) continue;
      taken.push(box);
      names.push({ text: spot.place.name, x, y: spot.y + 4, looks: side > 0 ? "map-name" : "map-name end" });
      return;
    }
  });
  for (const country of countries) {
    const half = widthOf(country.name, 13) / 2 + 4;
    const at = country.size * sheet.scale > 2 * half ? sheet.at(country) : null;
    const box = at && { left: at[0] - half, right: at[0] + half, top: at[1] - 12, bottom: at[1] + 5 };
    if (!at || !box || !fits(box)) continue;
    names.push({ text: country.name, x: at[0], y: at[1], looks: "map-country" });
  }
  return names;
}

/** Largest first in the data, so that the small ones lie on top when drawn in that order. */
export function Drawing({
  sheet,
  spots,
  width,
  height,
  chosen,
  pointed,
}: {
  sheet: Sheet;
  spots: Spot[];
  width: number;
  height: number;
  chosen: string;
  pointed: string;
}) {
  const names = useMemo(() => namesOf(sheet, spots, width, height), [sheet, spots, width, height]);
  return (
    <g aria-hidden="true">
      <rect class="map-sea" width={width} height={height} />
      <path class="map-land" d={sheet.land} />
      <path class="map-borders" d={sheet.borders} />
      {spots.map((spot) => (
        <g
          key={spot.key}
          class="map-spot"
          data-key={spot.key}
          transform={`translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`}
        >
          {(spot.key === chosen || spot.key === pointed) && <circle class="map-chosen" r={spot.radius + 4} />}
          <circle class="map-rim" r={spot.radius + 1.2} />
          <Pie counts={spot.place.by_quad} radius={spot.radius} />
          <circle class={`map-hit b${strongest(spot.place.by_quad) ?? 0}`} r={Math.max(12, spot.radius)} />
        </g>
      ))}
      {names.map((name) => (
        <text key={`${name.text}/${name.looks}`} class={name.looks} x={name.x} y={name.y}>
          {name.text}
        </text>
      ))}
    </g>
  );
}
