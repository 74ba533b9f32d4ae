// Which words of an article stand for what in an event, and a text cut where marks begin and end. Marks may overlap in any way:
// each piece knows all the marks that cover it.
import type { CodedEvent } from "../types";

export type Role = "trigger" | "actor" | "recipient" | "place" | "condition" | "holder" | "figure";

export interface Mark {
  begin: number;
  end: number;
  role: Role;
  event: CodedEvent;
}

export interface Piece {
  begin: number;
  end: number;
  marks: Mark[];
}

interface MaybeSpan {
  begin?: number | null;
  end?: number | null;
}

/** The spans of an event, in bytes. */
export function marksOf(event: CodedEvent): Mark[] {
  const marks: Mark[] = [];
  const add = (role: Role, span: MaybeSpan | string | null | undefined) => {
    if (!span || typeof span === "string") return;
    const { begin, end } = span;
    if (typeof begin === "number" && typeof end === "number" && begin < end) marks.push({ begin, end, role, event });
  };
  add("trigger", event.trigger);
  for (const party of event.actor) add("actor", party);
  for (const party of event.recipient) add("recipient", party);
  add("place", event.place);
  add("condition", event.condition);
  add("holder", event.holder);
  for (const figure of Object.values(event.casualties ?? {})) add("figure", figure);
  add("figure", event.participants);
  add("figure", event.weapon);
  return marks;
}

/** Cuts 0..length where marks begin and end. */
export function piecesOf(length: number, marks: readonly Mark[]): Piece[] {
  const cuts = [...new Set([0, length, ...marks.flatMap(({ begin, end }) => [begin, end])])].filter(
    (at) => at >= 0 && at <= length,
  );
  cuts.sort((a, b) => a - b);
  const waiting = [...marks].sort((a, b) => a.begin - b.begin);
  let open: Mark[] = [];
  const pieces: Piece[] = [];
  for (const [i, begin] of cuts.slice(0, -1).entries()) {
    open = open.filter((mark) => mark.end > begin);
    while (waiting[0] && waiting[0].begin <= begin) open.push(waiting.shift() as Mark);
    pieces.push({ begin, end: cuts[i + 1] ?? length, marks: [...open] });
  }
  return pieces;
}
