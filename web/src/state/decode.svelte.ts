import { pathWeights } from '../map/path';
import type { Api } from '../source/api';
import type { DecoderInfo, DecodingInfo, Draw, Fit, ReadyInfo } from '../source/decoding';
import { SourceError } from '../source/source';
import type { Ear } from './ear.svelte';
import { Encoding } from './encoding.svelte';
import { Sources } from './sources';

/** Places are told apart to this much; finer ones are not heard. */
const STEP = 0.005;
const NOT_FOUND = 404;
/** What sounds from between sounds is called where a sound has a name. */
export const BLEND = 'blend';
export const SOURCE = 'source';

/** The last sound that was decoded, and what to call it. */
export interface Made {
  what: 'blend' | 'random';
  name: string;
  bytes: ArrayBuffer;
}

/**
 * Sounds from between sounds: which ones, where on the path through them, and what is heard.
 *
 * Sounds are encoded once (`Encoding`). Then every place is one call of the server. While one is
 * under way the hand may move on; the next call is for where it is by then, and for no place in
 * between. What comes takes over from what sounds, at the same moment of the sound.
 */
export class Decode {
  open = $state(false);
  info = $state.raw<DecodingInfo | null>(null);
  items = $state.raw<readonly string[]>([]);
  /** Place on the path: 0 is the first sound. */
  at = $state(0);
  /** Whether the mean of all is heard, instead of a place on the path. */
  mean = $state(false);
  fit = $state<Fit>('pad');
  looping = $state(true);
  /** Whether the source of the nearest sound is heard, instead of what was decoded. */
  source = $state(false);
  draw = $state<Draw>('posterior');
  duration_s = $state(2);
  independent = $state(false);
  seed = $state(-1);
  made = $state.raw<Made | null>(null);
  busy = $state(false);
  drawing = $state(false);
  failure = $state.raw<SourceError | null>(null);
  /** From the hand to the ear, the last time. */
  latency_ms = $state<number | null>(null);
  readonly encoding: Encoding;
  private readonly sources: Sources;
  private chosen = $state('');
  private asked_ms = 0;
  private stale = false;
  private wanted = false;

  /** Whether there is anything to decode with, here or once its folder is named. */
  readonly available = $derived((this.info?.spaces.length ?? 0) > 0);
  readonly space = $derived.by((): DecoderInfo | null => {
    const spaces = this.info?.spaces ?? [];
    const usable = spaces.find((space) => !space.problem);
    return spaces.find((space) => space.id === this.chosen) ?? usable ?? spaces[0] ?? null;
  });
  readonly weights = $derived.by((): number[] => {
    const n = this.items.length;
    return this.mean ? Array<number>(n).fill(1 / n) : pathWeights(this.at, n);
  });
  /** The sound that is nearest on the path. */
  readonly nearest = $derived(this.items[Math.round(this.at)] ?? '');
  readonly full = $derived(this.items.length >= (this.info?.most_items ?? Infinity));

  constructor(
    private readonly api: Api,
    private readonly ear: Ear,
    private readonly changed: () => void,
  ) {
    this.encoding = new Encoding(api);
    this.sources = new Sources(api, ear);
  }

  async load(): Promise<void> {
    this.info = await this.api.decoding();
    await this.encoding.relink();
  }

  show(): void {
    this.open = this.available;
    this.failure = null;
    this.changed();
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.stop();
    this.changed();
  }

  useSpace(id: string): void {
    this.chosen = id;
    this.settle();
  }

  useFit(fit: Fit): void {
    this.fit = fit;
    this.settle();
  }

  // The path

  /** Adds sounds to the end of the path; one that is on it becomes the place. */
  add(ids: readonly string[]): void {
    const fresh = [...new Set(ids)].filter((id) => id && !this.items.includes(id));
    const room = (this.info?.most_items ?? Infinity) - this.items.length;
    if (fresh.length) {
      this.items = [...this.items, ...fresh.slice(0, Math.max(0, room))];
      this.settle();
    } else if (ids.length === 1) {
      this.move(this.items.indexOf(ids[0]!));
    }
  }

  remove(id: string): void {
    this.keep(this.items.filter((each) => each !== id));
  }

  /** Brings a sound one place forward. */
  raise(id: string): void {
    const from = this.items.indexOf(id);
    if (from < 1) return;
    const items = [...this.items];
    [items[from - 1], items[from]] = [id, items[from - 1]!];
    this.keep(items);
  }

  clear(): void {
    this.stop();
    this.keep([]);
  }

  // What is heard

  /** Goes to a place on the path, and lets it sound. */
  move(at: number): void {
    const last = Math.max(0, this.items.length - 1);
    this.at = Math.min(last, Math.max(0, Math.round(at / STEP) * STEP));
    this.mean = this.source = false;
    this.changed();
    this.hear();
  }

  average(): void {
    this.mean = !this.mean;
    this.source = false;
    this.changed();
    this.hear();
  }

