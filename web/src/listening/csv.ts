export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** Rows as RFC 4180 has them, under the columns of all rows in the order in which they first come. */
export function toCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  return lines.map((line) => line.map(quoted).join(',') + '\r\n').join('');
}

function quoted(cell: Cell): string {
  if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
