// Which events are asked for: the filters of the API, kept in the address under the API's names.
import { computed } from "@preact/signals";
import { addressOf, place, setParams } from "./router";

export const filterNames = [
  "text",
  "actor",
  "recipient",
  "dyad",
  "directed",
  "type",
  "quad",
  "status",
  "place",
  "near",
  "radius",
  "from",
  "to",
  "min_confidence",
  "source",
  "id",
  "article",
  "story",
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** What stands on a chip before the value. */
export const filterLabels: Record<FilterName, string> = {
  text: "says",
  actor: "actor",
  recipient: "recipient",
  dyad: "between",
  directed: "one way",
  type: "type",
  quad: "quad",
  status: "status",
  place: "place",
  near: "near",
  radius: "km around",
  from: "from",
  to: "to",
  min_confidence: "confidence at least",
  source: "source",
  id: "event",
  article: "article",
  story: "story",
};

export const types = [
  "AGREE",
  "CONSULT",
  "SUPPORT",
  "CONCEDE",
  "COOPERATE",
  "AID",
  "RETREAT",
  "REQUEST",
  "ACCUSE",
  "REJECT",
  "THREATEN",
  "PROTEST",
  "SANCTION",
  "MOBILIZE",
  "COERCE",
  "ASSAULT",
] as const;
export const statuses = ["actual", "planned", "intended", "considered", "conditional", "failed", "negated", "denied"] as const;

function read(query: URLSearchParams): Filters {
  const found: Filters = {};
  for (const name of filterNames) {
    const value = query.get(name);
    if (value) found[name] = value;
  }
  return found;
}

export const filters = computed(() => read(place.value.query));
export const filterCount = computed(() => Object.keys(filters.value).length);

/** Changes some filters; an empty value takes one away. A page that was turned to is turned back. */
export function setFilters(changes: Filters, replace = false): void {
  setParams({ offset: null, ...changes }, replace);
}

export function clearFilters(): void {
  setFilters(Object.fromEntries(filterNames.map((name) => [name, ""])) as Filters);
}

/** The address of a view under these filters: links among views keep what was asked for. */
export function linkTo(path: string, given: Filters = filters.value, more: Record<string, string> = {}): string {
  return addressOf(path, new URLSearchParams({ ...(given as Record<string, string>), ...more }));
}