  /** The nearest sound as it was, or as the space keeps it: one after the other, to compare. */
  compare(): void {
    this.source = !this.source;
    this.mean = false;
    this.at = Math.round(this.at);
    this.changed();
    this.hear();
  }

  /** Plays where the path is. */
  hear(): void {
    this.ear.wake();
    this.wanted = true;
    void this.update();
  }

  stop(): void {
    this.wanted = this.stale = false;
    this.ear.looper.stop();
  }

  flipLooping(): void {
    this.looping = !this.looping;
    if (this.ear.looper.playing) this.hear();
  }

  /** Draws random latents, new ones each time. */
  async roll(draw: Draw): Promise<void> {
    if (this.drawing || !this.space) return;
    this.ear.wake();
    this.draw = draw;
    this.seed += 1;
    this.drawing = true;
    this.failure = null;
    const asked_ms = performance.now();
    try {
      const { duration_s, seed, independent } = this;
      const params = { space: this.space.id, draw, duration_s, seed, independent };
      const bytes = await this.api.decodedAudio((await this.encoding.finished(params)).id);
      this.made = { what: 'random', name: `${draw}-${seed}`, bytes };
      this.stop();
      const sound = await this.ear.decoded(bytes.slice(0));
      this.ear.morph(`${draw} ${seed}`, sound, asked_ms, { looping: false, keeps: 'time' });
    } catch (error) {
      this.fail(error);
    } finally {
      this.drawing = false;
    }
  }

  // ----------------------------------------------------------------------------------

  private keep(items: readonly string[]): void {
    const held = this.items[Math.round(this.at)];
    this.items = items;
    const place = held ? items.indexOf(held) : -1;
    const last = Math.max(0, items.length - 1);
    this.at = place >= 0 ? place : Math.min(this.at, last);
    if (!items.length) this.mean = false;
    this.settle();
  }

  /** What is to be blended has changed: encode it ahead, and let it sound if it did. */
  private settle(): void {
    this.source = false;
    this.failure = null;
    this.changed();
    if (!this.items.length) {
      this.stop();
      this.encoding.ready = null;
    } else if (this.ear.looper.playing === BLEND) {
      this.hear();
    } else if (this.space && !this.space.problem) {
      this.prepared().catch((error) => this.fail(error));
    }
  }

  private async update(): Promise<void> {
    this.stale = true;
    this.asked_ms = performance.now();
    if (this.busy) return;
    this.busy = true;
    while (this.stale && this.wanted) {
      this.stale = false;
      try {
        await this.make();
      } catch (error) {
        this.fail(error);
      }
    }
    this.busy = false;
  }

  private async make(): Promise<void> {
    if (!this.items.length) return;
    const asked_ms = this.asked_ms;
    this.failure = null;
    if (this.source) {
      const [id, place] = [this.nearest, Math.round(this.at)];
      const { durations_s } = await this.prepared();
      const sound = await this.sources.of(id, durations_s[place] ?? 0, this.info?.most_s);
      if (this.source && this.nearest === id) await this.take(SOURCE, sound, asked_ms);
      return;
    }
    const bytes = await this.mixture();
    const sound = await this.ear.decoded(bytes.slice(0));
    const name = this.mean ? 'mean' : `at-${this.at.toFixed(2)}`;
    this.made = { what: 'blend', name, bytes };
    await this.take(BLEND, sound, asked_ms);
  }

  /** A place as a WAV; where the server has let go of the sounds, they are encoded again. */
  private async mixture(): Promise<ArrayBuffer> {
    const { id } = await this.prepared();
    try {
      return await this.api.decodedAudio(id, this.weights.map(rounded));
    } catch (error) {
      if (!(error instanceof SourceError) || error.status !== NOT_FOUND) throw error;
      this.encoding.lost();
      return this.api.decodedAudio((await this.prepared()).id, this.weights.map(rounded));
    }
  }

  /** Lets a sound take over, as soon as the last change has been carried out. */
  private async take(id: string, sound: AudioBuffer, asked_ms: number): Promise<void> {
    const { busy_ms } = this.ear.looper;
    if (busy_ms > 0) await new Promise((resolve) => setTimeout(resolve, busy_ms));
    if (!this.wanted) return;
    const { looping, fit } = this;
    const how = { looping, keeps: fit === 'pad' ? 'time' : 'share' } as const;
    const heard_ms = this.ear.morph(id, sound, asked_ms, how);
    if (heard_ms !== null) this.latency_ms = heard_ms - asked_ms;
  }

  /** The sounds of the path, encoded. */
  private prepared(): Promise<ReadyInfo> {
    const { encoding, fit, items, space } = this;
    if (!space) return Promise.reject(new SourceError('There is no space that decodes.'));
    return encoding.prepared(space.id, fit, items);
  }

  private fail(error: unknown): void {
    this.wanted = false;
    this.failure = error instanceof SourceError ? error : new SourceError(String(error));
  }
}

const rounded = (weight: number): number => Number(weight.toFixed(4));
