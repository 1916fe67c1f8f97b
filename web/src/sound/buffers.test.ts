import { describe, expect, it } from 'vitest';
import { Buffers } from './buffers';

const sound = { length: 100, numberOfChannels: 1 };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function counted(most_bytes?: number) {
  const asked: string[] = [];
  const release: (() => void)[] = [];
  const buffers = new Buffers(async (key: string) => {
    asked.push(key);
    if (key.startsWith('slow')) await new Promise<void>((resolve) => release.push(resolve));
    if (key === 'bad') throw new Error('gone');
    return { ...sound, key };
  }, most_bytes);
  return { asked, release, buffers };
}

describe('Buffers', () => {
  it('fetches a sound once, however often and at once it is asked for', async () => {
    const { asked, buffers } = counted();
    await Promise.all([buffers.load('a'), buffers.load('a')]);
    await buffers.load('a');
    expect(asked).toEqual(['a']);
  });

  it('forgets the least recently used first, never more than it must', async () => {
    const { buffers } = counted(3 * 400);
    for (const key of ['a', 'b', 'c']) await buffers.load(key);
    buffers.get('a');
    await buffers.load('d');
    expect(['a', 'b', 'c', 'd'].map((key) => buffers.has(key))).toEqual([true, false, true, true]);
  });

  it('tries again after a failure', async () => {
    const { asked, buffers } = counted();
    await expect(buffers.load('bad')).rejects.toThrow('gone');
    await expect(buffers.load('bad')).rejects.toThrow('gone');
    expect(asked).toEqual(['bad', 'bad']);
  });

  it('guesses a few at a time, and drops an old guess for a new one', async () => {
    const { asked, release, buffers } = counted();
    buffers.prefetch(['slow1', 'slow2', 'slow3', 'slow4', 'old']);
    buffers.prefetch(['new', 'slow1']);
    expect(asked).toEqual(['slow1', 'slow2', 'slow3', 'slow4']);
    release[0]!();
    await settled();
    expect(asked).toEqual(['slow1', 'slow2', 'slow3', 'slow4', 'new']);
  });

  it('does not let guesses hold up a sound that is wanted now', async () => {
    const { buffers } = counted();
    buffers.prefetch(['slow1', 'slow2', 'slow3', 'slow4']);
    await expect(buffers.load('now')).resolves.toMatchObject({ key: 'now' });
  });
});
