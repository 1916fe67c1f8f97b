import { describe, expect, it } from 'vitest';
import { middleOf, nearestOn, pathWeights, pointAt, type Point } from './path';

const CORNER: Point[] = [
  [0, 0],
  [10, 0],
  [10, 10],
];

describe('shares along a path', () => {
  it('are a whole, of at most two neighbours, and lead from the first to the last', () => {
    for (let at = 0; at <= 3; at += 0.13) {
      const weights = pathWeights(at, 4);
      const sum = weights.reduce((a, b) => a + b, 0);
      const place = weights.reduce((total, weight, i) => total + weight * i, 0);
      expect(sum).toBeCloseTo(1);
      expect(place).toBeCloseTo(at);
      expect(weights.filter((weight) => weight > 0).length).toBeLessThanOrEqual(2);
    }
    expect(pathWeights(0, 1)).toEqual([1]);
  });
});

describe('a place on a path', () => {
  it('goes through the points in their order', () => {
    expect(pointAt(CORNER, 0)).toEqual([0, 0]);
    expect(pointAt(CORNER, 0.5)).toEqual([5, 0]);
    expect(pointAt(CORNER, 1.25)).toEqual([10, 2.5]);
    expect(pointAt(CORNER, 2)).toEqual([10, 10]);
  });

  it('is nowhere beside a point that is not on the map', () => {
    const torn = [CORNER[0]!, null, CORNER[2]!];
    expect(pointAt(torn, 0)).toEqual([0, 0]);
    expect(pointAt(torn, 0.5)).toBeNull();
    expect(pointAt(torn, 1)).toBeNull();
    expect(pointAt([], 0)).toBeNull();
  });

  it('is found again from where it is', () => {
    for (let at = 0; at <= 2; at += 0.17) {
      const found = nearestOn(CORNER, pointAt(CORNER, at)!);
      expect(found!.at).toBeCloseTo(at);
      expect(found!.distance).toBeCloseTo(0);
    }
  });

  it('is the nearest there is, also beyond the ends', () => {
    expect(nearestOn(CORNER, [-5, 3])!.at).toBe(0);
    expect(nearestOn(CORNER, [4, -2])).toEqual({ at: 0.4, distance: 2 });
    expect(nearestOn(CORNER, [99, 99])!.at).toBe(2);
    expect(nearestOn([CORNER[0]!], [1, 1])).toBeNull();
  });

  it('stays on its part of a path that crosses itself', () => {
    const crossing: Point[] = [
      [0, 0],
      [10, 10],
      [20, 5],
      [10, -5],
      [0, 10],
    ];
    const cross: Point = [4.1, 4];
    expect(nearestOn(crossing, cross, 0.4)!.at).toBeLessThan(1);
    expect(nearestOn(crossing, cross, 3.6)!.at).toBeGreaterThan(2);
  });

  it('may lie on points that are one', () => {
    const same: Point[] = [
      [3, 3],
      [3, 3],
    ];
    expect(nearestOn(same, [3, 4])).toEqual({ at: 0, distance: 1 });
  });
});

describe('the middle', () => {
  it('is that of the points that are on the map', () => {
    expect(middleOf([...CORNER, null])![0]).toBeCloseTo(20 / 3);
    expect(middleOf([null])).toBeNull();
  });
});
