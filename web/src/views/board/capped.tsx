// A list of which the first items stand there and the others are asked for.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface CappedProps<Item> {
  items: readonly Item[];
  first: number;
  row: (item: Item, index: number) => ComponentChildren;
  class?: string;
}

export function Capped<Item>({ items, first, row, class: classes }: CappedProps<Item>) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, first);
  return (
    <>
      <ul class={classes}>{shown.map(row)}</ul>
      {items.length > shown.length && (
        <button type="button" class="plain" onClick={() => setAll(true)}>{items.length - shown.length} more</button>
      )}
    </>
  );
}
