// A table under a chart, folded: its rows are made when it is opened.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

export function Fold({ title, children }: { title: string; children: () => ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
}
