// Which two parties: the pairs with most events to choose from, or any two by name or code.
import { useEffect, useState } from "preact/hooks";
import { QuadBar } from "../../charts/quads";
import { addQuads } from "../../charts/quads";
import { SuggestInput } from "../../components/suggest_input";
import { type Filters, linkTo, setFilters } from "../../filters";
import { plural } from "../../phrase";
import type { Dyad, PartyRef, Quads } from "../../types";
import type { Pair } from "./pair";

export const titleOf = (party: PartyRef): string => party.name ?? party.code ?? party.key;

interface Both {
  a: PartyRef;
  b: PartyRef;
  events: number;
  by_quad: Quads;
}

/** Both directions of a pair as one, in the order of events. */
export function mergedOf(dyads: readonly Dyad[]): Both[] {
  const pairs = new Map<string, Both>();
  for (const { from, to, events, by_quad } of dyads) {
    const key = [from.key, to.key].sort().join("\t");
    const known = pairs.get(key);
    if (known) Object.assign(known, { events: known.events + events, by_quad: addQuads(known.by_quad, by_quad) });
    else pairs.set(key, { a: from, b: to, events, by_quad });
  }
  return [...pairs.values()].sort((x, y) => y.events - x.events);
}

export function PairList({ pairs, given, max }: { pairs: Both[]; given: Filters; max: number }) {
  const most = pairs[0]?.events ?? 1;
  return (
    <ul class="dyad-pairs" aria-label="Pairs with most events">
      {pairs.slice(0, max).map(({ a, b, events, by_quad }) => (
        <li key={`${a.key},${b.key}`}>
          <a href={linkTo("/dyad", { ...given, dyad: `${a.key},${b.key}` })}>
            {titleOf(a)} – {titleOf(b)}
          </a>
          <span class="num">{plural(events, "event")}</span>
          <QuadBar counts={by_quad} of={most} />
        </li>
      ))}
    </ul>
  );
}

export function PairForm({ pair }: { pair: Pair | null }) {
  const [a, setA] = useState(pair?.a ?? "");
  const [b, setB] = useState(pair?.b ?? "");
  useEffect(() => {
    setA(pair?.a ?? "");
    setB(pair?.b ?? "");
  }, [pair?.a, pair?.b]);
  const apply = (event: Event) => {
    event.preventDefault();
    if (a.trim() && b.trim()) setFilters({ dyad: `${a.trim()},${b.trim()}` });
  };
  return (
    <form class="dyad-form" onSubmit={apply}>
      <SuggestInput kind="parties" label="One party" placeholder="name or code" value={a} onChange={setA} />
      <SuggestInput kind="parties" label="The other" placeholder="name or code" value={b} onChange={setB} />
      <button type="submit" class="primary" disabled={!a.trim() || !b.trim()}>
        Show
      </button>
    </form>
  );
}
