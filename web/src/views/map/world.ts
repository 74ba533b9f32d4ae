// The world on the screen: countries of world-atlas (Natural Earth, 1:110 million) through a projection of d3-geo, and what part of
// it is in sight. Where data lie close together it is Mercator's, true in shape; else Natural Earth's.
import { geoArea, geoCentroid, geoMercator, geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";

export interface Point {
  lat: number;
  lon: number;
}

/** What is in sight: its middle and its width, in radians of the unprojected sphere's unit. */
export interface Sight extends Point {
  width: number;
}

export interface Country extends Point {
  name: string;
  /** Square root of its largest part's area on the unit sphere: about how wide it is. */
  size: number;
}

interface Named {
  name: string;
}

const topology = atlas as unknown as Topology<{ countries: GeometryCollection<Named>; land: GeometryCollection }>;
const land = feature(topology, topology.objects.land);
const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);

type Rings = number[][][];

/** Where a country's name goes: in the middle of its largest part. */
function countryOf(name: string, parts: Rings[]): Country[] {
  const polygons = parts.map((coordinates) => ({ type: "Polygon" as const, coordinates }));
  const largest = polygons.map((polygon) => ({ polygon, area: geoArea(polygon) })).sort((a, b) => b.area - a.area)[0];
  if (!largest) return [];
  const [lon, lat] = geoCentroid(largest.polygon);
  return [{ name, lat, lon, size: Math.sqrt(largest.area) }];
}

export const countries: Country[] = feature(topology, topology.objects.countries).features.flatMap(
  ({ geometry, properties }) => {
    if (geometry.type === "Polygon") return countryOf(properties.name, [geometry.coordinates]);
    return geometry.type === "MultiPolygon" ? countryOf(properties.name, geometry.coordinates) : [];
  },
);

const world: Sight = { lat: 14, lon: 0, width: 5.3 };
const radians = Math.PI / 180;
/** Closer than this 1:110 million has no shapes to show. */
export const width_min = 0.02;
export const width_max = 6.6;
const close_together_deg = 70;

interface Extent {
  west: number;
  east: number;
  south: number;
  north: number;
}

/** The smallest band of longitudes with all points, which may run over the date line (east over 180). */
function extentOf(points: readonly Point[]): Extent | null {
  if (points.length === 0) return null;
  const lons = points.map((point) => point.lon).sort((a, b) => a - b);
  const lats = points.map((point) => point.lat);
  let west = lons[0]!;
  let gap = west + 360 - lons.at(-1)!;
  for (let i = 1; i < lons.length; i++) if (lons[i]! - lons[i - 1]! > gap) [west, gap] = [lons[i]!, lons[i]! - lons[i - 1]!];
  return { west, east: west + 360 - gap, south: Math.min(...lats), north: Math.max(...lats) };
}

export interface View {
  kind: "regional" | "world";
  /** Longitude in the middle of the sheet. */
  meridian: number;
  /** All points in sight. */
  fit: (aspect: number) => Sight;
}

const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * radians) / 2));

/** How the points are best looked at. */
export function viewOf(points: readonly Point[]): View {
  const extent = extentOf(points.filter((point) => Math.abs(point.lat) < 80));
  if (!extent || extent.east - extent.west > close_together_deg) return { kind: "world", meridian: 0, fit: () => world };
  const lon = (extent.west + extent.east) / 2;
  const [low, high] = [mercator(extent.south), mercator(extent.north)];
  const middle = (2 * Math.atan(Math.exp((low + high) / 2)) - Math.PI / 2) / radians;
  const width = (extent.east - extent.west) * radians;
  return {
    kind: "regional",
    meridian: lon,
    fit: (aspect) => ({
      lat: middle,
      lon: wrapped(lon),
      width: Math.min(width_max, Math.max(0.22, 1.35 * width, 1.35 * (high - low) * aspect)),
    }),
  };
}

const wrapped = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;

export interface Sheet {
  /** Pixels of a place; null beyond the horizon. */
  at: (point: Point) => [number, number] | null;
  /** The place under a pixel. */
  under: (x: number, y: number) => Point | null;
  scale: number;
  land: string;
  borders: string;
}

export function sheetOf(view: View, sight: Sight, width: number, height: number): Sheet {
  const projection: GeoProjection = (view.kind === "world" ? geoNaturalEarth1() : geoMercator()).rotate([-view.meridian, 0]);
  const scale = width / sight.width;
  projection.scale(scale).translate([0, 0]);
  const [x, y] = projection([sight.lon, sight.lat]) ?? [0, 0];
  projection.translate([width / 2 - x, height / 2 - y]).clipExtent([
    [-20, -20],
    [width + 20, height + 20],
  ]);
  const path = geoPath(projection).digits(1);
  const bare = (pixel: [number, number]) => projection.invert?.(pixel) ?? null;
  return {
    at: ({ lat, lon }) => projection([lon, lat]),
    under: (px, py) => {
      const found = bare([px, py]);
      return found && Number.isFinite(found[0]) && Number.isFinite(found[1])
        ? { lon: found[0], lat: Math.max(-84, Math.min(84, found[1])) }
        : null;
    },
    scale,
    land: path(land) ?? "",
    borders: path(borders) ?? "",
  };
}

const short = (value: number, digits: number) => String(Number(value.toFixed(digits)));
export const sightText = ({ lat, lon, width }: Sight): string => `${short(lat, 3)},${short(lon, 3)},${short(width, 4)}`;

export function sightFrom(text: string): Sight | null {
  const [lat, lon, width] = text.split(",").map(Number);
  const fine = [lat, lon, width].every((value) => value !== undefined && Number.isFinite(value));
  if (!fine || Math.abs(lat!) > 85 || Math.abs(lon!) > 180 || width! < width_min || width! > width_max) return null;
  return { lat: lat!, lon: lon!, width: width! };
}
