import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromWorker, Link } from '../live/link';
import { Steer } from '../listening/steer.svelte';
import type {
  Here,
  Parameter,
  RackMessage,
  RackState,
  SettingsInfo,
  SoundInfo,
} from '../source/effects';
import type { EffectsApi } from '../source/effects_api';
import type { JobInfo } from '../source/types';
import { Effects } from './effects.svelte';
import type { Basic } from './wire.svelte';

const PARAMETERS = ['drive', 'muffle'].map((name): Parameter => ({
  name,
  title: name,
  unit: '%',
  low: 0,
  high: 100,
  scale: 'linear',
  default: 0,
  identifiable: true,
  why_not: '',
}));
const SOUND: SoundInfo = {
  sound: 'item:abc',
  title: 'bell',
  duration_s: 2,
  sample_rate: 48e3,
  channels: 1,
  from_s: 0,
};
const STATE: RackState = {
  effect: { id: 'overdrive', title: 'Overdrive', kind: 'own', parameters: PARAMETERS },
  theta: [0.5, 0.5],
  values: { drive: 50, muffle: 50 },
  here: null,
  sound: SOUND,
  playing: false,
  dry: false,
  match: 'dry',
  loop: true,
  at_s: 0,
  gain_db: 0,
  smooth_ms: 15,
  matched_db: 0,
  meters: { peak_db: [-90, -90], rms_db: [-90, -90], limiting_db: 0 },
  underruns: 0,
  delay_ms: { model: 0, buffering: 0, transport: 0 },
};
const info = (more: Partial<SettingsInfo> = {}): SettingsInfo => ({
  id: 's1',
  effect: 'overdrive',
  title: 'Overdrive',
  clip: SOUND,
  n_points: 25,
  most: 100,
  embedding: 'descriptors',
  parameters: PARAMETERS,
  descriptors: [{ name: 'brightness', title: 'Brightness', unit: '', low: 0, high: 100 }],
  maps: [{ name: 'umap', title: 'UMAP', n_placed: 25, figures: {} }],
  revision: 1,
  job: null,
  problem: '',
  ...more,
});
const job = (more: Partial<JobInfo>): JobInfo =>
  ({ id: 'j1', revision: 1, kind: 'settings', state: 'running', ...more }) as JobInfo;
const HERE: Here = {
  x: 0.1,
  y: 0.2,
  theta: [0.3, 0.7],
  values: {},
  nearest: 6,
  descriptors: {},
};
/** 25 points on a grid from -1 to 1; a row of the table is drive, muffle, brightness. */
const XY = Float32Array.from({ length: 50 }, (_, i) =>
  i % 2 ? Math.floor((i >> 1) / 5) / 2 - 1 : ((i >> 1) % 5) / 2 - 1,
);
const rows = (from: number, to: number): Float32Array =>
  Float32Array.from({ length: 3 * (to - from) }, (_, i) => from + Math.floor(i / 3) + (i % 3));

function world(more: object = {}) {
  const said: (RackMessage | Basic)[] = [];
  let hear!: (message: FromWorker<RackState>) => void;
  const link = {
    open: () => undefined,
    say: (message: RackMessage | Basic) => said.push(message),
    wake: () => Promise.resolve(),
    setVolume: () => undefined,
    close: () => undefined,
    ears: null,
  } as unknown as Link<RackMessage | Basic>;
  const api = {
    list: vi.fn(() =>
      Promise.resolve({
        effects: [
          { id: 'delay', title: 'Delay', kind: 'own', n_parameters: 5, problem: '' },
          { id: 'overdrive', title: 'Overdrive', kind: 'own', n_parameters: 3, problem: '' },
          { id: 'lv2:x', title: 'X', kind: 'lv2', n_parameters: null, problem: 'It needs more.' },
        ],
        spaces: [],
        own: null as { effect: string; sound: string } | null,
      }),
    ),
    about: vi.fn((_: string) => Promise.resolve({ defaults: [0, 1], embeddings: [] })),
    presets: vi.fn(() => Promise.resolve([])),
    open: vi.fn(() => Promise.resolve({ space: info(), job: job({}) })),
    space: vi.fn(() => Promise.resolve(info())),
    table: vi.fn((_: string, start: number) => Promise.resolve(rows(start, 25))),
    places: vi.fn((_: string, __: string) => Promise.resolve(XY)),
    place: vi.fn(() => Promise.resolve(HERE)),
    midpoint: vi.fn(() => Promise.resolve(HERE)),
    corners: vi.fn(() => Promise.resolve(job({ id: 'c1' }))),
    keep: vi.fn(() => Promise.resolve({})),
  };
  Object.assign(api, more);
  const cancelled: string[] = [];
  const effects = new Effects(
    api as unknown as EffectsApi,
    (listener) => {
      hear = listener;
      return link;
    },
    {
      cancel: (id) => Promise.resolve(job({ id: String(cancelled.push(id)) })),
      jobs: () => Promise.resolve([]),
    },
    () => undefined,
  );
  effects.show('item:abc');
  const tell = (state: Partial<RackState> = {}): void =>
    hear({ type: 'told', message: { type: 'state', state: { ...STATE, ...state } } });
  return { effects, said, api, tell, cancelled };
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 12; i++) await Promise.resolve();
};

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

