import { describe, expect, it } from 'vitest';
import { shareOf, valueAt, type Reach } from './reach';

const PLAIN: Reach = { low: -10, high: 30 };
const PITCH: Reach = { low: 100, high: 1600, log: true };

describe('what a control reaches', () => {
  it('is straight, or in octaves where the ear hears ratios', () => {
    expect([valueAt(PLAIN, 0.25), shareOf(PLAIN, 10)]).toEqual([0, 0.5]);
    expect(valueAt(PITCH, 0.25)).toBeCloseTo(200);
    expect(shareOf(PITCH, 400)).toBeCloseTo(0.5);
  });

  it('goes there and back, beyond the ends too', () => {
    for (const reach of [PLAIN, PITCH])
      for (const share of [-0.08, 0, 0.3, 1, 1.08])
        expect(shareOf(reach, valueAt(reach, share))).toBeCloseTo(share);
  });

  it('is no number for none', () => {
    expect(Number.isFinite(shareOf({ low: 5, high: 5 }, 5))).toBe(true);
    expect(Number.isFinite(shareOf(PITCH, 0))).toBe(true);
  });
});
