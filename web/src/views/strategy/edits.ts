// Changes to a model. Each gives a new object and keeps the rest of the model fitting: names in statements, letters in patterns,
// numbers of states in rankings, the grounds of the proposal.
import { type DecisionMaker, type Direction, isPattern, type Model, type Option, optionsOf, type StatementItem, statementOf, statusQuoOf } from "./model";
import { namesIn, quoted, renamed } from "./statements";

/** Fields in which options are spoken of. */
const speaking = ["infeasible", "indistinguishable", "irreversible", "common", "status_quo", "preferences", "statements", "unknown", "strength"];

/** Every string and number below a value, replaced. A list that `change` makes of one item takes its place in a list. */
function deep(value: unknown, change: (leaf: string | number) => unknown): unknown {
  if (typeof value === "string" || typeof value === "number") return change(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === "weight" || name === "direction" ? item : deep(item, change)]));
}

function inFields(model: Model, fields: string[], change: (leaf: string | number) => unknown): Model {
  const next: Model = { ...model };
  for (const field of fields) if (next[field] !== undefined) next[field] = deep(next[field], change);
  return next;
}

/** The grounds follow what they are grounds of. */
function inProposal(model: Model, rename: (text: string) => string): Model {
  const { proposal } = model;
  if (!proposal) return model;
  return {
    ...model,
    proposal: {
      ...proposal,
      options: proposal.options.map((one) => ({ ...one, option: rename(one.option) })),
      statements: proposal.statements.map((one) => ({ ...one, statement: rename(one.statement) })),
    },
  };
}

const means = (name: string, option: Option, alone: boolean) => name === option.ref || (alone && name === option.name);

function renameReferences(model: Model, rename: (name: string) => string | null): Model {
  const words = (leaf: string) => (namesIn(leaf).some((name) => rename(name) !== null) ? renamed(leaf, rename) : leaf);
  const plain = (leaf: string) => rename(leaf) ?? leaf;
  const others = speaking.filter((field) => field !== "irreversible" && field !== "common");
  const next = inFields(model, others, (leaf) => (typeof leaf === "string" ? words(leaf) : leaf));
  return inProposal(inFields(next, ["irreversible", "common"], (leaf) => (typeof leaf === "string" ? plain(leaf) : leaf)), (text) => rename(text) ?? words(text));
}

const withOptions = (model: Model, owner: string, change: (options: string[]) => string[]): DecisionMaker[] =>
  model.decision_makers.map((one) => (one.name === owner ? { ...one, options: change(one.options ?? []) } : one));

export function renameOption(model: Model, option: Option, name: string): Model {
  const alone = optionsOf(model).filter((one) => one.name === option.name).length === 1;
  const next = renameReferences(model, (found) => (means(found, option, alone) ? `${option.owner}: ${name}` : null));
  const place = option.at - (optionsOf(model).find((one) => one.owner === option.owner)?.at ?? 0);
  return { ...next, decision_makers: withOptions(model, option.owner, (options) => options.map((one, i) => (i === place ? name : one))) };
}

function renameKeys(value: unknown, from: string, to: string): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name === from ? to : name, item]));
}

export function renameDecisionMaker(model: Model, from: string, to: string): Model {
  const prefix = `${from}: `;
  const next = renameReferences(model, (name) => (name.startsWith(prefix) ? `${to}: ${name.slice(prefix.length)}` : null));
  for (const field of ["preferences", "payoffs", "statements", "unknown", "strength", "moves", "views"])
    if (next[field] !== undefined) next[field] = renameKeys(next[field], from, to);
  next.decision_makers = model.decision_makers.map((one) => (one.name === from ? { ...one, name: to } : one));
  if (Array.isArray(model.coalitions)) next.coalitions = deep(model.coalitions, (leaf) => (leaf === from ? to : leaf));
  if (!next.proposal) return next;
  const owned = <T extends { decision_maker: string }>(one: T) => (one.decision_maker === from ? { ...one, decision_maker: to } : one);
  const named = <T extends { name: string }>(one: T) => (one.name === from ? { ...one, name: to } : one);
  next.proposal = { ...next.proposal, statements: next.proposal.statements.map(owned), decision_makers: next.proposal.decision_makers.map(named) };
  return next;
}

/* ---- options come, go, change places: what is written by their places follows */

