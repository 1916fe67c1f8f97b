import { describe, expect, it } from 'vitest';
import { BINS, shadesOf, shareOf } from './column';

describe('the colours of a column', () => {
  it('go from the lowest to the highest, and what is not known has one of its own', () => {
    const { bins, low, high } = shadesOf([2, 4, NaN, 3], null);
    expect([...bins]).toEqual([0, BINS - 1, BINS, Math.round((BINS - 1) / 2)]);
    expect([low, high]).toEqual([2, 4]);
  });

  it('are not left to a few outliers', () => {
    const values = [...Array.from({ length: 1000 }, (_, i) => i), 1e9, -1e9];
    const { low, high } = shadesOf(values, null);
    expect(low).toBeGreaterThan(-1);
    expect(high).toBeLessThan(1000);
  });

  it('stand for what they are told to', () => {
    expect([...shadesOf([0.5], [0, 1]).bins]).toEqual([Math.round(0.5 * (BINS - 1))]);
    expect([shareOf(9, 0, 3), shareOf(-1, 0, 3), shareOf(1, 1, 1)]).toEqual([1, 0, 0.5]);
    expect(shadesOf([], null)).toMatchObject({ low: 0, high: 1 });
  });
});
