// A list of any length of which only what is on the screen is drawn and asked for. Rows have one height.
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Ask } from "../api";
import type { List } from "../types";
import { usePages } from "./paged";
import { Unanswered } from "./states";

interface VirtualListProps<Item> {
  label: string;
  rowHeight: number;
  pageSize?: number;
  page: (offset: number, limit: number) => Ask<List<Item>>;
  row: (item: Item, index: number) => ComponentChildren;
  onTotal?: (total: number) => void;
  empty?: ComponentChildren;
  /** What is new comes first: the list moves down by it, so that the reader keeps the place. */
  growsAtTop?: boolean;
}

/** Rows drawn above and below what is seen. */
const spare = 6;

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

function useHeight(frame: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(800);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setHeight(element.clientHeight));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return height;
}

const keptTop = () => (history.state as { top?: number } | null)?.top ?? 0;
const rest_ms = 150;

/** Where the list was scrolled to is kept with the address, for the way back to it; a new list begins at its top. */
function useKeptPlace(frame: RefObject<HTMLElement | null>, list: string, total: number | null): () => void {
  const timer = useRef(0);
  const placed = useRef("");
  useEffect(() => {
    if (!frame.current || total === null || placed.current === list) return;
    placed.current = list;
    frame.current.scrollTop = keptTop();
  }, [list, total]);
  useEffect(() => () => clearTimeout(timer.current), [list]);
  return () => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => history.replaceState({ top: frame.current?.scrollTop ?? 0 }, ""), rest_ms);
  };
}

export function VirtualList<Item extends object>(props: VirtualListProps<Item>) {
  const { label, rowHeight, pageSize = 100, page, row, onTotal, empty, growsAtTop } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [firstRow, setFirstRow] = useState(0);
  const height = useHeight(frame);
  const onGrowth = (by: number) => {
    const element = frame.current;
    if (growsAtTop && element && element.scrollTop > 0) element.scrollTop += Math.max(0, by) * rowHeight;
  };
  const { list, total, error, item, useRange } = usePages({ pageSize, page, onGrowth });
  const first = Math.max(0, firstRow - spare);
  const last = Math.min(total ?? pageSize, firstRow + Math.ceil(height / rowHeight) + 1 + spare);
  useRange(first, last);
  const drawn = useDrawn(row, `${list} ${rowHeight}`);

  const keepPlace = useKeptPlace(frame, list, total);
  useEffect(() => {
    if (total !== null) onTotal?.(total);
  }, [total]);

  const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i).map((index) => {
    const one = item(index);
    return (
      <li
        key={index}
        aria-setsize={total ?? -1}
        aria-posinset={index + 1}
        style={{ top: `${index * rowHeight}px`, height: `${rowHeight}px` }}
      >
        {one ? drawn(one, index) : <span class="row-waiting" aria-hidden="true" />}
      </li>
    );
  });
  return (
    <>
      {error && <Unanswered error={error} />}
      <div
        class="virtual"
        hidden={error !== null}
        style={{ "--rows-height": `${Math.max(4, total ?? pageSize) * rowHeight + 2}px` }}
        ref={frame}
        tabIndex={0}
        role="region"
        aria-label={label}
        onScroll={(event) => {
          setFirstRow(Math.floor(event.currentTarget.scrollTop / rowHeight));
          keepPlace();
        }}
        onKeyDown={stepThrough}
      >
        {total === 0 ? empty : <ul style={{ height: `${(total ?? pageSize) * rowHeight}px` }}>{rows}</ul>}
      </div>
    </>
  );
}
