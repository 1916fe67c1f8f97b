/** The longest glide of the latents that a hand can set. */
export const LONGEST_MS = 2000;

/** A slider's share, 0 to 1, as a time: the short ones, which the hand tells apart, get most room. */
export function glideMs(share: number): number {
  return Math.round(LONGEST_MS * share ** 3);
}

export function glideShare(ms: number): number {
  return Math.cbrt(Math.min(LONGEST_MS, Math.max(0, ms)) / LONGEST_MS);
}
