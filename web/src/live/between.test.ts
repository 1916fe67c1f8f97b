import { describe, expect, it } from 'vitest';
import { placeText, sharesAt, type Share } from './between';

/** A place among sounds that lie anywhere, but always the same. */
function near(x: number, y: number, n = 40): { item: number; distance: number }[] {
  let seed = 7;
  const next = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
  return Array.from({ length: n }, (_, item) => ({
    item,
    distance: Math.hypot(next() - x, next() - y),
  }));
}

const total = (shares: readonly Share[]): number => shares.reduce((sum, s) => sum + s.weight, 0);

/** What a dim would be there, if each sound had its number as latent. */
const latent = (shares: readonly Share[]): number =>
  shares.reduce((sum, { item, weight }) => sum + Math.sin(item) * weight, 0);

describe('a place between sounds', () => {
  it('is made of few sounds, whose shares add up to one', () => {
    for (let i = 0; i < 50; i++) {
      const shares = sharesAt(near(i / 50, 1 - i / 50));
      expect(total(shares)).toBeCloseTo(1);
      expect(shares.length).toBeLessThanOrEqual(7);
      expect(shares.every(({ weight }) => weight > 0)).toBe(true);
    }
  });

  it('is that sound alone where it lies on one', () => {
    expect(sharesAt([...near(0.4, 0.4), { item: 99, distance: 0 }])).toEqual([
      { item: 99, weight: 1 },
    ]);
    const close = sharesAt([...near(0.4, 0.4), { item: 99, distance: 1e-4 }]);
    expect(close.find(({ item }) => item === 99)!.weight).toBeGreaterThan(0.99);
  });

  it('changes without a jump while a hand moves', () => {
    let before = latent(sharesAt(near(0.2, 0.3)));
    for (let step = 1; step <= 4000; step++) {
      const after = latent(sharesAt(near(0.2 + (0.6 * step) / 4000, 0.3 + (0.4 * step) / 4000)));
      expect(Math.abs(after - before)).toBeLessThan(0.05);
      before = after;
    }
  });

  it('needs no more than one sound, and makes nothing of none', () => {
    expect(sharesAt([])).toEqual([]);
    expect(sharesAt([{ item: 3, distance: 5 }])).toEqual([{ item: 3, weight: 1 }]);
    const twins = [1, 2].map((item) => ({ item, distance: 0.5 }));
    expect(total(sharesAt(twins))).toBeCloseTo(1);
  });

  it('says where it is', () => {
    const nameOf = (item: number): string => `s${item}`;
    const text = (...weights: number[]): string =>
      placeText(
        weights.map((weight, item) => ({ item, weight })),
        nameOf,
      );
    expect(text(0.98, 0.02)).toBe('On s0');
    expect(text(0.3, 0.6, 0.1)).toBe('Between 60 % s1, 30 % s0 and 1 more');
    expect(text()).toBe('');
  });
});
