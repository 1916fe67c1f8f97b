import { describe, expect, it } from 'vitest';
import { MidiMap, parsed, sourceText } from './midi';

const knob = (number: number, value = 64) => parsed([0xb0, number, value])!;

describe('MIDI', () => {
  it('reads knobs and keys, and leaves the rest alone', () => {
    expect(parsed([0xb2, 74, 127])).toEqual({ source: 'cc 3 74', value: 1 });
    expect(parsed([0x90, 60, 0])).toEqual({ source: 'note 1 60', value: 0 });
    expect(parsed([0x80, 60, 90])).toEqual({ source: 'note 1 60', value: 0 });
    expect(parsed([0xf8])).toBeNull();
    expect(parsed([0xe0, 0, 64])).toBeNull();
    expect(sourceText('cc 3 74')).toBe('CC 74, channel 3');
    expect(sourceText('note 1 60')).toBe('Note 60');
  });

  it('learns the next knob that moves, once', () => {
    const map = new MidiMap();
    expect(map.hear(knob(1))).toBeNull();
    map.learning = 'word brightness';
    expect(map.hear(knob(1, 127))).toEqual({ target: 'word brightness', value: 1 });
    expect(map.hear(knob(2))).toBeNull();
    expect(map.sourceOf('word brightness')).toBe('cc 1 1');
  });

  it('gives a knob one target and a target one knob', () => {
    const map = new MidiMap();
    for (const [target, number] of [
      ['a', 1],
      ['b', 1],
      ['b', 2],
    ] as const) {
      map.learning = target;
      map.hear(knob(number));
    }
    expect(map.toJSON()).toEqual([['cc 1 2', 'b']]);
    map.forget('b');
    expect(map.size).toBe(0);
  });

  it('is kept and found again, whatever else lies there', () => {
    const map = MidiMap.from([['cc 1 7', 'dim 3'], 'no', [1, 2], null]);
    expect(MidiMap.from(JSON.parse(JSON.stringify(map))).sourceOf('dim 3')).toBe('cc 1 7');
    expect(MidiMap.from('nonsense').size).toBe(0);
  });
});
