import { describe, expect, it } from 'vitest';
import type { Parameter } from '../source/effects';
import {
  amount,
  choiceAt,
  settingsText,
  settingText,
  travelOf,
  travelOfChoice,
  typed,
  valueAt,
} from './travel';

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

describe('a switch', () => {
  const MODE = parameter({
    high: 2,
    choices: [
      [0, 'stop'],
      [0.5, 'slow'],
      [1.5, 'fast'],
    ],
  });

  it('is read by the name of its position', () => {
    const names = [0, 0.24, 0.26, 0.74, 0.76, 1].map((theta) => settingText(MODE, theta));
    expect(names).toEqual(['stop', 'stop', 'slow', 'slow', 'fast', 'fast']);
    expect(choiceAt(parameter(), 0.5)).toBe(-1);
    expect(settingsText([MODE], [1])).toBe('A fast');
  });

  it('is set to the middle of a position, and is then there', () => {
    for (const choice of [0, 1, 2])
      expect(choiceAt(MODE, travelOfChoice(MODE, choice))).toBe(choice);
    expect(travelOfChoice(MODE, 1)).toBe(0.5);
  });
});
