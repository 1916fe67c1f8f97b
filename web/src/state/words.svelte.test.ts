import { describe, expect, it, vi } from 'vitest';
import type { OwnWordInfo, WordsApi } from '../source/words';
import { Words } from './words.svelte';

const word = (name: string, more: Partial<OwnWordInfo> = {}): OwnWordInfo => ({
  name,
  title: name,
  unit: '',
  low: 0,
  high: 1,
  n_marks: 0,
  n_yes: 0,
  n_no: 0,
  marks: {},
  fitted: true,
  leading: [],
  reliability: null,
  said: '',
  ...more,
});

function world(list: OwnWordInfo[]) {
  const there = { list };
  const api = {
    list: vi.fn(() => Promise.resolve(there.list)),
    values: vi.fn((name: string) =>
      name === 'deaf' ? Promise.reject(new Error('no')) : Promise.resolve(Float32Array.of(1, 2)),
    ),
    mark: vi.fn(() => Promise.resolve(there.list[0]!)),
    unmark: vi.fn(() => Promise.resolve(there.list[0]!)),
    rename: vi.fn(() => Promise.resolve((there.list = [word('wavy')])[0]!)),
    forget: vi.fn(() => Promise.resolve((there.list = [])[0]!)),
    fit: vi.fn(() => Promise.reject(new Error('Too few marks.'))),
  };
  return { words: new Words(api as unknown as WordsApi), api, there };
}

describe('Words', () => {
  it('offers as colours what was learned and can be read here', async () => {
    const { words } = world([word('wobbly'), word('deaf'), word('new', { fitted: false })]);
    await words.load();
    expect([...words.columns.keys()]).toEqual(['wobbly']);
    expect([...words.columns.get('wobbly')!.values]).toEqual([1, 2]);
  });

  it('takes a rating back that is given again', async () => {
    const { words, api } = world([word('wobbly', { marks: { a: 5, b: 5, c: 1 } })]);
    await words.load();
    words.text = 'wobbly';
    expect(words.ratingOfAll(['a', 'b'])).toBe(5);
    expect(words.ratingOfAll(['a', 'c'])).toBeNull();
    expect(words.ratingOfAll([])).toBeNull();
    await words.rate(5, ['a', 'b']);
    expect(api.unmark).toHaveBeenCalledWith('wobbly', ['a', 'b']);
    await words.rate(5, ['a', 'c']);
    expect(api.mark).toHaveBeenCalledWith('wobbly', 5, ['a', 'c']);
    await words.rate(1);
    expect(api.mark).toHaveBeenLastCalledWith('wobbly', 1, undefined);
  });

  it('says what a word is called now, and that it is gone', async () => {
    const { words } = world([word('wobbly')]);
    const gone: unknown[] = [];
    words.gone = (...said) => gone.push(said);
    await words.load();
    words.text = 'wobbly';
    await words.rename('wavy');
    expect(words.text).toBe('wavy');
    await words.forget();
    expect(gone).toEqual([
      ['wobbly', 'wavy'],
      ['wavy', null],
    ]);
    expect(words.list).toEqual([]);
  });

  it('says what went wrong, and goes on', async () => {
    const { words } = world([word('wobbly')]);
    await words.load();
    words.text = 'wobbly';
    await words.learn();
    expect(words.failure?.error).toBe('Too few marks.');
    expect(words.busy).toBe(false);
  });

  it('reads once more at most for all that is heard meanwhile', async () => {
    const { words, api } = world([word('wobbly')]);
    await Promise.all([words.refresh(), words.refresh(), words.refresh()]);
    expect(api.list.mock.calls.length).toBeLessThanOrEqual(2);
  });
});
