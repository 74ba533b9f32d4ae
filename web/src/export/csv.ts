// Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe before it.

export interface Column<Row> {
  title: string;
  cell: (row: Row) => string | number | boolean | null | undefined;
}

function quote(value: string | number | boolean | null | undefined): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = (value ?? "").replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf<Row>(columns: Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map((column) => quote(column.title)),
    ...rows.map((row) => columns.map((column) => quote(column.cell(row)))),
  ];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}
