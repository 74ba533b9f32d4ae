// How wide a text is in the page's own letters.

const known = new Map<string, number>();
const known_max = 20_000;
let ruler: CanvasRenderingContext2D | null = null;
let family = "";

export function widthOf(text: string, size_px: number, weight = 400): number {
  const key = `${weight} ${size_px}px ${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  ruler ??= document.createElement("canvas").getContext("2d");
  family ||= getComputedStyle(document.body).fontFamily;
  if (ruler) ruler.font = `${weight} ${size_px}px ${family}`;
  const width = ruler?.measureText(text).width ?? text.length * size_px * 0.6;
  if (known.size > known_max) known.clear();
  known.set(key, width);
  return width;
}
