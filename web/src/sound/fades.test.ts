import { expect, it } from 'vitest';
import { FADE_IN_S, FADE_OUT_S, fadeEnds } from './fades';

const RATE_HZ = 48_000;

it('fades in and out within 5 to 15 ms, and leaves the middle alone', () => {
  const samples = new Float32Array(4800).fill(1);
  fadeEnds([samples], RATE_HZ);
  const [n_in, n_out] = [FADE_IN_S * RATE_HZ, FADE_OUT_S * RATE_HZ];
  for (const s of [FADE_IN_S, FADE_OUT_S]) expect(s >= 0.005 && s <= 0.015).toBe(true);
  expect([samples[0], samples.at(-1)]).toEqual([0, 0]);
  expect(samples[n_in / 2]).toBeCloseTo(0.5);
  expect(samples.slice(n_in, -n_out).every((each) => each === 1)).toBe(true);
  for (let i = 1; i < n_in; i++) expect(samples[i]).toBeGreaterThan(samples[i - 1]!);
});

it('shares a very short sound between both fades', () => {
  const samples = new Float32Array(10).fill(1);
  fadeEnds([samples], RATE_HZ);
  expect(samples[0]).toBe(0);
  expect(samples[9]).toBe(0);
  expect(Math.max(...samples)).toBeGreaterThan(0.5);
});
