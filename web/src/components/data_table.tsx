// A table that sorts by the heads of its columns. The heads are buttons and say how the table is sorted.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";

export interface TableColumn<Row> {
  title: string;
  /** What the column is sorted and exported by. */
  cell: (row: Row) => string | number | boolean | null | undefined;
  /** How it looks, where that differs. */
  show?: (row: Row) => ComponentChildren;
  numeric?: boolean;
}

interface TableProps<Row> {
  caption: string;
  columns: TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string | number;
  /** At most so many rows are drawn; the caption says so. */
  max?: number;
}

type Cell = string | number | boolean | null | undefined;

function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1;
}

export function DataTable<Row>({ caption, columns, rows, rowKey, max = 500 }: TableProps<Row>) {
  const [by, setBy] = useState<{ column: number; down: boolean } | null>(null);
  const sorted = useMemo(() => {
    const column = by && columns[by.column];
    if (!column) return rows;
    return [...rows].sort((a, b) => compare(column.cell(a), column.cell(b)) * (by.down ? -1 : 1));
  }, [rows, columns, by]);
  const sortBy = (column: number, numeric: boolean) =>
    setBy((old) => ({ column, down: old?.column === column ? !old.down : numeric }));
  return (
    <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table class="data">
        <caption>
          {caption}
          {rows.length > max && ` (the first ${max} of ${rows.length})`}
        </caption>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th
                key={column.title}
                scope="col"
                class={column.numeric ? "num" : undefined}
                aria-sort={by?.column === i ? (by.down ? "descending" : "ascending") : undefined}
              >
                <button type="button" onClick={() => sortBy(i, column.numeric ?? false)}>
                  {column.title}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, max).map((row, i) => (
            <tr key={rowKey(row, i)}>
              {columns.map((column) => (
                <td key={column.title} class={column.numeric ? "num" : undefined}>
                  {column.show ? column.show(row) : column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
