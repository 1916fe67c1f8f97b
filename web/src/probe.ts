/**
 * `?probe`: `window.timbrespace` lets a test listen and look. Without it nothing here is loaded.
 *
 * - `played`: every sound that was started, `{id, why, asked_ms, starts_s, ends_s, fade_in_s,
 *   fade_out_s, gain}`; `_s` on the audio clock, `asked_ms` on the page's (`performance.now()`).
 * - `record(s)`: what leaves the loudspeakers in the next `s` seconds: `{rate_hz, starts_s, left}`.
 * - `heard()`: root mean square and peak of the last 2048 samples.
 * - `state()`: what a session file would hold, and what is on the screen.
 * - `placeOf(id)`: where an item is, in pixels of the window.
 * - `fetch(ids)`: resolves when these sounds are here.
 * - `frames_ms()`: milliseconds between the last frames of the map.
 * - `live.record(s)`, `live.heard()`: the same of the instrument, once it has sounded;
 *   `live.onPageClock(at_s)`: when a moment of its audio clock leaves the loudspeakers.
 * - `rack.record(s)` and so on: the same of the effects; `rack.placeOf(point)`: where a setting is.
 */
import { frameIn, pixelOf } from './map/dots';
import { sessionOf } from './state/keep';
import type { Page } from './state/page.svelte';
import recorder from './recorder.worklet.js?url';

/** How much longer than it is a recording may take. */
const PATIENCE_MS = 5000;

interface Recording {
  rate_hz: number;
  starts_s: number;
  left: number[];
}

/** What leaves a node: its last samples, and its next ones. */
async function tapped(context: AudioContext, node: AudioNode) {
  await context.audioWorklet.addModule(recorder);
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  node.connect(analyser);
  const tap = new AudioWorkletNode(context, 'recorder', { numberOfOutputs: 0 });
  node.connect(tap);

  const record = (s: number): Promise<Recording> =>
    new Promise((resolve, reject) => {
      const over = (): void => {
        if (context.state === 'closed') reject(new Error('The sound device was changed.'));
      };
      over();
      context.addEventListener('statechange', over);
      // A device that was changed on the way to it says nothing any more.
      setTimeout(() => reject(new Error('Nothing was recorded.')), 1000 * s + PATIENCE_MS);
      tap.port.onmessage = ({ data }: MessageEvent<{ at_s: number; left: Float32Array }>) => {
        tap.port.onmessage = null;
        resolve({ rate_hz: context.sampleRate, starts_s: data.at_s, left: [...data.left] });
      };
      const left = new Float32Array(128 * Math.ceil((s * context.sampleRate) / 128)).fill(0);
      tap.port.postMessage(left, [left.buffer]);
    });

  const heard = (): { rms: number; peak: number } => {
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length;
    const peak = samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    return { rms: Math.sqrt(power), peak };
  };
  return { record, heard };
}

/** The way out of what sounds live, which is there as soon as it has sounded. */
function liveOf(wire: Page['instrument'] | Page['effects']['rack']) {
  let made: ReturnType<typeof tapped> | undefined;
  let tappedAt: AudioContext | undefined;
  const ears = () => {
    if (!wire.link?.ears) throw new Error('It has not sounded yet.');
    return wire.link.ears;
  };
  // A device that cannot keep up is replaced by another, and so is its context.
  const tap = () => {
    const { context, end } = ears();
    if (tappedAt !== context) [tappedAt, made] = [context, tapped(context, end)];
    return made!;
  };
  return {
    record: async (s: number) => (await tap()).record(s),
    heard: async () => (await tap()).heard(),
    onPageClock: (at_s: number): number => {
      const { contextTime = 0, performanceTime = 0 } = ears().context.getOutputTimestamp();
      return performanceTime + 1000 * (at_s - contextTime);
    },
  };
}

export async function probe(page: Page): Promise<void> {
  const { context, output } = page.ear;
  const { record, heard } = await tapped(context, output.end);

  const state = (): object => ({
    ...sessionOf(page),
    phase: page.atlas.phase,
    linked: page.atlas.linked,
    n_items: page.atlas.n,
    ground: page.look.ground,
    held: page.focus.held,
    pointed: page.atlas.idOf(page.focus.pointed),
    playing: page.ear.playing,
    n_voices: page.ear.player.options.n_voices,
    blocked: page.ear.blocked,
    trail: page.sounds.trail.visible(performance.now()).map(({ item }) => page.atlas.idOf(item)),
    placed: page.drawing.marks().placed,
    shades: [...(page.drawing.scene()?.shade ?? [])],
    colours: [...(page.chart.colouring?.index ?? [])],
    neighbours: page.detail.neighbours.map(({ id }) => id),
  });

  const placeOf = (id: string): [number, number] | null => {
    const box = document.querySelector('[data-map]')?.getBoundingClientRect();
    const at = page.front.stage?.pixelOf(page.atlas.indexOf(id));
    return box && at ? [at[0] + box.left, at[1] + box.top] : null;
  };

  const pointOf = (point: number): [number, number] | null => {
    const box = document.querySelector('[data-settings]')?.getBoundingClientRect();
    const place = page.effects.cloud.place(point);
    if (!box || !place) return null;
    const [x, y] = pixelOf(frameIn(box.width, box.height), ...place);
    return [x + box.left, y + box.top];
  };

  Object.assign(window, {
    timbrespace: {
      page,
      context,
      output,
      record,
      heard,
      live: liveOf(page.instrument),
      rack: { ...liveOf(page.effects.rack), placeOf: pointOf },
      state,
      placeOf,
      fetch: (ids: string[]) => page.ear.fetchAll(ids),
      frames_ms: () => [...(page.front.stage?.frames_ms ?? [])],
      get played() {
        return page.sounds.log;
      },
    },
  });
}
