// The pages of a long list that are at hand: which are asked for, kept, dropped. When the store changes, what is wanted is
// asked for again; the old items stay until the first new page is there.
import { useEffect, useReducer, useRef } from "preact/hooks";
import { type ApiError, type Ask, atHand, fetchAnswer } from "../api";
import { changes } from "../live";
import type { List } from "../types";

/** Waits so long before it asks, as long as the list is being scrolled past. */
const settle_ms = 15;
const pages_max = 40;

export interface PagesProps<Item> {
  /** Items of a page. */
  pageSize: number;
  /** The request for a page. Its address tells lists apart: when it changes, the list begins anew. */
  page: (offset: number, limit: number) => Ask<List<Item>>;
  /** How many items more there are than before the store changed. */
  onGrowth: (by: number) => void;
}

interface Pages<Item> {
  list: string;
  /** The change of the store that the pages are of. */
  at: number;
  total: number | null;
  pages: Map<number, Item[]>;
  error: ApiError | null;
}

function keep<Item>(pages: Map<number, Item[]>, number: number, items: Item[]): void {
  pages.delete(number);
  pages.set(number, items);
  const oldest = pages.keys().next();
  if (pages.size > pages_max && !oldest.done) pages.delete(oldest.value);
}

/** A list that is asked for anew: what is at hand of it, and the length of the one before until its own is known. */
function begin<Item>({ page, pageSize }: PagesProps<Item>, list: string, total: number | null): Pages<Item> {
  const first = atHand(page(0, pageSize));
  return {
    list,
    at: changes.peek(),
    total: first?.total ?? total,
    pages: new Map(first ? [[0, first.items]] : []),
    error: null,
  };
}

/** Takes an answer in; returns by how much the list has grown. */
function take<Item>(held: Pages<Item>, at: number, number: number, answer: List<Item>): number {
  const grown = held.at !== at && held.total !== null ? answer.total - held.total : 0;
  if (held.at !== at) held.pages.clear();
  keep(held.pages, number, answer.items);
  Object.assign(held, { at, total: answer.total, error: null });
  return grown;
}

function missing<Item>(held: Pages<Item>, at: number, from: number, to: number): number[] {
  const wanted = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return held.at === at ? wanted.filter((number) => !held.pages.has(number)) : wanted;
}

export interface Held<Item> {
  list: string;
  total: number | null;
  error: ApiError | null;
  item: (index: number) => Item | undefined;
  /** Asks for the pages of these items, unless they are there. To be called once in each drawing. */
  useRange: (first: number, last: number) => void;
}

export function usePages<Item>(props: PagesProps<Item>): Held<Item> {
  const { page, pageSize, onGrowth } = props;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const list = page(0, pageSize).url;
  const held = useRef<Pages<Item> | null>(null);
  if (held.current?.list !== list) held.current = begin(props, list, held.current?.total ?? null);
  const now = held.current;

  function ask(numbers: number[], at: number, signal: AbortSignal): void {
    const settled = (number: number, answer: List<Item>) => {
      if (signal.aborted) return;
      const grown = take(now, at, number, answer);
      if (grown) onGrowth(grown);
      redraw(0);
    };
    const failed = (error: unknown) => {
      if (signal.aborted) return;
      now.error = error as ApiError;
      redraw(0);
    };
    for (const number of numbers)
      fetchAnswer(page(number * pageSize, pageSize), signal).then((answer) => settled(number, answer), failed);
  }

  function useRange(first: number, last: number): void {
    const [from, to] = [Math.floor(first / pageSize), Math.floor(Math.max(first, last - 1) / pageSize)];
    const at = changes.value;
    useEffect(() => {
      const numbers = missing(now, at, from, to);
      if (numbers.length === 0) return;
      const aborter = new AbortController();
      const timer = setTimeout(() => ask(numbers, at, aborter.signal), now.pages.size ? settle_ms : 0);
      return () => {
        clearTimeout(timer);
        aborter.abort();
      };
    }, [list, from, to, at]);
  }

  const item = (index: number) => now.pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  return { list, total: now.total, error: now.pages.size ? null : now.error, item, useRange };
}