/** The new options, each the old one at a place, or new. */
type Order = (number | null)[];

const reorderPattern = (pattern: string, order: Order, fresh: string) => order.map((at) => (at === null ? fresh : (pattern[at] ?? "-"))).join("");

/** A numbered state in the new numbers: two of them for each option that is new. */
function reorderState(state: number, order: Order): number[] {
  let numbers = [0];
  for (const [k, at] of order.entries()) {
    const bit = 2 ** k;
    if (at === null) numbers = numbers.flatMap((number) => [number, number + bit]);
    else if (Math.floor(state / 2 ** at) % 2) numbers = numbers.map((number) => number + bit);
  }
  return numbers;
}

/** A ranking in new numbers; what a removed option told apart is ranked where it stood first. */
function reorderRanking(items: unknown[], order: Order, n: number, seen = new Set<unknown>()): unknown[] {
  return items.flatMap((item): unknown[] => {
    if (Array.isArray(item)) {
      const tied = reorderRanking(item, order, n, seen).flat();
      return tied.length > 1 ? [tied] : tied;
    }
    if (item === ">>") return [item];
    const states: unknown[] = typeof item === "number" ? reorderState(item, order) : isPattern(item, n) ? [reorderPattern(item, order, "N")] : [item];
    const fresh = states.filter((state) => !seen.has(state));
    for (const state of fresh) seen.add(state);
    return fresh.length > 1 ? [fresh] : fresh;
  });
}

function reorder(model: Model, decision_makers: DecisionMaker[], order: Order): Model {
  const n = optionsOf(model).length;
  const patterns = (leaf: string | number) => (isPattern(leaf, n) ? reorderPattern(leaf, order, "-") : leaf);
  const quo = statusQuoOf(model);
  const next = inFields({ ...model, decision_makers }, ["infeasible", "indistinguishable", "unknown", "strength"], patterns);
  if (quo !== null) next.status_quo = reorderPattern(quo, order, "N");
  if (model.preferences)
    next.preferences = Object.fromEntries(
      Object.entries(model.preferences).map(([name, items]) => [name, Array.isArray(items) ? reorderRanking(items, order, n) : items]),
    ) as Model["preferences"];
  if (next.proposal)
    next.proposal = {
      ...next.proposal,
      infeasible: next.proposal.infeasible.map((one) => ({ ...one, pattern: one.pattern && (patterns(one.pattern) as string) })),
    };
  return next;
}

/** The order of all options once a new list of decision makers is told, each option as its old place or null. */
function orderOf(decision_makers: { name: string; places: Order }[]): Order {
  return decision_makers.flatMap((one) => one.places);
}

function placesOf(model: Model): { name: string; places: Order }[] {
  const all = optionsOf(model);
  return model.decision_makers.map(({ name }) => ({ name, places: all.filter((one) => one.owner === name).map((one) => one.at) }));
}

function newName(base: string, taken: readonly string[]): string {
  if (!taken.includes(base)) return base;
  for (let n = 2; ; n++) if (!taken.includes(`${base} ${n}`)) return `${base} ${n}`;
}

export function addOption(model: Model, owner: string): Model {
  const taken = model.decision_makers.find((one) => one.name === owner)?.options ?? [];
  const decision_makers = withOptions(model, owner, (options) => [...options, newName("new option", taken)]);
  const order = orderOf(placesOf(model).map((one) => (one.name === owner ? { ...one, places: [...one.places, null] } : one)));
  return reorder(model, decision_makers, order);
}

/** What speaks of an option that is gone goes too. */
function withoutMention(model: Model, gone: Option[]): Model {
  const all = optionsOf(model);
  const alone = (option: Option) => all.filter((one) => one.name === option.name).length === 1;
  const isGone = (name: string) => gone.some((option) => means(name, option, alone(option)));
  const mentions = (item: unknown) =>
    typeof item === "string" || (typeof item === "object" && item !== null && "statement" in item)
      ? namesIn(statementOf(item as StatementItem)).some(isGone)
      : false;
  const next: Model = { ...model };
  for (const field of ["infeasible", "indistinguishable"] as const)
    if (Array.isArray(next[field])) next[field] = (next[field] as string[]).filter((item) => !mentions(item));
  for (const field of ["irreversible", "common"] as const)
    if (Array.isArray(next[field])) next[field] = (next[field] as { option: string }[]).filter((item) => !isGone(item.option)) as Model["irreversible"];
  for (const field of ["preferences", "statements"] as const)
    if (next[field])
      next[field] = Object.fromEntries(
        Object.entries(next[field]).map(([name, items]) => [name, Array.isArray(items) ? items.filter((item) => !mentions(item)) : items]),
      ) as Model["statements"];
  return next;
}

