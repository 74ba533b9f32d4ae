// Codes as words: what a type of event, a status, a party is called on the page. The codes are those of PLOVER.
import type { CodedEvent, Party, Quad, Status } from "./types";

interface Wording {
  /** Between actor and recipient. */
  verb: string;
  /** As an act spoken of: "asks for aid". */
  noun: string;
  quad: Quad;
}

export const wordings: Record<string, Wording> = {
  AGREE: { verb: "agrees with", noun: "agreement", quad: 1 },
  CONSULT: { verb: "talks with", noun: "talks", quad: 1 },
  SUPPORT: { verb: "supports", noun: "support", quad: 1 },
  CONCEDE: { verb: "makes concessions to", noun: "concessions", quad: 1 },
  COOPERATE: { verb: "cooperates with", noun: "cooperation", quad: 2 },
  AID: { verb: "gives aid to", noun: "aid", quad: 2 },
  RETREAT: { verb: "stands down before", noun: "retreat", quad: 2 },
  REQUEST: { verb: "demands of", noun: "a demand", quad: 3 },
  ACCUSE: { verb: "accuses", noun: "an accusation", quad: 3 },
  REJECT: { verb: "refuses", noun: "refusal", quad: 3 },
  THREATEN: { verb: "threatens", noun: "a threat", quad: 3 },
  PROTEST: { verb: "protests against", noun: "protest", quad: 4 },
  SANCTION: { verb: "sanctions", noun: "sanctions", quad: 4 },
  MOBILIZE: { verb: "mobilises against", noun: "mobilisation", quad: 4 },
  COERCE: { verb: "coerces", noun: "coercion", quad: 4 },
  ASSAULT: { verb: "attacks", noun: "attack", quad: 4 },
};

/** Where the mode says more than the type. */
const modeVerbs: Record<string, string> = {
  "CONSULT visit": "visits or receives",
  "CONSULT phone": "speaks on the telephone with",
  "CONSULT third-party": "mediates with",
  "RETREAT withdraw": "withdraws before",
  "RETREAT release": "releases",
  "RETREAT disarm": "disarms before",
  "RETREAT ceasefire": "stops fighting",
  "RETREAT access": "gives access to",
  "RETREAT resign": "resigns before",
  "ACCUSE disapprove": "criticises",
  "ACCUSE investigate": "investigates",
  "PROTEST demo": "demonstrates against",
  "PROTEST riot": "riots against",
  "PROTEST strike": "strikes against",
  "PROTEST boycott": "boycotts",
  "SANCTION convict": "convicts",
  "SANCTION expel": "expels",
  "COERCE seize": "seizes from",
  "COERCE restrict": "restricts",
  "COERCE censor": "censors",
  "COERCE arrest": "detains",
  "COERCE deport": "deports",
  "COERCE withhold": "withholds from",
  "COERCE cyber": "attacks by computer",
  "ASSAULT abduct": "abducts",
  "ASSAULT beat": "beats",
  "ASSAULT firearms": "shoots at",
  "ASSAULT explosives": "bombs",
  "ASSAULT aerial": "bombs from the air",
  "ASSAULT drone": "attacks by drone",
  "ASSAULT heavy-weapons": "shells",
};

const ofVerbs: Record<string, string> = {
  AGREE: "agrees to {} with",
  REQUEST: "asks {} of",
  REJECT: "refuses {} to",
  THREATEN: "threatens {} to",
  ACCUSE: "accuses of {}",
  SUPPORT: "supports {} with",
  CONSULT: "talks about {} with",
};

/** What the actor does to the recipient: "asks for aid of". */
export function verbOf(event: Pick<CodedEvent, "event" | "of" | "mode">): string {
  const about = event.of && event.of !== event.event ? wordings[event.of]?.noun : undefined;
  const frame = ofVerbs[event.event];
  if (about && frame) return frame.replace("{}", about);
  const byMode = event.mode.map((mode) => modeVerbs[`${event.event} ${mode}`]).find(Boolean);
  return byMode ?? wordings[event.event]?.verb ?? event.event.toLowerCase();
}

export const quadNames: Record<Quad, string> = {
  1: "verbal cooperation",
  2: "material cooperation",
  3: "verbal conflict",
  4: "material conflict",
};
export const quads: readonly Quad[] = [1, 2, 3, 4];

/** How a status is drawn: solid lines for what is, dashed for what may be, dotted for what is not. */
export type LineStyle = "solid" | "dashed" | "dotted";
export const statusLines: Record<Status, LineStyle> = {
  actual: "solid",
  planned: "dashed",
  intended: "dashed",
  considered: "dashed",
  conditional: "dashed",
  failed: "dotted",
  negated: "dotted",
  denied: "dotted",
};
export const lineOf = (status: Status): LineStyle => statusLines[status] ?? "solid";
/** The same for canvases and SVG: lengths of dashes. */
export const dashes: Record<LineStyle, number[]> = { solid: [], dashed: [6, 4], dotted: [1.5, 3] };

/** A party as the article and the tables name it. */
export function nameOf(party: Pick<Party, "name" | "text" | "code" | "country">): string {
  return party.name ?? party.text ?? party.code ?? party.country ?? "unnamed";
}

export function namesOf(parties: Party[]): string {
  return parties.map(nameOf).join(", ");
}

/** The sentence for ears and titles: "Iceland coerces a Danish trawler (planned)". */
export function sentenceOf(event: CodedEvent): string {
  const who = event.actor.length ? namesOf(event.actor) : "someone";
  const whom = event.recipient.length ? ` ${namesOf(event.recipient)}` : "";
  const status = event.status === "actual" ? "" : ` (${event.status})`;
  return `${who} ${verbOf(event)}${whom}${status}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "2026-03-02" as "2 Mar 2026"; months and years as far as they are known. */
export function dateText(date: string | null | undefined): string {
  const [, year, month, day] = /^(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? "") ?? [];
  if (!year) return "no date";
  const name = month ? months[Number(month) - 1] : undefined;
  return [day ? String(Number(day)) : "", name ?? "", year].filter(Boolean).join(" ");
}

/** "12,345" */
export const count = (n: number): string => n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;
