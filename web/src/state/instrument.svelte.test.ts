import { describe, expect, it, vi } from 'vitest';
import type { FromWorker, Link } from '../live/link';
import type { Api } from '../source/api';
import type { HeatInfo, LiveMessage, LiveState, LiveWord } from '../source/live';
import { Instrument } from './instrument.svelte';
import { Surface } from './surface.svelte';

const word = (name: string, more: Partial<LiveWord> = {}): LiveWord => ({
  name,
  title: name,
  unit: '',
  low: 0,
  high: 100,
  wanted: null,
  predicted: 50,
  spread: 5,
  reached: true,
  problem: '',
  r2: 0.9,
  closed_loop: 0.95,
  ...more,
});

const STATE: LiveState = {
  voice: {
    id: 'stream:bells',
    title: 'bells',
    sample_rate: 48e3,
    hop: 256,
    dims: [0, 1, 2].map((i) => ({ name: `z${i}`, unit: '', low: -2, high: 2 })),
  },
  words: [word('brightness'), word('pitch_hz', { problem: 'It cannot be foretold.' })],
  latents: [0, 0.5, 1],
  playing: false,
  gain_db: 0,
  meters: { peak_db: [-90, -90], rms_db: [-90, -90], limiting_db: 0 },
  underruns: 0,
  delay_ms: { model: 0, buffering: 0, transport: 0 },
  recording: false,
  undo: false,
  redo: false,
};

function world() {
  const said: LiveMessage[] = [];
  const opened: boolean[] = [];
  let hear!: (message: FromWorker<LiveState>) => void;
  const link = {
    open: (take = false) => opened.push(take),
    say: (message: LiveMessage) => said.push(message),
    wake: () => Promise.resolve(),
    setVolume: () => undefined,
    close: () => undefined,
    ears: null,
  } as unknown as Link<LiveMessage>;
  const api = {
    voices: () => Promise.resolve({ voices: [], shipped: 'stream:bells' }),
    heat: vi.fn(() => Promise.resolve(null)),
    arrows: vi.fn(() => Promise.resolve(null)),
    dimNames: () => Promise.resolve(['Spectral flatness +', '', 'Pitch ±']),
  };
  const told: string[] = [];
  const instrument = new Instrument(
    api as unknown as Api,
    (listener) => {
      hear = listener;
      return link;
    },
    undefined,
    (text) => told.push(text),
  );
  const tell = (state: Partial<LiveState> = {}): void =>
    hear({ type: 'told', message: { type: 'state', state: { ...STATE, ...state } } });
  instrument.show();
  return {
    instrument,
    said,
    opened,
    told,
    tell,
    hear: (m: FromWorker<LiveState>) => hear(m),
    api,
  };
}