async function opened(more: object = {}) {
  const found = world(more);
  await settle();
  found.tell();
  await settle();
  return found;
}

describe('the effects', () => {
  it('begin with an effect that can be used, and with the sound at hand, once', async () => {
    const { tell, said, effects } = world();
    await settle();
    tell({ effect: null, sound: null });
    tell({ effect: null, sound: null });
    expect(said).toEqual([
      { do: 'effect', id: 'overdrive' },
      { do: 'sound', sound: 'item:abc' },
    ]);
    expect(effects.unusable.map(({ problem }) => problem)).toEqual(['It needs more.']);
  });

  it('begin with the effect and the clip of an atlas of settings, and go back there', async () => {
    const { tell, said, effects } = world({
      list: () =>
        Promise.resolve({
          effects: [],
          spaces: [],
          own: { effect: 'preset:mine:1', sound: 'clip' },
        }),
    });
    await settle();
    tell({ effect: null, sound: null });
    const home = [
      { do: 'effect', id: 'preset:mine:1' },
      { do: 'sound', sound: 'clip' },
    ];
    expect(said).toEqual(home);
    effects.goHome();
    expect(said.slice(2)).toEqual(home);
  });

  it('open the map of what sounds, and cancel the one of before', async () => {
    const { api, tell, cancelled, effects } = await opened();
    expect(api.open).toHaveBeenCalledTimes(1);
    expect([effects.cloud.n, effects.cloud.n_placed]).toEqual([25, 25]);
    tell({ effect: { ...STATE.effect!, id: 'delay' } });
    await settle();
    expect(cancelled).toEqual(['j1']);
    expect(api.open).toHaveBeenLastCalledWith({ effect: 'delay', sound: 'item:abc' });
  });

  it('leave the latent of a matcher behind with the effect that has it', async () => {
    const { api, effects, tell } = await opened();
    const to = async (id: string): Promise<void> => {
      effects.choose({ id, title: id, kind: 'own', n_parameters: 2, problem: '' });
      tell({ effect: { ...STATE.effect!, id } });
      await settle();
    };
    effects.placeBy('matcher');
    await to('delay');
    expect(api.open).toHaveBeenLastCalledWith({ effect: 'delay', sound: 'item:abc' });
    effects.placeBy('timbre');
    await to('overdrive');
    expect(api.open).toHaveBeenLastCalledWith({
      effect: 'overdrive',
      sound: 'item:abc',
      embedding: 'timbre',
    });
  });

  it('fall back to the usual embedding where another fails, and say why', async () => {
    const open = vi.fn(({ embedding }: { embedding?: string }) =>
      embedding === 'matcher'
        ? Promise.reject(new Error('There is no matcher of Delay.'))
        : Promise.resolve({ space: info(), job: job({}) }),
    );
    const { effects } = await opened({ open });
    effects.placeBy('matcher');
    await settle();
    expect(open).toHaveBeenLastCalledWith({ effect: 'overdrive', sound: 'item:abc' });
    expect(effects.cloud.n_placed).toBe(25);
    expect(effects.failure?.error).toBe('There is no matcher of Delay.');
    expect(effects.size.embedding).toBeUndefined();
  });

  it('know by what the settings of the effect that plays can be laid out', async () => {
    const about = vi.fn((name: string) =>
      Promise.resolve({ defaults: [], embeddings: [{ name, title: name, problem: '' }] }),
    );
    const { effects, tell } = await opened({ about });
    tell({ effect: { ...STATE.effect!, id: 'delay' } });
    await settle();
    expect(effects.embeddings.map(({ name }) => name)).toEqual(['delay']);
  });

  it('stand one behind the other, and what is there already stays as it is', async () => {
    const { effects, said, tell } = await opened();
    const [delay] = effects.links;
    await effects.add(delay!);
    const id = 'chain:overdrive+delay';
    expect(said.at(-1)).toEqual({ do: 'effect', id, theta: [0.5, 0.5, 0, 1] });
    tell({ effect: { ...STATE.effect!, id, kind: 'chain' }, theta: [0.5, 0.6, 0.7, 0.8] });
    expect(effects.depth).toBe(2);
    await effects.drop();
    expect(said.at(-1)).toEqual({ do: 'effect', id: 'overdrive', theta: [0.5, 0.6] });
  });

  it('come from the file of a preset, with its settings', async () => {
    const found = { effect: 'chain:delay+combo', theta: [0.1, 0.9], input_peak_db: -12 };
    const bring = vi.fn(() => Promise.resolve(found));
    const { effects, said, tell, api } = await opened({ bring });
    await effects.shelf.bring(new File(['x'], 'mine.TOML'));
    expect(bring.mock.calls[0]).toMatchObject(['mine.TOML', { byteLength: 1 }]);
    const { effect, ...rest } = found;
    expect(said.at(-1)).toEqual({ do: 'effect', id: effect, ...rest });
    tell({ sound: { ...SOUND, input_peak_db: -12 } });
    await effects.shelf.keep('mine');
    const through = { effect: 'overdrive', theta: [0.5, 0.5], input_peak_db: -12 };
    expect(api.keep).toHaveBeenCalledWith('mine', through);
  });

  it('send a place at once, and show it where the hand is until the server knows', async () => {
    const { effects, said, tell } = await opened();
    effects.play(0.1, 0.9);
    expect(said).toContainEqual({
      do: 'at',
      space: 's1',
      map: 'umap',
      x: 0.1,
      y: 0.9,
      how: 'between',
      leap: true,
    });
    expect(said.at(-1)).toEqual({ do: 'play' });
    const here = { space: 's1', map: 'umap', x: -1, y: -1, how: 'between' as const, nearest: 0 };
    tell({ here });
    expect(effects.spot).toMatchObject({ x: 0.1, y: 0.9, nearest: 22 });
    vi.advanceTimersByTime(500);
    tell({ here });
    expect(effects.spot).toMatchObject({ x: -1, y: -1 });
  });

  it('let a knob move the point, by where its sound falls, and ask for no more than the last', async () => {
    const { effects, api, tell, said } = await opened();
    vi.advanceTimersByTime(1000);
    await settle();
    api.place.mockClear();
    effects.turn('drive', 0.3);
    expect(effects.rack.theta(0)).toBe(0.3);
    expect(said.at(-1)).toEqual({ do: 'turn', name: 'drive', theta: 0.3 });
    tell({ theta: [0.2, 0.5] });
    tell({ theta: [0.3, 0.5] });
    vi.advanceTimersByTime(200);
    await settle();
    expect(api.place).toHaveBeenCalledTimes(1);
    expect(api.place).toHaveBeenCalledWith('s1', 'umap', [0.3, 0.5]);
    expect(effects.spot).toMatchObject({ x: 0.1, y: 0.2, nearest: 6 });
  });

  it('halve by sound, on the map, or by the settings', async () => {
    const { effects, said, api } = await opened();
    effects.move(-1, -1);
    effects.landmarks.keepMark('A');
    effects.move(1, 1);
    effects.landmarks.keepMark('B');
    expect(effects.landmarks.marks).toEqual({ A: 0, B: 24 });
    const sent: unknown[] = [];
    for (const half of ['sound', 'map', 'settings'] as const) {
      effects.landmarks.half = half;
      await effects.landmarks.halve();
      sent.push(said.at(-1)!.do);
    }
    expect(sent).toEqual(['point', 'at', 'theta']);
    expect(api.midpoint).toHaveBeenCalledWith('s1', 'umap', 0, 24, 'map');
  });

  it('put a point into a corner, take it out, and lay out by what is there', async () => {
    const { effects, api } = await opened();
    effects.move(1, 1);
    effects.landmarks.label('right');
    effects.landmarks.label('up');
    effects.landmarks.label('up');
    expect(effects.landmarks.labels).toEqual([{ index: 24, corner: 'right' }]);
    const cornered = effects.landmarks.corner();
    expect(api.corners).toHaveBeenCalledWith('s1', [{ index: 24, corner: 'right' }], 4);
    effects.follow(job({ id: 'c1', kind: 'corners', revision: 2, state: 'done' }));
    await cornered;
    expect(effects.cloud.map).toBe('corners');
  });

  it('change between dry and effect faster than a state travels', async () => {
    const { effects, said } = await opened();
    effects.rack.flipDry();
    expect([effects.rack.state!.dry, said.at(-1)]).toEqual([true, { do: 'dry', on: true }]);
    effects.rack.flipDry(true);
    expect(said.filter((each) => each.do === 'dry').length).toBe(1);
  });

  it('say what went wrong, and what to do', async () => {
    const { effects } = await opened({ keep: () => Promise.reject(new Error('Full.')) });
    await effects.shelf.keep('loud');
    expect([effects.failure?.error, effects.busy]).toEqual(['Full.', '']);
  });
});

