/** What a control reaches; `log` where the ear hears ratios in it (Hz). */
export interface Reach {
  low: number;
  high: number;
  log?: boolean;
}

/** Below this a value in Hz is taken for this, as surrogates/base.py has it. */
const LEAST_HZ = 1;

/** A value on the scale that the hand moves along: itself, or octaves. */
export const bent = ({ log }: Reach, value: number): number =>
  log ? Math.log2(Math.max(value, LEAST_HZ)) : value;

/** The value at a place on that scale. */
export const unbent = ({ log }: Reach, place: number): number => (log ? 2 ** place : place);

/** The lower end, and how far the upper one lies from it, on that scale. */
function ends(reach: Reach): [low: number, span: number] {
  const low = bent(reach, reach.low);
  return [low, bent(reach, reach.high) - low || 1e-9];
}

/** Where a value lies: 0 at the lower end, 1 at the upper one, also beyond them. */
export function shareOf(reach: Reach, value: number): number {
  const [low, span] = ends(reach);
  return (bent(reach, value) - low) / span;
}

/** The value at a share of the reach, also beyond its ends. */
export function valueAt(reach: Reach, share: number): number {
  const [low, span] = ends(reach);
  return unbent(reach, low + span * share);
}

export const clip = (share: number): number => Math.min(1, Math.max(0, share));
