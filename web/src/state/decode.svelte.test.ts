import { describe, expect, it, vi } from 'vitest';
import type { Api } from '../source/api';
import type { DecodingInfo } from '../source/decoding';
import { SourceError } from '../source/source';
import type { JobInfo } from '../source/types';
import { Decode } from './decode.svelte';
import type { Ear } from './ear.svelte';

const INFO: DecodingInfo = {
  spaces: [
    {
      id: 'stream:gone',
      in_atlas: true,
      n_dims: null,
      sample_rate: null,
      hop: null,
      problem: { error: 'It is not here.', remedy: '' },
    },
    { id: 'stream:bells', in_atlas: false, n_dims: 8, sample_rate: 48e3, hop: 256, problem: null },
  ],
  most_items: 3,
  most_s: 12,
};

/** A server that is asked by hand: each sound comes when the test lets it. */
function world() {
  let n_jobs = 0;
  const asked: { weights: readonly number[]; answer: () => void; lose: () => void }[] = [];
  const startDecode = vi.fn((_: unknown) =>
    Promise.resolve({ id: `decode-${++n_jobs}`, state: 'done' } as JobInfo),
  );
  const api = {
    decoding: () => Promise.resolve(INFO),
    jobs: () => Promise.resolve([]),
    startDecode,
    ready: (id: string) => Promise.resolve({ id, items: [], durations_s: [1, 1, 1], cut: [] }),
    decodedAudio: (_: string, weights: readonly number[] = []) =>
      new Promise<ArrayBuffer>((resolve, reject) => {
        const lose = (): void => reject(new SourceError('Gone.', '', 404));
        asked.push({ weights, answer: () => resolve(new ArrayBuffer(8)), lose });
      }),
  };
  const heard: string[] = [];
  const looper = { playing: '', busy_ms: 0, stop: vi.fn(() => (looper.playing = '')) };
  const ear = {
    looper,
    wake: () => undefined,
    decoded: () => Promise.resolve({} as AudioBuffer),
    morph: (id: string) => {
      heard.push(id);
      looper.playing = id;
      return performance.now();
    },
  };
  const decode = new Decode(api as unknown as Api, ear as unknown as Ear, () => undefined);
  return { decode, asked, heard, startDecode, looper };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

async function opened() {
  const found = world();
  await found.decode.load();
  found.decode.show();
  return found;
}

describe('sounds between sounds', () => {
  it('go through the first space that can be opened', async () => {
    const { decode } = await opened();
    expect(decode.space?.id).toBe('stream:bells');
    decode.useSpace('stream:gone');
    expect(decode.space?.problem?.error).toBe('It is not here.');
  });

  it('are asked for one at a time, and then only where the hand is by now', async () => {
    const { decode, asked, heard } = await opened();
    decode.add(['a', 'b']);
    for (const at of [0.1, 0.2, 0.3, 0.4, 0.5]) decode.move(at);
    await soon();
    expect(asked.length).toBe(1);
    for (const at of [0.6, 0.7, 0.8]) decode.move(at);
    asked[0]!.answer();
    await soon();
    expect(asked.map(({ weights }) => weights[1])).toEqual([0.5, 0.8]);
    asked[1]!.answer();
    await soon();
    expect(heard).toEqual(['blend', 'blend']);
    expect(decode.busy).toBe(false);
    expect(decode.made?.name).toBe('at-0.80');
  });

  it('are encoded once for all places, and again where they change', async () => {
    const { decode, asked, startDecode } = await opened();
    decode.add(['a', 'b']);
    for (const at of [0.1, 0.9]) {
      decode.move(at);
      await soon();
      asked.at(-1)!.answer();
      await soon();
    }
    expect(startDecode).toHaveBeenCalledTimes(1);
    decode.useFit('stretch');
    await soon();
    expect(startDecode).toHaveBeenCalledTimes(2);
    expect(startDecode.mock.lastCall![0]).toEqual({
      space: 'stream:bells',
      items: ['a', 'b'],
      fit: 'stretch',
    });
  });

  it('do not sound any more once they were stopped', async () => {
    const { decode, asked, heard } = await opened();
    decode.add(['a', 'b']);
    decode.move(0.5);
    await soon();
    decode.stop();
    asked[0]!.answer();
    await soon();
    expect(heard).toEqual([]);
    decode.hear();
    await soon();
    asked[1]!.answer();
    await soon();
    expect(heard).toEqual(['blend']);
  });

  it('are encoded again where the server has let go of them', async () => {
    const { decode, asked, heard, startDecode } = await opened();
    decode.add(['a', 'b']);
    decode.move(0.5);
    await soon();
    asked[0]!.lose();
    await soon();
    expect(startDecode).toHaveBeenCalledTimes(2);
    asked[1]!.answer();
    await soon();
    expect(heard).toEqual(['blend']);
    expect(decode.failure).toBeNull();
  });

  it('say what went wrong, and go on when asked again', async () => {
    const { decode, startDecode } = await opened();
    startDecode.mockImplementationOnce(() => Promise.reject(new SourceError('No.', 'Do so.')));
    decode.add(['a']);
    await soon();
    expect(decode.failure?.remedy).toBe('Do so.');
    decode.hear();
    await soon();
    expect(startDecode).toHaveBeenCalledTimes(2);
    expect(decode.failure).toBeNull();
  });
});

describe('the path', () => {
  it('takes each sound once, and no more than there is room for', async () => {
    const { decode } = await opened();
    decode.add(['a', 'b', 'a']);
    decode.add(['c', 'd', 'e']);
    expect(decode.items).toEqual(['a', 'b', 'c']);
    expect(decode.full).toBe(true);
  });

  it('leads to a sound that is on it already', async () => {
    const { decode } = await opened();
    decode.add(['a', 'b', 'c']);
    decode.add(['c']);
    expect(decode.at).toBe(2);
    expect(decode.nearest).toBe('c');
  });

  it('keeps the place at the sound where it is, whatever happens to the others', async () => {
    const { decode } = await opened();
    decode.add(['a', 'b', 'c']);
    decode.move(2);
    decode.raise('c');
    expect([decode.items, decode.at]).toEqual([['a', 'c', 'b'], 1]);
    decode.remove('a');
    expect([decode.items, decode.at]).toEqual([['c', 'b'], 0]);
    decode.raise('c');
    expect(decode.items).toEqual(['c', 'b']);
    decode.clear();
    expect([decode.items, decode.at, decode.encoding.ready]).toEqual([[], 0, null]);
  });

  it('has shares that are a whole, at a place and for the mean', async () => {
    const { decode } = await opened();
    decode.add(['a', 'b', 'c']);
    decode.move(1.25);
    expect(decode.weights).toEqual([0, 0.75, 0.25]);
    decode.average();
    expect(decode.weights.reduce((a, b) => a + b)).toBeCloseTo(1);
    decode.move(0);
    expect(decode.mean).toBe(false);
  });
});
