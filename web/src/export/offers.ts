// What a view offers to take away, for the export menu: made here from data, drawings and canvases, or asked of the server.
import { type Column, csvOf } from "./csv";
import { pngOf, svgCanvas, svgFile } from "./svg";

/** One line of the export menu: a file made here, or an address of the server. */
export interface Offer {
  label: string;
  file: string;
  href?: string;
  make?: () => string | Blob | Promise<string | Blob>;
  type?: string;
}

export const csvOffer = <Row>(name: string, columns: Column<Row>[], rows: readonly Row[]): Offer => ({
  label: "CSV",
  file: `${name}.csv`,
  type: "text/csv;charset=utf-8",
  make: () => csvOf(columns, rows),
});

export const jsonOffer = (name: string, data: unknown): Offer => ({
  label: "JSON",
  file: `${name}.json`,
  type: "application/json",
  make: () => `${JSON.stringify(data, null, 1)}\n`,
});

export const jsonLinesOffer = (name: string, rows: readonly unknown[]): Offer => ({
  label: "JSON Lines",
  file: `${name}.jsonl`,
  type: "application/jsonl",
  make: () => rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
});

const found = <E>(element: E | null): E => {
  if (!element) throw new Error("there is no drawing yet");
  return element;
};

export const svgOffer = (name: string, drawing: () => SVGSVGElement | null): Offer => ({
  label: "SVG",
  file: `${name}.svg`,
  type: "image/svg+xml",
  make: () => svgFile(found(drawing())),
});

export const pngOffer = (name: string, drawing: () => SVGSVGElement | HTMLCanvasElement | null): Offer => ({
  label: "PNG",
  file: `${name}.png`,
  make: () => {
    const source = found(drawing());
    return pngOf(source instanceof HTMLCanvasElement ? source : svgCanvas(source));
  },
});

/** A download that the server makes, for what is too much for the page. */
export const serverOffer = (label: string, href: string, file: string): Offer => ({ label, href, file });

export async function takeAway(offer: Offer): Promise<void> {
  if (!offer.make) return;
  const made = await offer.make();
  const blob = made instanceof Blob ? made : new Blob([made], { type: offer.type ?? "text/plain" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = offer.file;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
