import type { Row } from './csv';

/** The mean of a column over the rows that have these values, practice left out; null of none. */
export function meanOf(rows: readonly Row[], column: string, where: Row): number | null {
  const values = rows
    .filter((row) => !row['practice'])
    .filter((row) => Object.entries(where).every(([name, value]) => row[name] === value))
    .map((row) => row[column])
    .filter((value) => typeof value === 'number');
  return values.length ? values.reduce((a, b) => a + b) / values.length : null;
}
