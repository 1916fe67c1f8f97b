import { describe, expect, it } from 'vitest';
import { Round, type Trial } from './round.svelte';

const PLAN: Trial[] = [
  { block: 'a', practice: true },
  { block: 'a', practice: false },
  { block: 'b', practice: false },
];

/** Storage and a clock by hand. */
function world() {
  const kept = new Map<string, string>();
  const store = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  };
  const clock = { ms: 0 };
  return { kept, clock, open: () => new Round<Trial>('task', store, () => clock.ms) };
}

describe('a round of a listening task', () => {
  it('goes through its trials, and keeps time and counts', () => {
    const { clock, open } = world();
    const round = open();
    round.begin(PLAN, { seed: 3 });
    round.start();
    clock.ms += 4200;
    round.count('changes');
    round.count('changes');
    round.answer({ distance: 0.5 }, ['changes', 'listens']);
    expect(round.rows).toEqual([
      {
        seed: 3,
        trial: 1,
        block: 'a',
        practice: true,
        time_s: 4.2,
        restarts: 0,
        changes: 2,
        listens: 0,
        distance: 0.5,
      },
    ]);
    expect(round.trial).toEqual(PLAN[1]);
  });

  it('counts no time in which an answer is worked out', () => {
    const { clock, open } = world();
    const round = open();
    round.begin(PLAN, {});
    for (const time_s of [2, 3]) {
      round.start();
      clock.ms += 1000 * time_s;
      round.rest();
      clock.ms += 700;
      round.rest();
      round.answer({});
      expect(round.rows.at(-1)!['time_s']).toBe(time_s);
    }
  });

  it('takes no answer to what was not heard, and counts nothing then', () => {
    const { open } = world();
    const round = open();
    round.begin(PLAN, {});
    round.count('changes');
    round.answer({});
    expect(round.at).toBe(0);
    round.start();
    expect(round.counted('changes')).toBe(0);
  });

  it('goes on where it was when the page is loaded again', () => {
    const { clock, open } = world();
    const before = open();
    before.begin(PLAN, { seed: 3 });
    before.start();
    before.answer({ distance: 1 });
    before.start();
    clock.ms += 60_000;
    const after = open();
    expect([after.at, after.going, after.trial]).toEqual([1, false, PLAN[1]]);
    after.start();
    clock.ms += 1000;
    after.answer({ distance: 2 });
    expect(after.rows[1]).toMatchObject({ seed: 3, time_s: 1, restarts: 1, distance: 2 });
    after.start();
    after.answer({});
    expect([after.over, after.trial, after.rows[2]!['restarts']]).toEqual([true, null, 0]);
    expect(after.csv().split('\r\n').length).toBe(5);
  });

  it('forgets all of it when asked to, and what is none', () => {
    const { kept, open } = world();
    const round = open();
    round.begin(PLAN, {});
    round.forget();
    expect([round.trial, round.over, kept.size]).toEqual([null, false, 0]);
    kept.set('task', '{"plan": 3}');
    expect(open().trial).toBeNull();
    kept.set('task', 'no');
    expect(open().trial).toBeNull();
  });
});
