import { expect, it } from 'vitest';
import { counted, duration, figure, left } from './format';

it.each([
  [0.32, '320 ms'],
  [4.23, '4.2 s'],
  [185, '3:05'],
  [3723, '1:02:03'],
  [null, ''],
])('says the duration %s as %s', (s, text) => expect(duration(s)).toBe(text));

it.each([
  [0, '0'],
  [0.5, '0.5'],
  [12.34, '12.3'],
  [1234.5, '1235'],
  [-23.04, '-23'],
  [1e-5, '1.0e-5'],
  [null, '–'],
])('writes %s as %s', (value, text) => expect(figure(value)).toBe(text));

it('counts', () => {
  expect([counted(1, 'sound'), counted(1200, 'sound')]).toEqual(['1 sound', '1,200 sounds']);
  expect([left(12.4), left(200), left(null)]).toEqual(['12 s left', '3 min left', '']);
});
