import { describe, expect, it } from 'vitest';
import { Latest } from './latest';

describe('the newest of what is asked for', () => {
  it('is done one at a time, and skips what was overtaken', async () => {
    const done: number[] = [];
    const waiting: (() => void)[] = [];
    const latest = new Latest<number>(async (wanted) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      done.push(wanted);
      if (wanted === 1) throw new Error('refused');
    });
    for (const wanted of [1, 2, 3]) latest.ask(wanted);
    expect(waiting.length).toBe(1);
    waiting[0]!();
    await new Promise((resolve) => setTimeout(resolve));
    latest.ask(4);
    latest.drop();
    waiting[1]!();
    await new Promise((resolve) => setTimeout(resolve));
    expect([done, waiting.length]).toEqual([[1, 3], 2]);
  });
});
