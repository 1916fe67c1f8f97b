import { describe, expect, it } from 'vitest';
import { PointGrid } from './grid';

/** Numbers that look random and are the same every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const next = random(7);
const xy = Float32Array.from({ length: 4000 }, () => 2 * next() - 1);
xy[10] = NaN;

function slowNearest(x: number, y: number): number {
  let [best, least] = [-1, Infinity];
  for (let i = 0; i < xy.length / 2; i++) {
    const d = (xy[2 * i]! - x) ** 2 + (xy[2 * i + 1]! - y) ** 2;
    if (d < least) [best, least] = [i, d];
  }
  return best;
}

describe('PointGrid', () => {
  const grid = new PointGrid(xy);

  it('leaves out what has no place, and what is not kept', () => {
    expect(grid.size).toBe(1999);
    expect(new PointGrid(xy, (i) => i % 2 === 0).size).toBe(1000);
    expect(new PointGrid(new Float32Array(0)).nearest(0, 0, 1)).toBe(-1);
  });

  it('finds the nearest point as a search through all does', () => {
    for (let k = 0; k < 200; k++) {
      const [x, y] = [2.4 * next() - 1.2, 2.4 * next() - 1.2];
      expect(grid.nearest(x, y, 3)).toBe(slowNearest(x, y));
    }
  });

  it('finds nothing beyond the radius', () => {
    expect(grid.nearest(5, 5, 0.5)).toBe(-1);
  });

  it('sorts what lies around by distance', () => {
    const found = grid.around(0, 0, 0.3, 20);
    const far = found.map((i) => Math.hypot(xy[2 * i]!, xy[2 * i + 1]!));
    expect(far).toEqual([...far].sort((a, b) => a - b));
    expect(found[0]).toBe(slowNearest(0, 0));
  });

  it('takes what a polygon holds', () => {
    const found = new Set(grid.inside([-0.5, -0.5, 0.5, -0.5, 0.5, 0.5, -0.5, 0.5]));
    for (let i = 0; i < xy.length / 2; i++) {
      const within = Math.abs(xy[2 * i]!) < 0.5 && Math.abs(xy[2 * i + 1]!) < 0.5;
      expect(found.has(i)).toBe(within);
    }
  });

  it('goes the way it is told', () => {
    const cross = new PointGrid(Float32Array.of(0, 0, 1, 0.1, 3, 0, -1, 0, 0, 1, 0.2, -1));
    expect(cross.towards(0, 0, 1, 0, 0)).toBe(1);
    expect(cross.towards(0, 0, -1, 0, 0)).toBe(3);
    expect(cross.towards(0, 0, 0, 1, 0)).toBe(4);
    expect(cross.towards(0, 0, 0, -1, 0)).toBe(5);
    expect(cross.towards(3, 0, 1, 0, 2)).toBe(-1);
  });
});
