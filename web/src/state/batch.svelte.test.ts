import { describe, expect, it, vi } from 'vitest';
import { SourceError } from '../source/source';
import { Batch, isSound, MOST_FILES } from './batch.svelte';

const file = (name: string, type = 'audio/wav'): File => new File(['x'], name, { type });
const THROUGH = { effect: 'delay', theta: [0.5], input_peak_db: -12 };
const files = (n: number): File[] => Array.from({ length: n }, (_, i) => file(`${i}.wav`));

function world(renderFile = vi.fn((_: string, name: string) => answer(name))) {
  const api = {
    beginBatch: vi.fn(() => Promise.resolve({ batch: '7', most_files: 9, most_bytes: 9 })),
    renderFile,
    batch: vi.fn(() => Promise.resolve(new ArrayBuffer(4))),
    forgetBatch: vi.fn(() => Promise.resolve({})),
  };
  const fail = vi.fn();
  const rack = { through: THROUGH };
  const save = vi.fn();
  const batch = new Batch(api, { rack, fail } as never, save);
  return { api, batch, fail, save };
}
const answer = (name: string) =>
  Promise.resolve({ problem: name.includes('bad') ? 'It is no sound.' : '' });

describe('files of a folder', () => {
  it('are rendered where they are sounds', () => {
    const found = [
      file('a.wav'),
      file('b.FLAC', ''),
      file('cover.jpg', 'image/jpeg'),
      file('x', ''),
    ];
    expect(found.map(isSound)).toEqual([true, true, false, false]);
    expect(isSound(file('._a.wav'))).toBe(false);
  });
});

describe('a batch', () => {
  it('is sent one by one and saved, and says what was left out', async () => {
    const { api, batch, save } = world();
    await batch.render([file('a.wav'), file('notes.txt', 'text/plain'), file('bad.wav')]);
    expect(api.beginBatch).toHaveBeenCalledWith(THROUGH);
    expect(api.renderFile.mock.calls.map(([, name]) => name)).toEqual(['a.wav', 'bad.wav']);
    expect(batch.problems).toEqual(['bad.wav: It is no sound.']);
    expect(batch.said).toBe('1 file of 2 rendered.');
    expect(save).toHaveBeenCalledTimes(1);
    expect(api.forgetBatch).toHaveBeenCalledWith('7');
    expect(batch.done).toBeNull();
  });

  it('can be stopped, and nothing of it stays', async () => {
    const { api, batch, save } = world(
      vi.fn((_: string, name: string) => {
        if (name === '1.wav') batch.stop();
        return answer(name);
      }),
    );
    await batch.render(files(5));
    expect(api.renderFile).toHaveBeenCalledTimes(2);
    expect(save).not.toHaveBeenCalled();
    expect(api.forgetBatch).toHaveBeenCalled();
  });

  it('that is full is saved as far as it came', async () => {
    const { api, batch, save } = world(
      vi.fn((_: string, name: string) =>
        name === '2.wav'
          ? Promise.reject(new SourceError('Too much.', 'Another batch.', 413))
          : answer(name),
      ),
    );
    await batch.render(files(5));
    expect(api.renderFile).toHaveBeenCalledTimes(3);
    expect(batch.problems).toEqual(['2.wav: Too much. Another batch.']);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('ends where nobody answers, and says so', async () => {
    const { api, batch, fail, save } = world(
      vi.fn(() => Promise.reject(new SourceError('The server does not answer.'))),
    );
    await batch.render(files(3));
    expect(api.renderFile).toHaveBeenCalledTimes(1);
    expect(fail).toHaveBeenCalledTimes(1);
    expect(save).not.toHaveBeenCalled();
    expect(batch.done).toBeNull();
  });

  it('has a bound, which is said', async () => {
    const { api, batch } = world();
    await batch.render(files(MOST_FILES + 2));
    expect(api.renderFile).toHaveBeenCalledTimes(MOST_FILES);
    expect(batch.problems[0]).toContain('2 more files');
  });

  it('of no sounds says so', async () => {
    const { api, batch } = world();
    await batch.render([file('a.txt', 'text/plain')]);
    expect([batch.said, api.beginBatch.mock.calls.length]).toEqual([
      'There is no sound among these files.',
      0,
    ]);
  });
});
