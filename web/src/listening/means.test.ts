import { describe, expect, it } from 'vitest';
import { meanOf } from './means';

const ROWS = [
  { kind: 'a', practice: true, time_s: 90 },
  { kind: 'a', practice: false, time_s: 2 },
  { kind: 'a', practice: false, time_s: 4 },
  { kind: 'b', practice: false, time_s: 30 },
  { kind: 'b', practice: false, time_s: null },
];

describe('the mean of a column', () => {
  it('is taken over the rows that were asked for, without practice and empty cells', () => {
    expect(meanOf(ROWS, 'time_s', { kind: 'a' })).toBe(3);
    expect(meanOf(ROWS, 'time_s', { kind: 'b' })).toBe(30);
    expect(meanOf(ROWS, 'time_s', {})).toBe(12);
  });

  it('is none where there is nothing', () => {
    expect(meanOf(ROWS, 'time_s', { kind: 'c' })).toBeNull();
    expect(meanOf(ROWS, 'kind', { kind: 'a' })).toBeNull();
    expect(meanOf([], 'time_s', {})).toBeNull();
  });
});
