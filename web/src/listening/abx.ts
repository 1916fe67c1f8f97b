import type { Items, LabelColumn } from '../source/types';

/** Trials of a test: usually, and at most. */
export const PAIRS = 16;
export const MOST_PAIRS = 48;

/**
 * The labels by which two kinds can be told apart: at least two of their levels have items of two
 * groups, so that X need not be what A or B is, nor be recorded together with it.
 */
export function testable(items: Pick<Items, 'group' | 'labels'> | null): string[] {
  if (!items) return [];
  return Object.entries(items.labels)
    .filter(([, column]) => levelsOfSeveral(column, items.group) >= 2)
    .map(([name]) => name);
}

function levelsOfSeveral({ levels, codes }: LabelColumn, group: (string | null)[]): number {
  const groups = levels.map(() => new Set<string>());
  codes.forEach((code, item) => groups[code]?.add(group[item] ?? ''));
  return groups.filter(({ size }) => size > 1).length;
}

/** Where the server has a test, below the page's own address. */
export function addressOf(label: string, pairs: number, seed: number): string {
  return `api/listening/abx?${new URLSearchParams({
    label,
    pairs: String(pairs),
    seed: String(seed),
  })}`;
}
