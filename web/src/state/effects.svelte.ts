import type { OpenLink } from '../live/link';
import type {
  EffectInfo,
  EffectsInfo,
  EmbeddingInfo,
  Here,
  How,
  RackMessage,
  RackState,
  SettingsEvent,
  SpaceParams,
} from '../source/effects';
import type { Api } from '../source/api';
import type { EffectsApi } from '../source/effects_api';
import { failureOf, type Failure } from '../source/source';
import type { JobInfo } from '../source/types';
import { save } from '../save';
import { Batch } from './batch.svelte';
import { Cloud } from './cloud.svelte';
import { Ends, isOver } from './ends';
import { Landmarks } from './landmarks.svelte';
import { Latest } from './latest';
import { Rack } from './rack.svelte';
import { Shelf } from './shelf.svelte';
import type { Basic } from './wire.svelte';

/** What is opened where nobody has chosen: the study's own first effect. */
const FIRST_EFFECT = 'overdrive';
/** How long a hand's own place is shown before the server's takes over again. */
const HAND_MS = 400;
/** How long the knobs must rest before it is asked where they lie. */
const REST_MS = 120;

/** How far an arrow key goes, on a map from -1 to 1. */
const SMALL_STEP = 0.03;
const LARGE_STEP = 0.15;

/** What the ids of chains begin with. */
const CHAIN = 'chain:';
const linksOf = (id: string): string[] =>
  id.startsWith(CHAIN) ? id.slice(CHAIN.length).split('+') : [id];
const chainOf = (links: readonly string[]): string =>
  links.length > 1 ? CHAIN + links.join('+') : (links[0] ?? '');

type Size = Pick<SpaceParams, 'n' | 'most' | 'embedding'>;

/** The same, by the embedding that the server would choose. */
function usual({ embedding: _, ...size }: Size): Size {
  return size;
}

/** Where the settings are on the map. */
export interface Spot {
  x: number;
  y: number;
  nearest: number;
}

/** The panel of effects: a sound, an effect, the space of its settings, and what hands do there. */
export class Effects {
  open = $state(false);
  /** Whether the map of sounds is shown meanwhile, to choose one. */
  choosing = $state(false);
  /** Whether the listening task has the panel. */
  steering = $state(false);
  list = $state.raw<EffectsInfo | null>(null);
  /** By what the settings of the effect that plays can be laid out. */
  embeddings = $state.raw<readonly EmbeddingInfo[]>([]);
  failure = $state.raw<Failure | null>(null);
  how = $state<How>('between');
  /** Which column colours the points; empty for the first descriptor. */
  colourBy = $state('');
  spot = $state.raw<Spot | null>(null);
  /** What is being waited for, as a person reads it; empty where nothing is. */
  busy = $state('');
  /** How many settings are tried; what is not said is the server's choice. */
  size: Size = {};
  readonly rack: Rack;
  readonly cloud: Cloud;
  readonly landmarks: Landmarks;
  readonly shelf: Shelf;
  /** Files of one's own on their way through the effect. */
  readonly batch: Batch;
  private readonly ends: Ends;
  private handUntil_ms = 0;
  private readonly wanted = new Set<string>();
  private first = '';
  private placeTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly placing = new Latest<{ theta: readonly number[] }>((each) =>
    this.place(each.theta),
  );

  /** Whether the settings have the place of the map of sounds. */
  readonly shown = $derived(this.open && !this.choosing);
  readonly usable = $derived(this.list?.effects.filter(({ problem }) => !problem) ?? []);
  /** What is opened where nobody has chosen. */
  private readonly usual = $derived(
    this.usable.find(({ id }) => id === FIRST_EFFECT) ?? this.usable[0],
  );
  /** Where the atlas is itself one of settings: what they are settings of. */
  readonly own = $derived(this.list?.own ?? null);
  readonly unusable = $derived(this.list?.effects.filter(({ problem }) => problem) ?? []);
  readonly column = $derived.by(() => {
    const { columns } = this.cloud;
    return (
      columns.find(({ key }) => key === this.colourBy) ??
      columns.find(({ key }) => key === 'brightness') ??
      columns.find(({ descriptor }) => descriptor) ??
      columns[0] ??
      null
    );
  });
  /** The effects that can stand behind another. */
  readonly links = $derived(
    this.usable.filter(({ id, kind }) => kind !== 'chain' && !id.includes('+')),
  );
  readonly current = $derived.by(() => this.rack.state?.effect?.id ?? '');
  readonly sound = $derived.by(() => this.rack.state?.sound ?? null);
  /** How many effects stand one behind the other. */
  readonly depth = $derived(linksOf(this.current).length);

  constructor(
    private readonly api: EffectsApi,
    openRack: OpenLink<RackState, RackMessage | Basic> | undefined,
    private readonly jobs: Pick<Api, 'jobs' | 'cancel'>,
    notice: (text: string) => void,
  ) {
    this.ends = new Ends(jobs);
    this.rack = new Rack(openRack, (state, before) => this.came(state, before), notice);
    this.cloud = new Cloud(
      api,
      (error) => this.fail(error),
      () => this.settle(),
    );
    this.landmarks = new Landmarks(api, this, this.ends);
    this.shelf = new Shelf(api, this);
    this.batch = new Batch(api, this, (zip) =>
      save(new Blob([zip], { type: 'application/zip' }), `${this.current}.zip`),
    );
  }

