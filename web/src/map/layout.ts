import type { MapInfo } from '../source/types';

/** A map's points, scaled to -1 to 1 with its shape kept; NaN where an item has no place yet. */
export interface Layout {
  name: string;
  dims: number;
  n: number;
  /** x, y, x, y, ... */
  xy: Float32Array;
  /** The third coordinate, 0 to 1; null for a map in 2-D. */
  depth: Float32Array | null;
  /** How far the neighbours in the picture can be trusted, 0 to 1. */
  trust: Float32Array;
  /** From the map's own coordinates to ours: `(value - offset) * scale`. */
  offset: [number, number];
  scale: number;
}

/** Reads `(n, dims + 1)` rows of x, y[, z], trust. */
export function layoutOf(info: Pick<MapInfo, 'name' | 'dims'>, rows: Float32Array): Layout {
  const columns = info.dims + 1;
  const n = Math.floor(rows.length / columns);
  const column = (which: number): Float32Array =>
    Float32Array.from({ length: n }, (_, row) => rows[row * columns + which]!);
  const [x, y] = [column(0), column(1)];
  const [lowX, highX] = extent(x);
  const [lowY, highY] = extent(y);
  const scale = 2 / Math.max(highX - lowX, highY - lowY, 1e-9);
  const offset: [number, number] = [(lowX + highX) / 2, (lowY + highY) / 2];
  const xy = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    xy[2 * i] = (x[i]! - offset[0]) * scale;
    xy[2 * i + 1] = (y[i]! - offset[1]) * scale;
  }
  const depth = info.dims > 2 ? unit(column(2)) : null;
  return {
    name: info.name,
    dims: info.dims,
    n,
    xy,
    depth,
    trust: column(info.dims),
    offset,
    scale,
  };
}

export function hasPlace(layout: Layout, item: number): boolean {
  return item < layout.n && Number.isFinite(layout.xy[2 * item]);
}

/** Scales to 0 to 1; NaN stays. */
export function unit(values: ArrayLike<number>): Float32Array {
  const [low, high] = extent(values);
  const range = high - low || 1;
  return Float32Array.from(values, (value) => (value - low) / range);
}

/** Least and greatest finite value; [0, 0] where there is none. */
export function extent(values: ArrayLike<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}
