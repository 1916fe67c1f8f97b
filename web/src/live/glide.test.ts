import { describe, expect, it } from 'vitest';
import { glideMs, glideShare, LONGEST_MS } from './glide';

describe('glide', () => {
  it('goes from a slider to milliseconds and back', () => {
    for (const ms of [0, 1, 30, 250, LONGEST_MS]) expect(glideMs(glideShare(ms))).toBe(ms);
    expect(glideShare(1e9)).toBe(1);
  });

  it('has most room for what is short', () => {
    expect(glideShare(100)).toBeGreaterThan(0.35);
  });
});
