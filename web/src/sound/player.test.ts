import { expect, it } from 'vitest';
import { levelAt } from './player';

const voice = { id: 'a', starts_s: 1, ends_s: 2, fade_in_s: 0.01, fade_out_s: 0.02, gain: 0.5 };

it.each([
  [0.9, 0],
  [1, 0],
  [1.005, 0.25],
  [1.5, 0.5],
  [1.99, 0.25],
  [2.5, 0],
])('follows the envelope: at %f s it is %f', (at_s, level) => {
  expect(levelAt(voice, at_s)).toBeCloseTo(level);
});
