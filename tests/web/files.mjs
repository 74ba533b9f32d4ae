// Checks what a view gives away, by the kind of file: well-formed, with content, the same as the words on the page.
import assert from "node:assert/strict";

/** Rows and fields of CSV; fields in quotes may hold commas, lines and doubled quotes. */
export function rowsOf(csv) {
  const rows = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  for (let row = []; field.lastIndex < csv.length; ) {
    const [, quoted, plain, end] = field.exec(csv) ?? assert.fail(`CSV is broken near ${csv.slice(field.lastIndex, field.lastIndex + 40)}`);
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push(row), (row = []);
  }
  return rows;
}

/** Looked at in an empty page: the policy of the application does not hold for what is taken away. */
async function inBlank(page, look, argument) {
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(look, argument);
  } finally {
    await blank.close();
  }
}

const parsedBy = (page, bytes, type) =>
  inBlank(page, ([source, kind]) => {
    const parsed = new DOMParser().parseFromString(source, kind);
    return { failed: parsed.querySelector("parsererror")?.textContent ?? null, elements: parsed.querySelectorAll("*").length, scripts: parsed.querySelectorAll("script, foreignObject, [onload], [onerror]").length };
  }, [bytes.toString(), type]);

/** Size of a picture and how many colours it has: one would be an empty picture. */
const lookAt = (page, bytes) =>
  inBlank(page, async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width: bitmap.width, height: bitmap.height, colours: new Set(new Uint32Array(data.buffer)).size };
  }, bytes.toString("base64"));

const checks = {
  async csv(page, { bytes, name }) {
    const rows = rowsOf(bytes.toString());
    assert.ok(rows.length > 1, `${name} has rows`);
    assert.ok(rows.every((row) => row.length === rows[0].length), `${name}: all rows have the same columns`);
    assert.ok(rows[0].length > 1 && rows[0].every((title) => title.length > 0), `${name}: each column has a name`);
  },
  async json(page, { bytes, name }) {
    const value = JSON.parse(bytes.toString());
    assert.ok(JSON.stringify(value).length > 20, `${name} holds something`);
  },
  async jsonl(page, { bytes, name }) {
    if (name === "gold.jsonl" && bytes.length === 0) return; // nothing was reviewed
    const lines = bytes.toString().trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.ok(lines.length > 0 && lines.every((line) => typeof line === "object"), `${name}: an object in each line`);
  },
  async svg(page, { bytes, name }) {
    const { failed, elements, scripts } = await parsedBy(page, bytes, "image/svg+xml");
    assert.equal(failed, null, `${name} is XML`);
    assert.ok(elements > 10, `${name} shows something`);
    assert.equal(scripts, 0, `${name} holds no script`);
  },
  async png(page, { bytes, name }) {
    const { width, height, colours } = await lookAt(page, bytes);
    assert.ok(width >= 300 && height >= 100, `${name} is ${width} by ${height}`);
    assert.ok(colours > 4, `${name} has ${colours} colours`);
  },
  async html(page, { bytes, name }) {
    const { elements, scripts } = await parsedBy(page, bytes, "text/html");
    assert.ok(elements > 20 && scripts === 0, `${name} is a page without script`);
  },
  async geojson(page, { bytes, name }) {
    assert.equal(JSON.parse(bytes.toString()).type, "FeatureCollection", name);
  },
  async txt(page, { bytes, name }) {
    assert.ok(bytes.length > 100, `${name} holds something`);
  },
};
checks.md = checks.txt;
checks.dot = checks.txt;
checks.tsv = checks.txt;

export async function checkFile(page, file) {
  const kind = file.name.split(".").at(-1).toLowerCase();
  const check = checks[kind];
  assert.ok(check, `a file of a known kind: ${file.name}`);
  await check(page, file);
  return kind;
}
