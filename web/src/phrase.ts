// Codes as words: what a type of event, a status, a party is called on the page. The codes are those of PLOVER.
import type { CodedEvent, Party, Quad, Status } from "./types";

interface Wording {
  verb: string;
  /** Before the recipient. */
  link: string;
  /** As an act spoken of: "demands aid". */
  noun: string;
  quad: Quad;
}

export const wordings: Record<string, Wording> = {
  AGREE: { verb: "agrees", link: "with", noun: "an agreement", quad: 1 },
  CONSULT: { verb: "talks", link: "with", noun: "talks", quad: 1 },
  SUPPORT: { verb: "supports", link: "", noun: "support", quad: 1 },
  CONCEDE: { verb: "makes concessions", link: "to", noun: "concessions", quad: 1 },
  COOPERATE: { verb: "cooperates", link: "with", noun: "cooperation", quad: 2 },
  AID: { verb: "gives aid", link: "to", noun: "aid", quad: 2 },
  RETREAT: { verb: "stands down", link: "before", noun: "a step back", quad: 2 },
  REQUEST: { verb: "makes demands", link: "of", noun: "a demand", quad: 3 },
  ACCUSE: { verb: "accuses", link: "", noun: "an accusation", quad: 3 },
  REJECT: { verb: "refuses", link: "", noun: "a refusal", quad: 3 },
  THREATEN: { verb: "threatens", link: "", noun: "a threat", quad: 3 },
  PROTEST: { verb: "protests", link: "against", noun: "protest", quad: 4 },
  SANCTION: { verb: "sanctions", link: "", noun: "sanctions", quad: 4 },
  MOBILIZE: { verb: "mobilises", link: "against", noun: "mobilisation", quad: 4 },
  COERCE: { verb: "coerces", link: "", noun: "coercion", quad: 4 },
  ASSAULT: { verb: "attacks", link: "", noun: "an attack", quad: 4 },
};

type Verb = Pick<Wording, "verb" | "link">;

/** Where the mode says more than the type. */
const modeVerbs: Record<string, Verb> = {
  "CONSULT visit": { verb: "meets", link: "" },
  "CONSULT phone": { verb: "speaks by telephone", link: "with" },
  "CONSULT third-party": { verb: "mediates", link: "with" },
  "RETREAT withdraw": { verb: "withdraws", link: "before" },
  "RETREAT release": { verb: "releases", link: "" },
  "RETREAT disarm": { verb: "disarms", link: "before" },
  "RETREAT ceasefire": { verb: "stops fighting", link: "with" },
  "RETREAT access": { verb: "gives access", link: "to" },
  "RETREAT resign": { verb: "resigns", link: "before" },
  "ACCUSE disapprove": { verb: "criticises", link: "" },
  "ACCUSE investigate": { verb: "investigates", link: "" },
  "PROTEST demo": { verb: "demonstrates", link: "against" },
  "PROTEST riot": { verb: "riots", link: "against" },
  "PROTEST strike": { verb: "strikes", link: "against" },
  "PROTEST boycott": { verb: "boycotts", link: "" },
  "SANCTION convict": { verb: "convicts", link: "" },
  "SANCTION expel": { verb: "expels", link: "" },
  "COERCE seize": { verb: "seizes property", link: "of" },
  "COERCE restrict": { verb: "restricts", link: "" },
  "COERCE censor": { verb: "censors", link: "" },
  "COERCE arrest": { verb: "detains", link: "" },
  "COERCE deport": { verb: "deports", link: "" },
  "COERCE withhold": { verb: "withholds", link: "from" },
  "COERCE cyber": { verb: "attacks computers", link: "of" },
  "ASSAULT abduct": { verb: "abducts", link: "" },
  "ASSAULT beat": { verb: "beats", link: "" },
  "ASSAULT firearms": { verb: "shoots", link: "at" },
  "ASSAULT explosives": { verb: "bombs", link: "" },
  "ASSAULT aerial": { verb: "bombs from the air", link: "" },
  "ASSAULT drone": { verb: "attacks by drone", link: "" },
  "ASSAULT heavy-weapons": { verb: "shells", link: "" },
};

/** Acts about acts: `{}` is the act spoken of. */
const aboutVerbs: Record<string, Verb> = {
  AGREE: { verb: "agrees to {}", link: "with" },
  CONSULT: { verb: "talks about {}", link: "with" },
  SUPPORT: { verb: "supports {}", link: "by" },
  REQUEST: { verb: "demands {}", link: "from" },
  ACCUSE: { verb: "alleges {}", link: "by" },
  REJECT: { verb: "rejects {}", link: "of" },
  THREATEN: { verb: "threatens {}", link: "against" },
};

function aboutVerb({ event, mode }: Pick<CodedEvent, "event" | "mode">, of: string): Verb | undefined {
  const noun = wordings[of]?.noun;
  const frame = aboutVerbs[event];
  if (!noun || !frame) return undefined;
  const takesBack = event === "THREATEN" && (wordings[of]?.quad ?? 4) <= 2;
  if (event === "ACCUSE" && mode.includes("disapprove")) return { verb: `criticises ${noun}`, link: "by" };
  if (takesBack) return { verb: `threatens to withdraw ${noun}`, link: "from" };
  return { verb: frame.verb.replace("{}", noun), link: frame.link };
}

/** What the actor does: "demands aid from", ready for the recipient where there is one. */
export function verbOf(event: Pick<CodedEvent, "event" | "of" | "mode" | "recipient">): string {
  const about = event.of && event.of !== event.event ? aboutVerb(event, event.of) : undefined;
  const byMode = event.mode.map((mode) => modeVerbs[`${event.event} ${mode}`]).find(Boolean);
  const found = about ?? byMode ?? wordings[event.event];
  if (!found) return event.event.toLowerCase();
  return event.recipient.length > 0 && found.link ? `${found.verb} ${found.link}` : found.verb;
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
const statusLines: Record<Status, LineStyle> = {
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

export interface NamedParty {
  name: string;
  /** Where the name does not tell whose it is ("its crew"): the countries. */
  note: string;
  title: string;
}

/** Parties of one name are one: "both sides" stands for two. */
export function named(parties: Party[]): NamedParty[] {
  const names = [...new Set(parties.map(nameOf))];
  const groups = names.map((name) => parties.filter((party) => nameOf(party) === name));
  return groups.map((group, i) => ({
    name: names[i] ?? "",
    note: group[0]?.name ? "" : [...new Set(group.map((party) => party.country).filter(Boolean))].join(", "),
    title: [...new Set(group.flatMap((party) => [party.office, party.code]).filter(Boolean))].join(", "),
  }));
}

export function namesOf(parties: Party[]): string {
  return named(parties)
    .map(({ name }) => name)
    .join(", ");
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
