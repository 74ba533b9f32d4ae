// Codes as words: what a type of event, a status, a party is called on the page. The codes are those of PLOVER.
import type { CodedEvent, Party, Quad, Status } from "./types";

interface Wording {
  /** Past tense and infinitive are the same for one and for many: nobody need know how many "the crew" are. */
  verb: string;
  past: string;
  /** Before the recipient. */
  link: string;
  /** As an act spoken of: "demands aid". */
  noun: string;
  quad: Quad;
}

export const wordings: Record<string, Wording> = {
  AGREE: { verb: "agree", past: "agreed", link: "with", noun: "an agreement", quad: 1 },
  CONSULT: { verb: "talk", past: "talked", link: "with", noun: "talks", quad: 1 },
  SUPPORT: { verb: "support", past: "supported", link: "", noun: "support", quad: 1 },
  CONCEDE: { verb: "make concessions", past: "made concessions", link: "to", noun: "concessions", quad: 1 },
  COOPERATE: { verb: "cooperate", past: "cooperated", link: "with", noun: "cooperation", quad: 2 },
  AID: { verb: "give aid", past: "gave aid", link: "to", noun: "aid", quad: 2 },
  RETREAT: { verb: "stand down", past: "stood down", link: "before", noun: "a step back", quad: 2 },
  REQUEST: { verb: "make demands", past: "made demands", link: "of", noun: "a demand", quad: 3 },
  ACCUSE: { verb: "accuse", past: "accused", link: "", noun: "an accusation", quad: 3 },
  REJECT: { verb: "refuse", past: "refused", link: "", noun: "a refusal", quad: 3 },
  THREATEN: { verb: "threaten", past: "threatened", link: "", noun: "a threat", quad: 3 },
  PROTEST: { verb: "protest", past: "protested", link: "against", noun: "protest", quad: 4 },
  SANCTION: { verb: "sanction", past: "sanctioned", link: "", noun: "sanctions", quad: 4 },
  MOBILIZE: { verb: "mobilise", past: "mobilised", link: "against", noun: "mobilisation", quad: 4 },
  COERCE: { verb: "coerce", past: "coerced", link: "", noun: "coercion", quad: 4 },
  ASSAULT: { verb: "attack", past: "attacked", link: "", noun: "an attack", quad: 4 },
};

type Verb = Pick<Wording, "verb" | "past" | "link">;

/** Where the mode says more than the type. */
const modeVerbs: Record<string, Verb> = {
  "CONSULT visit": { verb: "meet", past: "met", link: "" },
  "CONSULT phone": { verb: "speak by telephone", past: "spoke by telephone", link: "with" },
  "CONSULT third-party": { verb: "mediate", past: "mediated", link: "with" },
  "RETREAT withdraw": { verb: "withdraw", past: "withdrew", link: "from" },
  "RETREAT release": { verb: "release", past: "released", link: "" },
  "RETREAT disarm": { verb: "disarm", past: "disarmed", link: "before" },
  "RETREAT ceasefire": { verb: "stop fighting", past: "stopped fighting", link: "with" },
  "RETREAT access": { verb: "give access", past: "gave access", link: "to" },
  "RETREAT resign": { verb: "resign", past: "resigned", link: "from" },
  "ACCUSE disapprove": { verb: "criticise", past: "criticised", link: "" },
  "ACCUSE investigate": { verb: "investigate", past: "investigated", link: "" },
  "PROTEST demo": { verb: "demonstrate", past: "demonstrated", link: "against" },
  "PROTEST riot": { verb: "riot", past: "rioted", link: "against" },
  "PROTEST strike": { verb: "go on strike", past: "went on strike", link: "against" },
  "PROTEST boycott": { verb: "boycott", past: "boycotted", link: "" },
  "SANCTION convict": { verb: "convict", past: "convicted", link: "" },
  "SANCTION expel": { verb: "expel", past: "expelled", link: "" },
  "COERCE seize": { verb: "seize property", past: "seized property", link: "of" },
  "COERCE restrict": { verb: "restrict", past: "restricted", link: "" },
  "COERCE censor": { verb: "censor", past: "censored", link: "" },
  "COERCE arrest": { verb: "detain", past: "detained", link: "" },
  "COERCE deport": { verb: "deport", past: "deported", link: "" },
  "COERCE withhold": { verb: "withhold", past: "withheld", link: "from" },
  "COERCE cyber": { verb: "attack computers", past: "attacked computers", link: "of" },
  "ASSAULT abduct": { verb: "abduct", past: "abducted", link: "" },
  "ASSAULT beat": { verb: "beat", past: "beat", link: "" },
  "ASSAULT firearms": { verb: "shoot", past: "shot", link: "at" },
  "ASSAULT explosives": { verb: "bomb", past: "bombed", link: "" },
  "ASSAULT aerial": { verb: "bomb from the air", past: "bombed from the air", link: "" },
  "ASSAULT drone": { verb: "attack by drone", past: "attacked by drone", link: "" },
  "ASSAULT heavy-weapons": { verb: "shell", past: "shelled", link: "" },
};

