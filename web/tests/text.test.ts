// Bytes to indices, and texts cut by marks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { marksOf, piecesOf, type Role } from "../src/text/marks";
import { bytesOf, indexOfByte } from "../src/text/offsets";
import { event } from "./event";

test("bytes of plain text are its indices", () => {
  const at = indexOfByte("abc");
  assert.deepEqual([0, 1, 3, 9, -1].map(at), [0, 1, 3, 3, 0]);
});

test("letters of two, three and four bytes", () => {
  const text = "é€𝄞x";
  const at = indexOfByte(text);
  assert.equal(bytesOf(text), 10);
  assert.deepEqual([0, 2, 5, 9, 10].map(at), [0, 1, 2, 4, 5]);
});

test("a byte within a letter belongs to it", () => assert.equal(indexOfByte("€x")(1), 0));

test("every byte offset that begins a letter comes back", () => {
  const text = "Þórshöfn – „Ægir“ 🚢 sails";
  const at = indexOfByte(text);
  for (let i = 0; i <= text.length; i++)
    if (!/[\uDC00-\uDFFF]/.test(text[i] ?? "")) assert.equal(at(bytesOf(text.slice(0, i))), i);
});

const mark = (begin: number, end: number, role: Role = "actor") => ({ begin, end, role, event: event() });
const shape = (length: number, ...marks: ReturnType<typeof mark>[]) =>
  piecesOf(length, marks).map((piece) => [piece.begin, piece.end, piece.marks.length]);

test("no marks: one piece", () => assert.deepEqual(shape(5), [[0, 5, 0]]));
test("nested marks", () =>
  assert.deepEqual(shape(10, mark(1, 9), mark(3, 5)), [
    [0, 1, 0],
    [1, 3, 1],
    [3, 5, 2],
    [5, 9, 1],
    [9, 10, 0],
  ]));
test("crossing marks", () =>
  assert.deepEqual(shape(6, mark(0, 4), mark(2, 6)), [
    [0, 2, 1],
    [2, 4, 2],
    [4, 6, 1],
  ]));
test("equal marks", () =>
  assert.deepEqual(shape(4, mark(1, 2), mark(1, 2, "place")), [
    [0, 1, 0],
    [1, 2, 2],
    [2, 4, 0],
  ]));
test("neighbours do not overlap", () =>
  assert.deepEqual(shape(4, mark(0, 2), mark(2, 4)), [
    [0, 2, 1],
    [2, 4, 1],
  ]));
test("pieces make up the whole text", () => {
  const pieces = piecesOf(50, [mark(3, 30), mark(5, 6), mark(29, 41), mark(49, 50)]);
  assert.equal(
    pieces.reduce((sum, piece) => sum + piece.end - piece.begin, 0),
    50,
  );
  pieces.slice(1).forEach((piece, i) => assert.equal(piece.begin, pieces[i]?.end));
});

test("marks of an event: spans that are there, no others", () => {
  const party = { code: "A", country: null, sector: null, name: null };
  const roles = marksOf(event({ actor: [{ ...party, begin: 0, end: 9 }, party], place: null })).map(({ role }) => role);
  assert.deepEqual(roles, ["trigger", "actor"]);
});
