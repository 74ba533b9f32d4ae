// A list of any length of which only what is on the screen is drawn and asked for, by pages of the API. Rows have one height.
// When the store changes, what is on the screen is asked for again; the old rows stay until the new ones are there.
import type { ComponentChildren } from "preact";
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { type ApiError, type Ask, atHand, fetchAnswer } from "../api";
import { changes } from "../live";
import type { List } from "../types";
import { ErrorBox } from "./states";

interface VirtualListProps<Item> {
  label: string;
  rowHeight: number;
  /** Items of a page. */
  pageSize?: number;
  /** The request for a page. Its address tells lists apart: when it changes, the list begins anew. */
  page: (offset: number, limit: number) => Ask<List<Item>>;
  row: (item: Item, index: number) => ComponentChildren;
  onTotal?: (total: number) => void;
  empty?: ComponentChildren;
  /** What is new comes first: the list moves down by it, so that the reader keeps the place. */
  growsAtTop?: boolean;
}

interface Pages<Item> {
  list: string;
  at: number;
  total: number | null;
  pages: Map<number, Item[]>;
  error: ApiError | null;
}

/** Waits so long before it asks, as long as the list is being scrolled past. */
const settle_ms = 15;
const pages_max = 40;
/** Rows drawn above and below what is seen. */
const spare = 6;

function keepPage<Item>(pages: Map<number, Item[]>, number: number, items: Item[]): void {
  pages.delete(number);
  pages.set(number, items);
  const oldest = pages.keys().next();
  if (pages.size > pages_max && !oldest.done) pages.delete(oldest.value);
}

function moveDown(frame: HTMLElement | null, by_px: number): void {
  if (frame && frame.scrollTop > 0 && by_px > 0) frame.scrollTop += by_px;
}

/** Arrows go from row to row. */
function stepThrough(event: KeyboardEvent): void {
  const row = (event.target as Element).closest("li");
  const next = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
  const target = next?.querySelector<HTMLElement>("a, button");
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** Rows that were drawn stay as they are while the list is scrolled: an item that is the same object is not drawn again. */
function useDrawn<Item extends object>(row: VirtualListProps<Item>["row"], list: string): VirtualListProps<Item>["row"] {
  const kept = useRef({ list: "", rows: new WeakMap<Item, ComponentChildren>() });
  if (kept.current.list !== list) kept.current = { list, rows: new WeakMap() };
  const { rows } = kept.current;
  return (item, index) => {
    if (!rows.has(item)) rows.set(item, row(item, index));
    return rows.get(item);
  };
}

export function VirtualList<Item extends object>(props: VirtualListProps<Item>) {
  const { label, rowHeight, pageSize = 100, page, row, onTotal, empty, growsAtTop } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [firstRow, setFirstRow] = useState(0);
  const [height, setHeight] = useState(800);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const list = page(0, pageSize).url;
  const held = useRef<Pages<Item>>({ list: "", at: -1, total: null, pages: new Map(), error: null });
  const now = held.current;

  if (now.list !== list) {
    const first = atHand(page(0, pageSize));
    held.current = { list, at: changes.value, total: first?.total ?? now.total, pages: new Map(first ? [[0, first.items]] : []), error: null };
  }
  const { pages, total, error } = held.current;

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    element.scrollTop = 0;
    setFirstRow(0);
  }, [list]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setHeight(element.clientHeight));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  const first = Math.max(0, firstRow - spare);
  const last = Math.min(total ?? pageSize, firstRow + Math.ceil(height / rowHeight) + 1 + spare);
  const from = Math.floor(first / pageSize);
  const to = Math.floor(Math.max(first, last - 1) / pageSize);
  const at = changes.value;

  useEffect(() => {
    const aborter = new AbortController();
    const current = held.current;
    const fresh = current.at === at;
    const wanted: number[] = [];
    for (let number = from; number <= to; number++) if (!fresh || !current.pages.has(number)) wanted.push(number);
    const take = (number: number, answer: List<Item>) => {
      if (aborter.signal.aborted || held.current !== current) return;
      if (current.at !== at) {
        current.pages.clear();
        if (growsAtTop) moveDown(frame.current, (answer.total - (current.total ?? answer.total)) * rowHeight);
      }
      keepPage(current.pages, number, answer.items);
      Object.assign(current, { at, total: answer.total, error: null });
      onTotal?.(answer.total);
      redraw(0);
    };
    const fail = (problem: unknown) => {
      if (aborter.signal.aborted) return;
      current.error = problem as ApiError;
      redraw(0);
    };
    const ask = () =>
      wanted.forEach((number) =>
        fetchAnswer(page(number * pageSize, pageSize), aborter.signal).then((answer) => take(number, answer), fail),
      );
    const timer = wanted.length ? setTimeout(ask, current.pages.size ? settle_ms : 0) : undefined;
    if (current.total !== null && wanted.length === 0) onTotal?.(current.total);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [list, from, to, at]);

  const drawn = useDrawn(row, `${list} ${rowHeight}`);
  const rows = [];
  for (let index = first; index < last; index++) {
    const item = pages.get(Math.floor(index / pageSize))?.[index % pageSize];
    rows.push(
      <li key={index} aria-setsize={total ?? -1} aria-posinset={index + 1} style={{ top: `${index * rowHeight}px`, height: `${rowHeight}px` }}>
        {item ? drawn(item, index) : <span class="row-waiting" aria-hidden="true" />}
      </li>,
    );
  }
  if (error && pages.size === 0) return <ErrorBox error={error} />;
  return (
    <div
      class="virtual"
      style={{ "--rows-height": `${Math.max(4, total ?? pageSize) * rowHeight + 2}px` }}
      ref={frame}
      tabIndex={0}
      role="region"
      aria-label={label}
      onScroll={(event) => setFirstRow(Math.floor(event.currentTarget.scrollTop / rowHeight))}
      onKeyDown={stepThrough}
    >
      {total === 0 ? empty : <ul style={{ height: `${(total ?? pageSize) * rowHeight}px` }}>{rows}</ul>}
    </div>
  );
}
