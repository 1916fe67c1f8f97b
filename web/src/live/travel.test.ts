import { describe, expect, it } from 'vitest';
import type { Parameter } from '../source/effects';
import { amount, settingsText, settingText, travelOf, typed, valueAt } from './travel';

const parameter = (more: Partial<Parameter> = {}): Parameter => ({
  name: 'a',
  title: 'A',
  unit: '',
  low: 0,
  high: 1,
  scale: 'linear',
  default: 0,
  identifiable: true,
  why_not: '',
  ...more,
});
const CUTOFF = parameter({ unit: 'Hz', low: 20, high: 20_000, scale: 'log' });
const TIME = parameter({ unit: 'ms', low: 0, high: 4000, scale: 'square' });
const FALLING = parameter({ unit: 'dB', low: 20, high: -20 });

describe("a knob's travel", () => {
  it.each([CUTOFF, TIME, FALLING, parameter()])('goes there and back (%#)', (each) => {
    for (const theta of [0, 0.13, 0.5, 0.99, 1])
      expect(travelOf(each, valueAt(each, theta))).toBeCloseTo(theta, 6);
  });

  it('is by ratios, by the square, or downwards, as the effect says', () => {
    expect(Math.round(valueAt(CUTOFF, 0.5))).toBe(632);
    expect(valueAt(TIME, 0.5)).toBe(1000);
    expect(valueAt(FALLING, 0.25)).toBe(10);
  });

  it('ends where the range ends', () => {
    expect([travelOf(CUTOFF, 0), travelOf(CUTOFF, 1e9), travelOf(FALLING, 99)]).toEqual([0, 1, 0]);
  });

  it('is read in the unit that is easiest to read', () => {
    expect(settingText(CUTOFF, 1)).toBe('20 kHz');
    expect(settingText(TIME, 0.1)).toBe('40 ms');
    expect(amount(1500, 'ms')).toBe('1.5 s');
    expect(amount(-1e-12, 'dB')).toBe('0 dB');
    expect(amount(0.5, '')).toBe('0.5');
  });

  it('is read out together with others, but not with too many', () => {
    expect(settingsText([CUTOFF, FALLING], [1, 0.25])).toBe('A 20 kHz, A 10 dB');
    expect(
      settingsText(
        Array.from({ length: 7 }, () => FALLING),
        [],
      ),
    ).toMatch(/ and 3 more$/);
    expect(settingsText([], [])).toBe('');
  });

  it('is typed with or without its unit', () => {
    expect([typed(CUTOFF, '2 kHz'), typed(CUTOFF, '1,5k'), typed(CUTOFF, '440')]).toEqual([
      2000, 1500, 440,
    ]);
    expect([typed(TIME, '2 s'), typed(FALLING, '−3 dB'), typed(FALLING, '+6')]).toEqual([
      2000, -3, 6,
    ]);
    expect([typed(TIME, ''), typed(TIME, 'loud'), typed(TIME, '.')]).toEqual([null, null, null]);
  });
});
