// What part of a network is in sight, as the address keeps it.

/** The middle, in units of the layout (-1 to 1), and how much is enlarged. */
export interface Sight {
  x: number;
  y: number;
  zoom: number;
}

export const whole: Sight = { x: 0, y: 0, zoom: 1 };
export const zoom_max = 30;
export const zoom_min = 0.4;

export const zoomed = (sight: Sight, factor: number): Sight => ({
  ...sight,
  zoom: Math.min(zoom_max, Math.max(zoom_min, sight.zoom * factor)),
});

/** Empty for the whole. */
export function sightText({ x, y, zoom }: Sight): string {
  const text = [x, y, zoom].map((value) => Number(value.toFixed(3))).join(",");
  return text === "0,0,1" ? "" : text;
}

export function sightFrom(text: string): Sight {
  const [x, y, zoom] = text.split(",").map(Number);
  const fine =
    [x, y, zoom].every((value) => value !== undefined && Number.isFinite(value)) && zoom! >= zoom_min && zoom! <= zoom_max;
  return fine ? { x: x!, y: y!, zoom: zoom! } : whole;
}
