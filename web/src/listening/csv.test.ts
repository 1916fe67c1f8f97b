import { describe, expect, it } from 'vitest';
import { toCsv, type Row } from './csv';

describe('a table', () => {
  it('has all columns, in the order in which they come', () => {
    const rows: Row[] = [
      { a: 1, b: true },
      { b: false, c: 'x' },
    ];
    expect(toCsv(rows)).toBe('a,b,c\r\n1,true,\r\n,false,x\r\n');
  });

  it('quotes what would fall apart, and leaves empty what is not known', () => {
    const rows = [{ a: 'one, "two"\nthree', b: NaN, c: null }];
    expect(toCsv(rows)).toBe('a,b,c\r\n"one, ""two""\nthree",,\r\n');
  });
});
