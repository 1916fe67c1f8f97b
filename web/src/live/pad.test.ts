import { describe, expect, it } from 'vitest';
import type { ArrowsInfo, HeatInfo } from '../source/live';
import { arrowAt, effectsOf, fromPixel, heatBox, moved, toPixel, type Axes } from './pad';

const AXES: Axes = { x: { low: -2, high: 2 }, y: { low: 0, high: 100 } };
const DIMS = { x: 0, y: 1 };

/** What two dims do to brightness, each give or take as much. */
function arrows(value: number[], doubt = 0.01): ArrowsInfo {
  const shifted = (by: number): number[] => value.map((each) => each + by);
  const believed = { value, low: shifted(-doubt), high: shifted(doubt) };
  return { dims: ['z0', 'z1'], words: { brightness: { believed, heard: null, cosine: null } } };
}
const drawn = (value: number[], doubt?: number) =>
  arrowAt(effectsOf(arrows(value, doubt), 'brightness'), DIMS);

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

  it('is as wide for an octave wherever it is, and a key moves it as far', () => {
    const axes = { ...AXES, x: { low: 100, high: 1600, log: true } };
    expect(fromPixel(axes, [0.5, 0])[0]).toBeCloseTo(400);
    expect(toPixel(axes, [800, 0])[0]).toBeCloseTo(0.75);
    for (const hz of [120, 700]) {
      const [x, y] = moved(axes, [hz, 50], [0.25, 0.1]);
      expect(x).toBeCloseTo(2 * hz);
      expect(y).toBeCloseTo(60);
    }
    expect(moved(axes, [1600, 0], [0.1, -0.1])[0]).toBeCloseTo(1600);
  });

  it('points where the word rises', () => {
    const up = drawn([0, 0.2])!;
    expect(up.dx).toBeCloseTo(0);
    expect(up.dy).toBeLessThan(0);
    expect(drawn([-0.3, 0])!.dx).toBeLessThan(0);
  });

  it('is as long as the change, and says when the surrogate is not sure', () => {
    const length = (value: number[]): number => Math.hypot(drawn(value)!.dx, drawn(value)!.dy);
    expect(length([0.3, 0])).toBeGreaterThan(length([0.1, 0]));
    expect(length([50, 0])).toBeLessThanOrEqual(22.001);
    expect(drawn([0.3, 0])!.sure).toBe(true);
    expect(drawn([0.3, 0], 0.5)!.sure).toBe(false);
  });

  it('has no arrow where nothing is known', () => {
    expect(drawn([0, 0])).toBeNull();
    expect(arrowAt(effectsOf(null, 'brightness'), DIMS)).toBeNull();
    expect(effectsOf(arrows([1, 1]), 'wobbly')).toEqual([]);
    expect(effectsOf(arrows([1, 1]), 'brightness', true)).toEqual([]);
  });

  it('has the heat map where its values are', () => {
    const heat = { x: [-1, 0, 1], y: [25, 75] } as unknown as HeatInfo;
    const [left, top, width, height] = heatBox(heat, AXES);
    expect([left, width]).toEqual([0.125, 0.75]);
    expect([top, height]).toEqual([0, 1]);
  });
});
