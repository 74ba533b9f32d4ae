// A conflict model as the solver reads it (docs/strategy.md), kept as the JSON object it is, so that fields which this page does not
// know survive. What is changed: edits.ts.

export type StateName = string | number;
export type StatementItem = string | { statement: string; weight?: number };
export type RankItem = StateName | RankItem[];

export interface DecisionMaker {
  name: string;
  options?: string[];
}

export type Direction = "N->Y" | "Y->N";

export interface Piece {
  event: string;
  statement: string;
  text: string;
  doc: string;
  title: string | null;
  date: string | null;
  url: string | null;
  reports: number;
}

/** Why a part of the model stands in it, and the reports behind it. */
export interface Grounds {
  why?: string;
  reported_as?: string[];
  evidence: Piece[];
}

export interface Proposal {
  note: string;
  articles: number;
  reports: number;
  decision_makers: (Grounds & { name: string })[];
  options: (Grounds & { option: string })[];
  infeasible: (Grounds & { pattern?: string; statement?: string })[];
  statements: (Grounds & { decision_maker: string; statement: string })[];
  left_open: (Grounds & { statement?: string; text?: string })[];
}

export interface Model {
  decision_makers: DecisionMaker[];
  infeasible?: string[];
  irreversible?: { option: string; direction: Direction }[];
  status_quo?: StateName;
  preferences?: Record<string, (StatementItem | RankItem)[]>;
  statements?: Record<string, StatementItem[]>;
  payoffs?: Record<string, unknown>;
  states?: unknown[];
  proposal?: Proposal;
  [field: string]: unknown;
}

export interface Option {
  /** Its place among all options. */
  at: number;
  owner: string;
  name: string;
  /** As statements name it, whoever else has an option of that name. */
  ref: string;
}

export const optionsOf = (model: Model): Option[] =>
  model.decision_makers
    .flatMap(({ name: owner, options = [] }) => options.map((name) => ({ owner, name, ref: `${owner}: ${name}` })))
    .map((option, at) => ({ at, ...option }));

/** Option form: states are choices of options. In free form they are listed. */
export const inOptionForm = (model: Model): boolean => model.states === undefined;

export const isPattern = (text: unknown, n: number): text is string => typeof text === "string" && text.length === n && /^[YN-]+$/.test(text);

/** The present state as a letter for each option; none told: null. */
export function statusQuoOf(model: Model): string | null {
  const n = optionsOf(model).length;
  const given = model.status_quo;
  if (typeof given === "number") return Array.from({ length: n }, (_, k) => (Math.floor(given / 2 ** k) % 2 ? "Y" : "N")).join("");
  return isPattern(given, n) ? given : null;
}

export const statementOf = (item: StatementItem): string => (typeof item === "string" ? item : item.statement);

function isStatement(item: unknown, n: number): item is StatementItem {
  if (typeof item === "string") return item !== ">>" && !isPattern(item, n) && !/^\d+$/.test(item);
  return typeof item === "object" && item !== null && "statement" in item;
}

export type Preferences =
  | { kind: "statements"; field: "preferences" | "statements"; items: StatementItem[] }
  | { kind: "ranking"; field: "preferences"; items: RankItem[] }
  | { kind: "other" };

/** What a decision maker wants, as far as it can be edited here; payoffs are edited as JSON. */
export function preferencesOf(model: Model, decision_maker: string): Preferences {
  const statements = model.statements?.[decision_maker];
  if (Array.isArray(statements)) return { kind: "statements", field: "statements", items: statements };
  if (model.payoffs?.[decision_maker] !== undefined) return { kind: "other" };
  const items = model.preferences?.[decision_maker];
  if (items !== undefined && !Array.isArray(items)) return { kind: "other" };
  const n = optionsOf(model).length;
  if (!items || (inOptionForm(model) && items.every((item) => isStatement(item, n))))
    return { kind: "statements", field: "preferences", items: (items ?? []) as StatementItem[] };
  return { kind: "ranking", field: "preferences", items: items as RankItem[] };
}

export const emptyModel: Model = {
  decision_makers: [
    { name: "A", options: ["act"] },
    { name: "B", options: ["act"] },
  ],
  status_quo: "NN",
  infeasible: [],
  irreversible: [],
  preferences: { A: ["NOT B: act"], B: ["NOT A: act"] },
};

/** What the text of a file or the clipboard holds; an error says what it is not. */
export function readModel(text: string): Model {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const model = (read as { model?: Model } | null)?.model ?? (read as Model | null);
  if (!Array.isArray(model?.decision_makers) || !model.decision_makers.every((one) => typeof one?.name === "string"))
    throw new Error('This is no conflict model: it needs a list "decision_makers", each with a "name".');
  return model;
}

/** Without what only this page reads. */
export function bareModel({ proposal: _, ...rest }: Model): object {
  return rest;
}

/** For questions that need no ways from there: the answer is shorter. */
export function withoutStatusQuo(model: Model): Model {
  const { status_quo: _, ...rest } = model;
  return rest as Model;
}