/** Acts about acts: `{}` is the act spoken of. */
const aboutVerbs: Record<string, Verb> = {
  AGREE: { verb: "agree to {}", past: "agreed to {}", link: "with" },
  CONSULT: { verb: "talk about {}", past: "talked about {}", link: "with" },
  SUPPORT: { verb: "support {}", past: "supported {}", link: "by" },
  REQUEST: { verb: "demand {}", past: "demanded {}", link: "from" },
  ACCUSE: { verb: "allege {}", past: "alleged {}", link: "by" },
  REJECT: { verb: "reject {}", past: "rejected {}", link: "of" },
  THREATEN: { verb: "threaten {}", past: "threatened {}", link: "against" },
};

function aboutVerb({ event, mode }: Pick<CodedEvent, "event" | "mode">, of: string): Verb | undefined {
  const noun = wordings[of]?.noun;
  const frame = aboutVerbs[event];
  if (!noun || !frame) return undefined;
  const takesBack = event === "THREATEN" && (wordings[of]?.quad ?? 4) <= 2;
  if (event === "ACCUSE" && mode.includes("disapprove")) return { verb: `criticise ${noun}`, past: `criticised ${noun}`, link: "by" };
  if (takesBack) return { verb: `threaten to withdraw ${noun}`, past: `threatened to withdraw ${noun}`, link: "from" };
  return { verb: frame.verb.replace("{}", noun), past: frame.past.replace("{}", noun), link: frame.link };
}

type Deed = Pick<CodedEvent, "event" | "of" | "mode" | "recipient" | "status">;

const isToCome = ({ status }: Deed) => status === "planned" || status === "intended" || status === "conditional";

function verbFor(event: Deed): Verb | undefined {
  // Who agrees to an act that is still to come is to do it.
  if (event.event === "AGREE" && event.of && isToCome(event)) return wordings[event.of];
  const about = event.of && event.of !== event.event ? aboutVerb(event, event.of) : undefined;
  return about ?? event.mode.map((mode) => modeVerbs[`${event.event} ${mode}`]).find(Boolean) ?? wordings[event.event];
}

/** The verb as the status has it. What was threatened may be planned or conditional, the threat was made. */
function inflect(verb: Verb, event: Deed): string {
  if (event.event === "THREATEN" && isToCome(event)) return verb.past;
  switch (event.status) {
    case "planned":
    case "intended":
      return `to ${verb.verb}`;
    case "considered":
    case "conditional":
      return `may ${verb.verb}`;
    case "failed":
      return `failed to ${verb.verb}`;
    case "negated":
      return `did not ${verb.verb}`;
    default:
      return verb.past;
  }
}

/** What the actor did, is to do, may do: "demanded aid from", ready for the recipient where there is one. */
export function verbOf(event: Deed): string {
  const verb = verbFor(event);
  if (!verb) return event.event.toLowerCase();
  const words = inflect(verb, event);
  return event.recipient.length > 0 && verb.link ? `${words} ${verb.link}` : words;
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

/** The sentence for ears and titles: "Iceland detained a Danish trawler", "Iceland to release the crew (planned)". */
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
