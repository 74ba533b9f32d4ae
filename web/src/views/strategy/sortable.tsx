// A list whose items change places: by dragging the handle, by buttons, by Alt and the arrow keys. What moved is said aloud.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface SortableProps {
  label: string;
  /** A name for each item, for the buttons. */
  names: string[];
  move: (from: number, to: number) => void;
  remove?: (at: number) => void;
  numbered?: boolean;
  children: ComponentChildren[];
}

export function Sortable({ label, names, move, remove, numbered, children }: SortableProps) {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const follow = useRef<{ at: number; button: string } | null>(null);

  useEffect(() => {
    const to = follow.current;
    follow.current = null;
    if (!to) return;
    const item = list.current?.children[to.at];
    (item?.querySelector<HTMLElement>(`[data-button="${to.button}"]:not(:disabled)`) ?? item?.querySelector<HTMLElement>("[data-button]:not(:disabled)"))?.focus();
  });

  const shift = (from: number, to: number, button: string) => {
    if (to < 0 || to >= names.length || from === to) return;
    follow.current = { at: to, button };
    setSaid(`${names[from]}: now ${to + 1} of ${names.length}`);
    move(from, to);
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const up = event.key === "ArrowUp";
    shift(at, at + (up ? -1 : 1), up ? "up" : "down");
  };
  const drop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged !== null) shift(dragged, at, "up");
    setDragged(null);
    setOver(null);
  };
  return (
    <>
      <ol class={`sortable${numbered ? " numbered" : ""}`} aria-label={label} ref={list}>
        {children.map((child, at) => (
          <li
            key={at}
            class={over === at && dragged !== null ? "over" : undefined}
            onKeyDown={(event) => onKeyDown(event, at)}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => drop(event, at)}
          >
            <span
              class="sortable-handle"
              draggable
              aria-hidden="true"
              title="Drag to another place"
              onDragStart={(event) => {
                setDragged(at);
                event.dataTransfer?.setData("text/plain", names[at] ?? "");
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
            >
              ⠿
            </span>
            <div class="sortable-item">{child}</div>
            <span class="sortable-buttons">
              <button type="button" data-button="up" disabled={at === 0} aria-label={`Move up: ${names[at]}`} onClick={() => shift(at, at - 1, "up")}>↑</button>
              <button type="button" data-button="down" disabled={at === names.length - 1} aria-label={`Move down: ${names[at]}`} onClick={() => shift(at, at + 1, "down")}>↓</button>
              {remove && <button type="button" data-button="remove" aria-label={`Remove: ${names[at]}`} onClick={() => remove(at)}>×</button>}
            </span>
          </li>
        ))}
      </ol>
      <span class="visually-hidden" aria-live="polite">{said}</span>
    </>
  );
}
