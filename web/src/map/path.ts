/** A path through points in their order; places on it go from 0 (the first) to n - 1 (the last). */

export type Point = readonly [number, number];

/** The shares of `n` sounds at a place on the path through them. */
export function pathWeights(at: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => Math.max(0, 1 - Math.abs(i - at)));
}

/** Where a place is; null where a point that it lies between has no place on the map. */
export function pointAt(points: readonly (Point | null)[], at: number): Point | null {
  const from = Math.min(Math.max(0, Math.floor(at)), points.length - 1);
  const share = Math.min(1, Math.max(0, at - from));
  const a = points[from];
  const b = points[from + 1];
  if (!a) return null;
  if (share === 0) return a;
  return b ? [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share] : null;
}

/** The middle of all points that have a place. */
export function middleOf(points: readonly (Point | null)[]): Point | null {
  const known = points.filter((point) => point !== null);
  if (!known.length) return null;
  const mean = (axis: 0 | 1): number =>
    known.reduce((sum, point) => sum + point[axis], 0) / known.length;
  return [mean(0), mean(1)];
}

/**
 * The place on the path that is nearest to a point, and how far away it is.
 *
 * With `near`, only the legs that touch that place's own are looked at, so that a hand that
 * drags along the path is not thrown to another part of it where the path crosses itself.
 */
export function nearestOn(
  points: readonly (Point | null)[],
  to: Point,
  near?: number,
): { at: number; distance: number } | null {
  let best: { at: number; distance: number } | null = null;
  for (let leg = 0; leg + 1 < points.length; leg++) {
    if (near !== undefined && (leg > Math.floor(near) + 1 || leg < Math.ceil(near) - 2)) continue;
    const [a, b] = [points[leg], points[leg + 1]];
    if (!a || !b) continue;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = dx * dx + dy * dy;
    const along = length ? ((to[0] - a[0]) * dx + (to[1] - a[1]) * dy) / length : 0;
    const share = Math.min(1, Math.max(0, along));
    const distance = Math.hypot(a[0] + dx * share - to[0], a[1] + dy * share - to[1]);
    if (!best || distance < best.distance) best = { at: leg + share, distance };
  }
  return best;
}
