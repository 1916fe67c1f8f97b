import { describe, expect, it } from 'vitest';
import { goesOnAt, secondsInto } from './looper';

const turn = { origin_s: 10, duration_s: 2, looping: true };
const once = { ...turn, looping: false };

describe('how far a sound is', () => {
  it('goes round and round where it loops', () => {
    expect([10, 11, 12, 17.5].map((at_s) => secondsInto(turn, at_s))).toEqual([0, 1, 0, 1.5]);
  });

  it('ends where it does not', () => {
    expect(secondsInto(once, 11.5)).toBe(1.5);
    expect(secondsInto(once, 12)).toBeNull();
  });

  it('is at its beginning before it has begun', () => {
    expect(secondsInto(turn, 9)).toBe(0);
  });
});

describe('the next sound', () => {
  it('goes on at the same moment', () => {
    expect(goesOnAt(turn, 11.5, 3, 'time')).toBe(1.5);
    expect(goesOnAt(turn, 11.5, 4, 'share')).toBe(3);
  });

  it('begins anew where it would be over already', () => {
    expect(goesOnAt(turn, 11.5, 1, 'time')).toBe(0);
    expect(goesOnAt(turn, 11.5, 1, 'share')).toBe(0.75);
  });

  it('begins anew where the last one is over', () => {
    expect(goesOnAt(once, 13, 3, 'time')).toBeNull();
    expect(goesOnAt(once, 13, 3, 'share')).toBeNull();
  });
});
