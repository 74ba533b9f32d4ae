// A drawing as a file: the SVG with its looks written into it, and as PNG. The picture is painted here, shape by shape: the
// server's Content-Security-Policy lets no image be loaded from memory, which the usual way by <img> would need.
// Known: path, rect, circle, ellipse, line, polyline, polygon, text (with its tspans' text), nested by g.

const looks = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-anchor",
  "dominant-baseline",
  "visibility",
  "display",
];

function copyLooks(from: Element, to: Element): void {
  const computed = getComputedStyle(from);
  for (const name of looks) to.setAttribute(name, computed.getPropertyValue(name));
  for (const name of ["class", "style", "tabindex", "role"]) to.removeAttribute(name);
  for (const [i, child] of [...from.children].entries()) copyLooks(child, to.children[i] as Element);
}

const background = () => getComputedStyle(document.body).backgroundColor;

/** The drawing as a file of its own, as it looks now. */
export function svgFile(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copyLooks(svg, copy);
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(Math.round(width)));
  copy.setAttribute("height", String(Math.round(height)));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: background() }))
    ground.setAttribute(name, value);
  copy.prepend(ground);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

const number = (element: Element, name: string) => Number.parseFloat(element.getAttribute(name) ?? "0") || 0;

function ellipse(element: Element, rx: number, ry: number): Path2D {
  const path = new Path2D();
  path.ellipse(number(element, "cx"), number(element, "cy"), rx, ry, 0, 0, 2 * Math.PI);
  return path;
}

function rectangle(element: Element): Path2D {
  const box = (element as SVGGraphicsElement).getBBox();
  const path = new Path2D();
  path.roundRect(box.x, box.y, box.width, box.height, number(element, "rx"));
  return path;
}

function polygon(element: Element, close: boolean): Path2D {
  return new Path2D(`M${element.getAttribute("points") ?? "0 0"}${close ? "Z" : ""}`);
}

function segment(element: Element): Path2D {
  const path = new Path2D();
  path.moveTo(number(element, "x1"), number(element, "y1"));
  path.lineTo(number(element, "x2"), number(element, "y2"));
  return path;
}

const shapes: Record<string, (element: Element) => Path2D> = {
  path: (element) => new Path2D(element.getAttribute("d") ?? ""),
  rect: rectangle,
  circle: (element) => ellipse(element, number(element, "r"), number(element, "r")),
  ellipse: (element) => ellipse(element, number(element, "rx"), number(element, "ry")),
  line: segment,
  polyline: (element) => polygon(element, false),
  polygon: (element) => polygon(element, true),
};

const baselines: Record<string, CanvasTextBaseline> = { middle: "middle", central: "middle", hanging: "hanging" };
const anchors: Record<string, CanvasTextAlign> = { start: "start", middle: "center", end: "end" };

function writeText(context: CanvasRenderingContext2D, element: Element, style: CSSStyleDeclaration): void {
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textAlign = anchors[style.textAnchor] ?? "start";
  context.textBaseline = baselines[style.dominantBaseline] ?? "alphabetic";
  const at = (name: string) => number(element, name) + number(element, `d${name}`);
  context.fillText(element.textContent ?? "", at("x"), at("y"));
}

function paintShape(context: CanvasRenderingContext2D, element: Element, style: CSSStyleDeclaration, alpha: number): void {
  const path = shapes[element.localName]?.(element);
  if (!path) return;
  context.lineWidth = Number.parseFloat(style.strokeWidth) || 0;
  context.lineCap = style.strokeLinecap as CanvasLineCap;
  context.lineJoin = style.strokeLinejoin as CanvasLineJoin;
  context.setLineDash(
    style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(/[ ,]+/).map((dash) => Number.parseFloat(dash)),
  );
  if (style.fill !== "none") {
    context.globalAlpha = alpha * Number(style.fillOpacity);
    context.fillStyle = style.fill;
    context.fill(path);
  }
  if (style.stroke !== "none" && context.lineWidth > 0) {
    context.globalAlpha = alpha * Number(style.strokeOpacity);
    context.strokeStyle = style.stroke;
    context.stroke(path);
  }
}

function paint(context: CanvasRenderingContext2D, element: Element, ground: DOMMatrix, alpha: number): void {
  const style = getComputedStyle(element);
  if (style.display === "none" || ["defs", "clipPath", "title", "desc"].includes(element.localName)) return;
  const own = alpha * Number(style.opacity);
  const matrix = (element as SVGGraphicsElement).getCTM?.();
  if (matrix) context.setTransform(ground.multiply(matrix));
  context.globalAlpha = own;
  if (element.localName === "text") {
    context.fillStyle = style.fill;
    writeText(context, element, style);
    return;
  }
  if (style.visibility !== "hidden") paintShape(context, element, style, own);
  for (const child of element.children) paint(context, child, ground, own);
}

/** The drawing painted at `scale` pixels a CSS pixel. */
export function svgCanvas(svg: SVGSVGElement, scale = 2): HTMLCanvasElement {
  const { width, height } = svg.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no canvas");
  context.fillStyle = background();
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const child of svg.children) paint(context, child, new DOMMatrix().scale(scale), 1);
  return canvas;
}

export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be made"))), "image/png"),
  );
}
