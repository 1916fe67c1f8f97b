import { describe, expect, it } from 'vitest';
import { addressOf, testable } from './abx';

const kind = { levels: ['low', 'high'], codes: [0, 1, 0, 1, -1] };

describe('the labels that a listening test can be about', () => {
  it('have two levels with items of two groups each', () => {
    const group = ['a', 'b', 'c', 'd', 'e'];
    const alone = { levels: ['one', 'other'], codes: [0, 0, 0, 0, 1] };
    expect(testable({ group, labels: { kind, alone } })).toEqual(['kind']);
  });

  it('are none where what is alike was recorded together', () => {
    expect(testable({ group: ['a', 'b', 'a', 'd', 'e'], labels: { kind } })).toEqual([]);
    expect(testable({ group: [null, null, null, null, null], labels: { kind } })).toEqual([]);
  });

  it('are none before there are items', () => {
    expect(testable(null)).toEqual([]);
  });
});

it('names a label as it is, whatever is in it', () => {
  const asked = new URL(addressOf('a&b=c/..', 4, 1), 'http://here/');
  expect(asked.pathname).toBe('/api/listening/abx');
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    label: 'a&b=c/..',
    pairs: '4',
    seed: '1',
  });
});