describe('the points', () => {
  it('come from where the table ended, and a map is read only when it has changed', async () => {
    const { effects, api } = await opened({
      table: vi.fn((_: string, start: number) =>
        Promise.resolve(rows(start, start === 0 ? 10 : start < 25 ? 25 : start)),
      ),
    });
    expect(effects.cloud.n).toBe(10);
    const event = { type: 'settings' as const, space: 's1', n_points: 25, revision: 2 };
    effects.hear({ ...event, map: 'corners', n_placed: 0 });
    await settle();
    expect([effects.cloud.n, api.places.mock.calls.length]).toEqual([25, 1]);
    expect(effects.cloud.value(20, 2)).toBe(22);
    expect(effects.cloud.theta(20)).toEqual([20, 21]);
    effects.hear({ ...event, map: 'umap', n_placed: 25 });
    await settle();
    expect(api.places.mock.calls.length).toBe(2);
    effects.hear({ ...event, space: 'another', map: 'umap', n_placed: 1 });
    await settle();
    expect(api.table.mock.calls.every(([id]) => id === 's1')).toBe(true);
  });
});

describe('a map that changes while it is read', () => {
  it('is read again', async () => {
    const answers: ((xy: Float32Array) => void)[] = [];
    const places = vi.fn(() => new Promise<Float32Array>((resolve) => answers.push(resolve)));
    const { effects } = await opened({ places });
    const event = { type: 'settings' as const, space: 's1', map: 'umap', revision: 2 };
    effects.hear({ ...event, n_points: 25, n_placed: 25 });
    answers[0]!(XY.slice(0, 20));
    await settle();
    answers[1]!(XY);
    await settle();
    expect([places.mock.calls.length, effects.cloud.n_placed]).toEqual([2, 25]);
  });
});