  // Coming and going

  /** Opens the panel; `sound` is what goes through the effect where nothing does yet. */
  show(sound: string): void {
    this.open = true;
    this.first = sound;
    if (this.rack.state) this.furnish(this.rack.state);
    if (this.rack.show()) void this.load();
  }

  close(): void {
    if (!this.open) return;
    this.open = this.choosing = this.steering = false;
    if (this.rack.playing) this.rack.stop();
  }

  end(): void {
    clearTimeout(this.placeTimer);
    this.rack.end();
  }

  async load(): Promise<void> {
    try {
      [this.list] = await Promise.all([this.api.list(), this.shelf.load()]);
      if (this.rack.state) this.furnish(this.rack.state);
    } catch (error) {
      this.fail(error);
    }
  }

  /** The server is back: what it was making may have gone with it. */
  relink(): void {
    if (!this.open) return;
    void this.load();
    void this.ends.relink().catch(() => undefined);
    if (this.cloud.growing) void this.cloud.grow();
  }

  /** The listening task is over, or put aside. */
  endSteering(): void {
    this.steering = false;
    this.rack.stop();
    this.settle();
  }

  // What goes through what

  choose(effect: EffectInfo): void {
    this.clear();
    this.rack.swap(effect.id);
  }

  /** A second effect behind the one that plays, which stays as it is. */
  async add(effect: EffectInfo): Promise<void> {
    const { current } = this;
    const theta = this.rack.state?.theta ?? [];
    await this.working(`Opening ${effect.title} …`, async () => {
      const { defaults } = await this.api.about(effect.id);
      if (this.current !== current) return;
      this.swapLinks([...linksOf(current), effect.id], [...theta, ...defaults]);
    });
  }

  /** The last effect of a chain goes; the others stay as they are. */
  async drop(): Promise<void> {
    const { current } = this;
    const links = linksOf(current);
    const last = links.pop();
    if (!last || !links.length) return;
    await this.working('', async () => {
      const { defaults } = await this.api.about(last);
      const theta = this.rack.state?.theta ?? [];
      if (this.current !== current) return;
      this.swapLinks(links, theta.slice(0, theta.length - defaults.length));
    });
  }

  private swapLinks(links: readonly string[], theta: readonly number[]): void {
    this.clear();
    this.rack.swap(chainOf(links), theta, this.sound?.input_peak_db);
  }

  /** Points are placed by another embedding of their sound. */
  placeBy(embedding: string): void {
    const { effect, sound } = this.rack.state ?? {};
    if (!effect || !sound) return;
    this.size = { ...this.size, embedding };
    this.clear();
    void this.layOut(effect.id, sound.sound);
  }

  /** Back to the effect and the clip of an atlas of settings. */
  goHome(): void {
    const { own } = this;
    if (!own) return;
    this.size = usual(this.size);
    this.clear();
    this.rack.swap(own.effect);
    this.take(own.sound);
  }

  /** A sound of the atlas, or one that was sent. */
  take(sound: string): void {
    this.choosing = false;
    this.clear();
    this.rack.say({ do: 'sound', sound });
  }

  /** A file of one's own goes through the effect. */
  async upload(file: File): Promise<void> {
    await this.working(`Reading ${file.name} …`, async () => {
      const { sound } = await this.api.upload(file.name, await file.arrayBuffer());
      this.take(sound);
    });
  }

  // Places

  /** A hand is at a place of the map, on its way or newly there: what is there is heard now. */
  move(x: number, y: number, leap = true): void {
    const { cloud } = this;
    if (!cloud.id || !cloud.n_placed) return;
    this.handUntil_ms = performance.now() + HAND_MS;
    this.placing.drop();
    this.spot = { x, y, nearest: cloud.grid.near(x, y, 1)[0] ?? -1 };
    this.rack.go(cloud.id, cloud.map, x, y, this.how, leap);
  }

  /** The same, and it sounds if it did not. */
  play(x: number, y: number, leap = true): void {
    this.move(x, y, leap);
    if (!this.rack.playing) void this.rack.play();
  }

  /** Where an arrow key leads: a small step, or with Shift a large one. */
  step(dx: number, dy: number, large: boolean): [number, number] {
    const step = large ? LARGE_STEP : SMALL_STEP;
    const { x, y } = this.spot ?? { x: 0, y: 0 };
    const clip = (value: number): number => Math.min(1, Math.max(-1, value));
    return [clip(x + step * dx), clip(y + step * dy)];
  }

  /** Goes to a point. */
  goTo(index: number): void {
    const place = this.cloud.place(index);
    if (!place) return;
    this.handUntil_ms = performance.now() + HAND_MS;
    this.spot = { x: place[0], y: place[1], nearest: index };
    this.rack.goToPoint(this.cloud.id, index);
  }

