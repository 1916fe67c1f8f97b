import { describe, expect, it } from 'vitest';
import type { LiveWord } from '../source/live';
import { arrowAt, fromPixel, toPixel, type Axes } from './pad';

const AXES: Axes = { x: [-2, 2], y: [0, 100] };
const WORD = { name: 'brightness', low: 0, high: 50 } as LiveWord;
const arrows = (change: number[], spread = [0, 0]) => ({
  words: ['depth', 'brightness'],
  dims: ['z0', 'z1'],
  change: [[9, 9], change],
  spread: [[9, 9], spread],
});

describe('the pad', () => {
  it('has the lowest at the lower left, and goes there and back', () => {
    expect(toPixel(AXES, [-2, 0])).toEqual([0, 1]);
    expect(fromPixel(AXES, [1, 0])).toEqual([2, 100]);
    for (const place of [
      [0.3, 77],
      [-1.5, 4],
    ] as const) {
      const [x, y] = fromPixel(AXES, toPixel(AXES, place));
      expect(x).toBeCloseTo(place[0]);
      expect(y).toBeCloseTo(place[1]);
    }
  });

  it('keeps a hand that leaves it at its edge', () => {
    expect(fromPixel(AXES, [3, -1])).toEqual([2, 100]);
  });

  it('points where the word rises', () => {
    const up = arrowAt(arrows([0, 0.5]), WORD, { x: 0, y: 1 }, AXES)!;
    expect(up.dx).toBeCloseTo(0);
    expect(up.dy).toBeLessThan(0);
    const left = arrowAt(arrows([-3, 0]), WORD, { x: 0, y: 1 }, AXES)!;
    expect(left.dx).toBeLessThan(0);
  });

  it('is as long as the change, and says when the surrogate is not sure', () => {
    const length = (change: number[], spread?: number[]): number => {
      const { dx, dy } = arrowAt(arrows(change, spread), WORD, { x: 0, y: 1 }, AXES)!;
      return Math.hypot(dx, dy);
    };
    expect(length([1, 0])).toBeGreaterThan(length([0.1, 0]));
    expect(length([1e3, 0])).toBeLessThanOrEqual(16.001);
    expect(arrowAt(arrows([1, 0], [2, 2]), WORD, { x: 0, y: 1 }, AXES)!.sure).toBe(false);
    expect(arrowAt(arrows([0, 0]), WORD, { x: 0, y: 1 }, AXES)).toBeNull();
    expect(arrowAt(null, WORD, { x: 0, y: 1 }, AXES)).toBeNull();
  });
});