describe('the steering task', () => {
  it('plays, counts attempts by the points that they hear, and ends in a table', async () => {
    const { effects, said } = await opened();
    effects.steering = true;
    const task = new Steer(effects, null);
    expect(task.begin(1, 3, 'me')).toBe(true);
    for (let k = 0; !task.round.over; k++) {
      expect(k).toBeLessThan(10);
      const trial = task.round.trial!;
      task.start();
      if (trial.kind === 'midpoint') {
        task.hear('middle');
        task.hear('a');
        task.hear('middle');
        expect(task.ready).toBe(false);
        task.hear('b');
        expect(said).toContainEqual({
          do: 'point',
          space: 's1',
          index: trial.middle,
          leap: true,
        });
      } else if (trial.kind === 'brighter') {
        expect(task.ready).toBe(false);
        task.try(0.9, 0.9);
        task.try(1, 1);
        task.try(-1, -1);
      }
      expect(task.ready).toBe(true);
      task.answer(7);
    }
    const of = (kind: string) => task.round.rows.filter((row) => row['kind'] === kind);
    expect([of('midpoint').length, of('brighter').length, of('overall').length]).toEqual([
      3, 3, 1,
    ]);
    expect(of('brighter').map(({ attempts }) => attempts)).toEqual([2, 2, 2]);
    expect(task.round.csv()).toContain('brightness.answer');
    expect(task.fits).toBe(true);
  });
});
