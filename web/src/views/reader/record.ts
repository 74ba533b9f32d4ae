// The event as it should be, made from what a person filled in. Words of parties and places must stand in the article: their
// place in it is looked up here, in bytes.
import { wordings } from "../../phrase";
import { bytesOf } from "../../text/offsets";
import type { CodedEvent, EventPlace, Party, Span, Status } from "../../types";

export interface SideDraft {
  words: string;
  code: string;
}

export interface Draft {
  event: string;
  of: string;
  status: Status;
  date: string;
  place: string;
  trigger: string;
  actor: SideDraft[];
  recipient: SideDraft[];
}

const sideOf = (party: Party): SideDraft => ({ words: party.text ?? party.name ?? "", code: party.code ?? "" });

export function draftOf(event: CodedEvent): Draft {
  return {
    event: event.event,
    of: event.of ?? "",
    status: event.status,
    date: event.date ?? "",
    place: event.place?.text ?? event.place?.name ?? "",
    trigger: event.trigger?.text ?? "",
    actor: event.actor.map(sideOf),
    recipient: event.recipient.map(sideOf),
  };
}

/** The words in the article, as near as can be to a byte of it: the sentence the event is in. */
function spanOf(words: string, article: string, near: number): Span {
  let best = -1;
  for (let at = article.indexOf(words); at >= 0 && words; at = article.indexOf(words, at + 1))
    if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
  if (best < 0) throw new Error(`“${words}” does not stand in the article. Take the words as they are there.`);
  const begin = bytesOf(article.slice(0, best));
  return { text: words, begin, end: begin + bytesOf(words) };
}

const country = (code: string) => (/^[A-Z]{3}/.test(code) && !/^(IGO|NGO|IMG|MNC)/.test(code) ? code.slice(0, 3) : null);
const sector = (code: string) => (country(code) && code.length >= 6 ? code.slice(3, 6) : null);

function partyOf({ words, code }: SideDraft, old: Party[], find: (words: string) => Span): Party {
  const same = old.find((party) => party.text === words && (party.code ?? "") === code);
  if (same) return same;
  const kept = old.find((party) => party.text === words);
  const span = kept ? { text: words, begin: kept.begin, end: kept.end } : find(words);
  return { code: code || null, country: country(code), sector: sector(code), name: null, office: null, ...span };
}

function placeOf(words: string, old: EventPlace | null, find: (words: string) => Span): EventPlace | null {
  if (!words) return null;
  if (old && (old.text ?? old.name) === words) return old;
  return { name: words, country: null, admin1: null, lat: null, lon: null, geonames: null, ...find(words) };
}

/** What belongs to the store, not to the event. */
const of_store = ["key", "correction", "article", "story", "group", "imported", "extra", "steps", "steps_note"];

/** What hangs on the type is not known of another one, but for the quad. */
const retyped = (type: string) => ({ mode: [], quad: wordings[type]?.quad ?? null, score: null, cameo: null, goldstein: null });

export function recordOf(draft: Draft, base: CodedEvent, article: string): CodedEvent {
  const near = Math.max(0, article.indexOf(base.text));
  const find = (words: string) => spanOf(words, article, near);
  const sides = (drafts: SideDraft[], old: Party[]) =>
    drafts
      .filter(({ words }) => words.trim())
      .map((side) => partyOf({ words: side.words.trim(), code: side.code.trim() }, old, find));
  const event = Object.fromEntries(Object.entries(base).filter(([name]) => !of_store.includes(name))) as unknown as CodedEvent;
  return {
    ...event,
    event: draft.event,
    of: draft.of || null,
    status: draft.status,
    ...(draft.event === base.event ? {} : retyped(draft.event)),
    date: draft.date.trim() || null,
    place: placeOf(draft.place.trim(), base.place, find),
    trigger: base.trigger?.text === draft.trigger ? base.trigger : find(draft.trigger.trim()),
    actor: sides(draft.actor, base.actor),
    recipient: sides(draft.recipient, base.recipient),
  };
}

/** Index after the last place before `at` where a sentence may end. */
function sentenceStart(article: string, at: number): number {
  const ends = [...article.slice(0, at).matchAll(/[.!?]["”’]?\s|\n/g)];
  const last = ends.at(-1);
  return last ? last.index + last[0].length : 0;
}

/** The sentence around some place of the article. */
function sentenceAround(article: string, at: number): string {
  const end = /[.!?]["”’]?(?=\s|$)|\n/.exec(article.slice(at));
  return article.slice(sentenceStart(article, at), end ? at + end.index + end[0].length : undefined).trim();
}

/** An event that casus missed, as far as a selection of words tells it. `at`: index of the selection in the article. */
export function missedEvent(words: string, at: number, article: string): CodedEvent {
  const begin = bytesOf(article.slice(0, at));
  return {
    id: "",
    doc: "",
    sentence: 0,
    text: sentenceAround(article, at),
    date: null,
    enddate: null,
    date_basis: "none",
    event: "CONSULT",
    of: null,
    mode: [],
    context: [],
    quad: null,
    score: null,
    cameo: null,
    goldstein: null,
    aux: [],
    status: "actual",
    condition: null,
    exchange: null,
    holder: null,
    actor: [],
    recipient: [],
    place: null,
    casualties: null,
    participants: null,
    weapon: null,
    trigger: { text: words, begin, end: begin + bytesOf(words) },
    rule: null,
    confidence: null,
  };
}
