import { describe, expect, it } from 'vitest';
import { MOST_PRESETS, readPresets, withPreset, type Preset } from './presets';

const preset = (name: string): Preset => ({
  name,
  voice: 'stream:bells',
  words: { brightness: 40 },
  latents: [0, 1],
});

describe('presets', () => {
  it('come back as they were kept, without what is none', () => {
    const kept = [preset('a'), preset('b')];
    const found = readPresets(JSON.parse(JSON.stringify([...kept, null, { name: 3 }, 'x'])));
    expect(found).toEqual(kept);
    expect(readPresets({ a: 1 })).toEqual([]);
    expect(readPresets([{ ...preset('a'), latents: ['1'] }])).toEqual([]);
  });

  it('give way to a newer one of the same name, and to newer ones at last', () => {
    const [first, second] = [preset('a'), { ...preset('a'), latents: [5] }];
    expect(withPreset([first], second)).toEqual([second]);
    let all: Preset[] = [];
    for (let i = 0; i <= MOST_PRESETS; i++) all = withPreset(all, preset(String(i)));
    expect(all.length).toBe(MOST_PRESETS);
    expect(all.some(({ name }) => name === '0')).toBe(false);
  });
});