function removeOptions(model: Model, gone: Option[], decision_makers: DecisionMaker[]): Model {
  const places = new Set(gone.map((option) => option.at));
  return reorder(withoutMention(model, gone), decision_makers, optionsOf(model).map((one) => one.at).filter((at) => !places.has(at)));
}

export function removeOption(model: Model, option: Option): Model {
  const place = option.at - (optionsOf(model).find((one) => one.owner === option.owner)?.at ?? 0);
  return removeOptions(model, [option], withOptions(model, option.owner, (options) => options.filter((_, i) => i !== place)));
}

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(Math.max(0, Math.min(to, next.length)), 0, item);
  return next;
}

/** Within its decision maker, from one place to another. */
export function moveOption(model: Model, owner: string, from: number, to: number): Model {
  const order = orderOf(placesOf(model).map((one) => (one.name === owner ? { ...one, places: moved(one.places, from, to) } : one)));
  return reorder(model, withOptions(model, owner, (options) => moved(options, from, to)), order);
}

export function addDecisionMaker(model: Model): Model {
  const name = newName("new party", model.decision_makers.map((one) => one.name));
  const order: Order = [...optionsOf(model).map((one) => one.at), null];
  const next = reorder(model, [...model.decision_makers, { name, options: ["act"] }], order);
  return { ...next, preferences: { ...next.preferences, [name]: [`NOT ${name}: act`] } };
}

export function removeDecisionMaker(model: Model, name: string): Model {
  const gone = optionsOf(model).filter((option) => option.owner === name);
  const next = removeOptions(model, gone, model.decision_makers.filter((one) => one.name !== name));
  for (const field of ["preferences", "payoffs", "statements", "unknown", "strength", "moves"] as const) {
    const value = next[field];
    if (value && typeof value === "object" && !Array.isArray(value))
      next[field] = Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) as Model["statements"];
  }
  return next;
}

export function moveDecisionMaker(model: Model, from: number, to: number): Model {
  return reorder(model, moved(model.decision_makers, from, to), orderOf(moved(placesOf(model), from, to)));
}

/* ---- single facts */

export function setNow(model: Model, option: Option, now: boolean): Model {
  const quo = statusQuoOf(model) ?? "N".repeat(optionsOf(model).length);
  return { ...model, status_quo: quo.slice(0, option.at) + (now ? "Y" : "N") + quo.slice(option.at + 1) };
}

function sameOption(model: Model, option: Option, name: string): boolean {
  return means(name, option, optionsOf(model).filter((one) => one.name === option.name).length === 1);
}

export const directionOf = (model: Model, option: Option): Direction | "" =>
  model.irreversible?.find((one) => sameOption(model, option, one.option))?.direction ?? "";

export function setDirection(model: Model, option: Option, direction: Direction | ""): Model {
  const others = (model.irreversible ?? []).filter((one) => !sameOption(model, option, one.option));
  return { ...model, irreversible: direction ? [...others, { option: option.ref, direction }] : others };
}

export const setInfeasible = (model: Model, infeasible: string[]): Model => ({ ...model, infeasible });

export function setPreferences(model: Model, field: "preferences" | "statements", name: string, items: unknown[]): Model {
  return { ...model, [field]: { ...(model[field] as object | undefined), [name]: items } };
}

/** A new statement at the end has, where others have weights, one too. */
export const withStatement = (items: StatementItem[], text: string): StatementItem[] =>
  [...items, items.some((item) => typeof item !== "string" && item.weight !== undefined) ? { statement: text, weight: 1 } : text];

/** "wants A if B" in the language of statements. */
export function phrase(wants: boolean, option: Option, joint: "" | "IF" | "IF NOT", other: Option | undefined): string {
  const head = `${wants ? "" : "NOT "}${quoted(option.ref)}`;
  return joint && other ? `${head} ${joint} ${quoted(other.ref)}` : head;
}