describe('the instrument', () => {
  it('shows what the hand does until the server knows, then what the server says', () => {
    vi.useFakeTimers();
    const { instrument, tell, said } = world();
    tell();
    instrument.setWord('brightness', 80);
    tell();
    expect(instrument.wordValue(instrument.words[0]!)).toBe(80);
    vi.advanceTimersByTime(400);
    tell({ words: [word('brightness', { wanted: 78 })] });
    expect(instrument.wordValue(instrument.words[0]!)).toBe(78);
    expect(said.at(-1)).toEqual({ do: 'word', name: 'brightness', value: 80 });
    vi.useRealTimers();
  });

  it('has a slider for words that can be played, and says why others have none', () => {
    const { instrument, tell } = world();
    tell();
    expect(instrument.words.map(({ name }) => name)).toEqual(['brightness']);
    expect(instrument.refused[0]!.problem).toBe('It cannot be foretold.');
  });

  it('keeps a word where it is, and lets it go', () => {
    const { instrument, tell, said } = world();
    tell();
    instrument.flipWord(instrument.words[0]!);
    expect(said.at(-1)).toEqual({ do: 'word', name: 'brightness', value: 50 });
    tell({ words: [word('brightness', { wanted: 50 })] });
    instrument.flipWord(instrument.words[0]!);
    expect(said.at(-1)).toEqual({ do: 'free', name: 'brightness' });
  });

  it('moves two dims at once on the pad, and leaves the others', () => {
    const { instrument, tell, said } = world();
    tell();
    instrument.setPad(1.5, -1);
    expect(said.at(-1)).toEqual({ do: 'latents', values: [1.5, -1, 1] });
    instrument.setAxis('x', 1);
    expect([instrument.pad.x, instrument.pad.y]).toEqual([1, 0]);
  });

  it('lets a knob go through the whole range of what it moves', () => {
    const { instrument, tell, said } = world();
    tell();
    instrument.turn('word brightness', 1);
    instrument.turn('dim 2', 0);
    instrument.turn('word nothing', 1);
    expect(said).toEqual([
      { do: 'word', name: 'brightness', value: 100 },
      { do: 'latent', dim: 2, value: -2 },
    ]);
  });

  it('lets a knob go by octaves through a word in Hz', () => {
    const { instrument, tell, said } = world();
    tell({ words: [word('centroid_hz', { low: 100, high: 1600, log: true })] });
    instrument.turn('word centroid_hz', 0.5);
    expect(said.at(-1)).toMatchObject({ do: 'word', name: 'centroid_hz' });
    expect((said.at(-1) as { value: number }).value).toBeCloseTo(400);
  });

  it('calls dims after what they move, at once where the surrogate knows, and with the sign', async () => {
    const { instrument, tell } = world();
    const dims = STATE.voice.dims.map((dim, i) => ({ ...dim, called: i ? '' : 'Dissonance −' }));
    tell();
    expect([instrument.named, instrument.called(0)]).toEqual([false, '']);
    tell({ voice: { ...STATE.voice, dims } });
    expect([instrument.named, instrument.called(0)]).toEqual([true, 'Dissonance −']);
    await instrument.askNames();
    expect([0, 1, 2].map((dim) => instrument.called(dim))).toEqual([
      'Spectral flatness +',
      '',
      'Pitch ±',
    ]);
  });

  it('compares two places', () => {
    const { instrument, tell, said } = world();
    tell();
    instrument.flipSlot('B');
    instrument.flipSlot('B');
    tell({ slots: ['A'] });
    instrument.flipSlot('A');
    expect(said).toEqual([
      { do: 'store', slot: 'A' },
      { do: 'store', slot: 'B' },
      { do: 'recall', slot: 'A' },
    ]);
  });

  it('is refused where another page plays, and takes over when it is told to', () => {
    const { instrument, tell, hear, opened } = world();
    const refused = {
      type: 'refused' as const,
      error: 'Another page plays.',
      remedy: 'Close it.',
    };
    hear({ type: 'told', message: refused });
    hear({ type: 'down', final: true });
    expect([instrument.phase, instrument.failure?.remedy]).toEqual(['refused', 'Close it.']);
    instrument.connect(true);
    tell();
    expect([instrument.phase, opened]).toEqual(['on', [false, true]]);
  });

  it('says what is new once, and nothing of what was before it came', () => {
    const { tell, told } = world();
    const notice = (number: number) => ({ number, text: `n${number}` });
    tell({ notices: [notice(1), notice(2)] });
    tell({ notices: [notice(1), notice(2), notice(3)] });
    tell({ notices: [notice(2), notice(3)] });
    expect(told).toEqual(['n3']);
  });

  it('is nowhere in a notebook', () => {
    const { api } = world();
    const instrument = new Instrument(api as unknown as Api, undefined);
    instrument.show();
    expect(instrument.phase).toBe('nowhere');
  });
});

describe('the map as a surface', () => {
  const ground = {
    near: () => [0, 1, 2].map((item) => ({ item, distance: 0.1 * (item + 1) })),
    idOf: (item: number) => `id${item}`,
    nameOf: (item: number) => `s${item}`,
  };
  const silent = { open: true, say: () => undefined };
  const facts = { voice: 'v', space: 'v', n_items: 2, rows: [1, 2], command: 'encode' };

  it('goes to a place by the sounds that have latents', async () => {
    const said: LiveMessage[] = [];
    const api = { surface: () => Promise.resolve(facts), ground: vi.fn() };
    const say = (message: LiveMessage) => void said.push(message);
    const surface = new Surface(api, ground, { open: true, say });
    await surface.look('v');
    surface.flip();
    expect([surface.on, surface.played]).toEqual([true, true]);
    surface.move(0, 0);
    const message = said[0] as Extract<LiveMessage, { do: 'place' }>;
    expect(message.items).toEqual(['id1']);
    expect(message.weights).toEqual([1]);
    expect(surface.text).toBe('On s1');
  });

  it('cannot be turned on where nothing has latents, and asks once for each voice', async () => {
    const api = {
      surface: vi.fn(() => Promise.resolve({ ...facts, n_items: 0, rows: [] })),
      ground: vi.fn(),
    };
    const surface = new Surface(api, ground, silent);
    await surface.look('v');
    await surface.look('v');
    surface.flip();
    expect([surface.on, api.surface.mock.calls.length]).toEqual([false, 1]);
  });

  it('colours its ground by the newest wish, and by none where that is not known', async () => {
    const heat = (word: string) => ({ word }) as HeatInfo;
    const api = {
      surface: () => Promise.resolve(facts),
      ground: vi.fn((_: string, word: string) =>
        word === 'no' ? Promise.reject(new Error('no such word')) : Promise.resolve(heat(word)),
      ),
    };
    const surface = new Surface(api, ground, silent);
    await surface.look('v');
    await Promise.all([surface.paint('m', 'a'), surface.paint('m', 'b')]);
    expect([surface.heat?.word, surface.map]).toEqual(['b', 'm']);
    await surface.paint('m', 'b');
    expect(api.ground).toHaveBeenCalledTimes(2);
    await surface.paint('m', 'no');
    expect(surface.heat).toBeNull();
    await surface.paint('m', 'a');
    await surface.paint(null, 'a');
    expect(surface.heat).toBeNull();
  });
});
