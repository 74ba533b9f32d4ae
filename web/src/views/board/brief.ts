// The situation brief as /api/brief gives it (docs/brief.md). Parties, occurrences, positions are named by their index.
import type { Sentence } from "../../components/evidence";
import type { Quad, Quads, Status } from "../../types";

export const stances = ["demands", "refuses", "offers", "concedes", "threatens", "plans", "supports", "accuses"] as const;
export type Stance = (typeof stances)[number];

export interface BriefParty {
  key: string;
  name: string;
  country: string | null;
  sector: string | null;
  roles: string[];
  as_actor: number;
  as_recipient: number;
  names: { name: string; office: string | null; count: number }[];
}

export interface Position {
  party: number;
  stance: Stance;
  of: string | null;
  toward: number | null;
  first: string | null;
  last: string | null;
  reverses: number | null;
  occurrences: number[];
}

export interface Day {
  date: string;
  count: number;
  by_quad: Quads;
  score: number;
  score_by_quad: Quads;
  severest: number | null;
}

export interface Occurrence {
  id: string;
  statement: string;
  quote: string | null;
  event: string;
  of: string | null;
  status: Status;
  date: string | null;
  enddate: string | null;
  quad: Quad;
  score: number;
  actor: number[];
  recipient: number[];
  place: string | { name: string | null } | null;
  articles: number;
  events: string[];
  sources: number[];
  uncertain: boolean;
}

export interface Harm {
  occurrence: number;
  harm: string;
  min: number | null;
  max: number | null;
  text: string | null;
  reports: number;
}

export interface Brief {
  title: string | null;
  as_of: string | null;
  from: string | null;
  to: string | null;
  articles: number;
  reports: number;
  left_out: number;
  parties: BriefParty[];
  positions: Position[];
  conditions: { occurrence: number; text: string; polarity: "if" | "unless"; depends_on: number | null }[];
  exchanges: { given: number; taken: number }[];
  votes: { occurrence: number; vote: string }[];
  agenda: { occurrence: number; date: string | null; enddate: string | null }[];
  tension: { direction: "rising" | "falling" | "steady" | null; from: string | null; to: string | null; recent: number | null; before: number | null };
  days: Day[];
  casualties: Harm[];
  contradictions: { kind: string; says: number; denies: number; harm: string | null }[];
  occurrences: Occurrence[];
  sources: (Sentence & { number: number; sentence: number; url: string | null })[];
}

export const partyName = (brief: Brief, at: number | null): string => (at === null ? "" : (brief.parties[at]?.name ?? ""));

export function sentencesOf(brief: Brief, occurrences: readonly number[]): Sentence[] {
  const found = new Set(occurrences.flatMap((at) => brief.occurrences[at]?.sources ?? []));
  return [...found].flatMap((at) => brief.sources[at] ?? []);
}

export const eventsOf = (brief: Brief, occurrences: readonly number[]): string[] =>
  occurrences.flatMap((at) => brief.occurrences[at]?.events ?? []);