  setHow(how: How): void {
    this.how = how;
    if (this.spot && this.rack.state?.here) this.move(this.spot.x, this.spot.y);
  }

  /** A knob turns: the point follows. */
  turn(name: string, theta: number): void {
    this.handUntil_ms = 0;
    this.rack.turn(name, theta);
  }

  nextColour(): void {
    const { columns } = this.cloud;
    const at = columns.findIndex(({ key }) => key === this.column?.key);
    this.colourBy = columns[(at + 1) % columns.length]?.key ?? '';
  }

  /** Takes settings over, and goes to where their sound falls. */
  adopt(here: Here): void {
    this.rack.set(here.theta);
    this.stand(here);
  }

  // What the server says

  hear(event: SettingsEvent): void {
    this.cloud.hear(event);
  }

  follow(job: JobInfo): void {
    this.cloud.follow(job);
    this.ends.follow(job);
  }

  fail(error: unknown): void {
    this.failure = failureOf(error);
  }

  /** Waits for what is worked at, and says what went wrong. */
  async working(what: string, work: () => Promise<void>): Promise<void> {
    this.failure = null;
    this.busy = what;
    try {
      await work();
    } catch (error) {
      this.fail(error);
    } finally {
      this.busy = '';
    }
  }

  // ----------------------------------------------------------------------------------

  private came(state: RackState, before: RackState | null): void {
    if (state.sound?.sound !== before?.sound?.sound) this.failure = null;
    this.furnish(state);
    this.settle();
  }

  /** Something must sound, through something; then its space is opened. */
  private furnish(state: RackState): void {
    if (!this.open || !this.list) return;
    if (!state.effect && !state.opening) {
      const first = this.own?.effect ?? this.usual?.id;
      if (first) this.once(`effect ${first}`, () => this.rack.swap(first));
    }
    const begin = this.own?.sound ?? this.first;
    if (!state.sound) this.once(`sound ${begin}`, () => this.take(begin));
    const [effect, sound] = [state.effect?.id, state.sound?.sound];
    if (!effect || !sound) return;
    this.wanted.clear();
    if (this.cloud.is(effect, sound)) return;
    const { job } = this.cloud;
    if (job && !isOver(job)) void this.jobs.cancel(job.id).catch(() => undefined);
    this.clear();
    void this.layOut(effect, sound);
  }

  /** Opens the space of an effect and a sound; by the usual embedding where another fails. */
  private async layOut(effect: string, sound: string): Promise<void> {
    if (effect !== this.known) {
      // Not every effect has a matcher, by whose latent its settings could be placed.
      if (this.size.embedding === 'matcher') this.size = usual(this.size);
      void this.learn(effect);
    }
    const { embedding } = this.size;
    await this.cloud.open({ ...this.size, effect, sound });
    const { failure } = this;
    if (!embedding || this.cloud.info || !failure || !this.cloud.is(effect, sound)) return;
    this.size = usual(this.size);
    await this.cloud.open({ ...this.size, effect, sound });
    // Why it is not as it was asked for stays to be read.
    this.failure ??= failure;
  }

  private known = '';

  private async learn(effect: string): Promise<void> {
    this.known = effect;
    this.embeddings = [];
    const found = await this.api.about(effect).catch(() => null);
    if (found && this.known === effect) this.embeddings = found.embeddings;
  }

  /** States come faster than what they led to. */
  private once(what: string, act: () => void): void {
    if (this.wanted.has(what)) return;
    this.wanted.add(what);
    act();
  }

  /** Another effect or sound: what was kept belongs to the space of before. */
  private clear(): void {
    this.landmarks.clear();
    this.spot = null;
    this.failure = null;
    this.placing.drop();
  }

  /** Where the settings are, by the server's last word; the hand's own place comes first. */
  private settle(): void {
    const { state } = this.rack;
    const { cloud } = this;
    if (!state || !cloud.id || this.steering || performance.now() < this.handUntil_ms) return;
    const { here } = state;
    if (here && here.space === cloud.id) {
      const place = here.map === cloud.map ? [here.x, here.y] : cloud.place(here.nearest);
      if (place) this.spot = { x: place[0]!, y: place[1]!, nearest: here.nearest };
      return;
    }
    if (!cloud.n_placed || !state.theta.length) return;
    // Points that have moved may have left the place of before.
    const asked = JSON.stringify([cloud.id, cloud.map, state.theta, cloud.layouts]);
    if (asked === this.asked) return;
    this.asked = asked;
    clearTimeout(this.placeTimer);
    this.placeTimer = setTimeout(() => this.placing.ask({ theta: state.theta }), REST_MS);
  }

  private asked = '';

  /** Settings that no place led to: where their sound falls. */
  private async place(theta: readonly number[]): Promise<void> {
    const { cloud } = this;
    const here = await this.api.place(cloud.id, cloud.map, theta).catch((error) => {
      this.asked = '';
      throw error;
    });
    const still = JSON.stringify(theta) === JSON.stringify(this.rack.state?.theta);
    if (still && !this.rack.state?.here) this.stand(here);
  }

  private stand({ x, y, nearest }: Here): void {
    this.spot = { x, y, nearest };
  }
}
