import { expect, it } from 'vitest';
import { Trail, TRAIL_S } from './trail';

it('fades from the newest to the oldest, and forgets', () => {
  const trail = new Trail();
  trail.add(1, 0);
  trail.add(2, 4000);
  trail.add(2, 4500);
  const seen = trail.visible(5000);
  expect(seen.map(({ item }) => item)).toEqual([1, 2]);
  expect(seen[0]!.strength).toBeLessThan(seen[1]!.strength);
  expect(trail.visible(TRAIL_S * 1000 + 1).map(({ item }) => item)).toEqual([2]);
  expect(trail.visible(99_000)).toEqual([]);
});

it('keeps a bounded number of steps', () => {
  const trail = new Trail();
  for (let i = 0; i < 500; i++) trail.add(i, i);
  expect(trail.visible(500)).toHaveLength(60);
});
