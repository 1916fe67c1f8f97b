/** Colours that a ramp has on the map of settings; the one after them is "not known". */
export const BINS = 32;

export interface Shades {
  bins: Uint8Array;
  low: number;
  high: number;
}

/**
 * Which colour each point gets by its value.
 *
 * `range` is what the ends stand for; without it they are the 2nd and 98th percentile, so that a
 * few outliers do not leave everything else in one colour.
 */
export function shadesOf(values: ArrayLike<number>, range: [number, number] | null): Shades {
  const [low, high] = range ?? ends(values);
  const bins = new Uint8Array(values.length).fill(BINS);
  for (let i = 0; i < values.length; i++) {
    const share = shareOf(values[i]!, low, high);
    if (Number.isFinite(share)) bins[i] = Math.round(share * (BINS - 1));
  }
  return { bins, low, high };
}

/** Where a value lies between two ends, 0 to 1; beyond them, at the end. */
export function shareOf(value: number, low: number, high: number): number {
  if (high === low) return Number.isFinite(value) ? 0.5 : NaN;
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

function ends(values: ArrayLike<number>): [number, number] {
  const known = Array.from(values)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (!known.length) return [0, 1];
  const at = (share: number): number => known[Math.round(share * (known.length - 1))]!;
  return known.length > 50 ? [at(0.02), at(0.98)] : [known[0]!, known.at(-1)!];
}
