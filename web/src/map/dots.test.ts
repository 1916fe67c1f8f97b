import { describe, expect, it } from 'vitest';
import { frameIn, pixelOf, placeOf, radiusOf } from './dots';

describe('the frame of a map of settings', () => {
  it('goes there and back, with the lowest at the lower left', () => {
    const frame = frameIn(900, 700);
    expect(pixelOf(frame, -1, -1)[1]).toBeGreaterThan(pixelOf(frame, -1, 1)[1]);
    for (const [x, y] of [
      [0.2, -0.7],
      [-1, 1],
    ] as const) {
      const [px, py] = placeOf(frame, ...pixelOf(frame, x, y));
      expect(px).toBeCloseTo(x);
      expect(py).toBeCloseTo(y);
    }
  });

  it('keeps a hand that leaves it at its edge', () => {
    expect(placeOf(frameIn(900, 700), -50, 9000)).toEqual([-1, -1]);
  });

  it('is stretched, but never so far that near and far change places', () => {
    const wide = frameIn(2000, 400);
    const narrow = frameIn(300, 900);
    expect(wide.halfWidth / wide.halfHeight).toBeCloseTo(1.4);
    expect(narrow.halfHeight / narrow.halfWidth).toBeCloseTo(1.4);
    expect(frameIn(10, 10).halfWidth).toBeGreaterThan(0);
  });

  it('has smaller points where there are more', () => {
    const frame = frameIn(800, 700);
    const radii = [50, 1000, 10_000].map((n) => radiusOf(n, frame));
    expect(radii).toEqual([...radii].sort((a, b) => b - a));
    expect(radii[0]).toBeGreaterThan(radii[2]!);
  });
});
