import { colouringOf, type ColourBy, type Colouring } from '../colour/colouring';
import { GROUND } from '../colour/palette';
import { fromHex } from '../colour/rgb';
import { Match } from '../listening/match.svelte';
import { Steer } from '../listening/steer.svelte';
import { KeyLasso } from '../map/lasso';
import type { Layout } from '../map/layout';
import type { Marks } from '../map/overlay';
import type { Scene, Stage } from '../map/stage';
import { Trail } from '../map/trail';
import { readSession } from '../session';
import { Api } from '../source/api';
import type { HeatInfo } from '../source/live';
import type { Source } from '../source/source';
import type { ServerEvent } from '../source/types';
import { Decode } from './decode.svelte';
import { AtlasStore } from './atlas.svelte';
import { Detail } from './detail.svelte';
import { Ear, type Heard, type Why } from './ear.svelte';
import { Effects } from './effects.svelte';
import { Factors } from './factors.svelte';
import { Instrument } from './instrument.svelte';
import { restore } from './keep';
import { Jobs } from './jobs.svelte';
import { Look } from './look.svelte';
import { Midi } from './midi.svelte';
import { Notices } from './notices.svelte';
import { Search } from './search.svelte';
import { shadesOf } from './shade';
import { Surface } from './surface.svelte';
import { Words } from './words.svelte';

export type Dialog = 'help' | 'layout' | 'about' | null;

export const INK = {
  dark: { text: fromHex('#f2f3f5'), accent: fromHex('#ffd479'), ground: GROUND.dark },
  light: { text: fromHex('#16181d'), accent: fromHex('#a34a00'), ground: GROUND.light },
};
const MOST_PINS = 9;

/** One open page: the atlas, how it is looked at, what is heard, and what a person does with it. */
export class Page {
  readonly api: Api;
  readonly atlas: AtlasStore;
  readonly look: Look;
  readonly ear: Ear;
  readonly jobs: Jobs;
  readonly detail: Detail;
  readonly search: Search;
  readonly factors: Factors;
  readonly decode: Decode;
  readonly instrument: Instrument;
  readonly surface: Surface;
  readonly midi: Midi;
  /** Words of the user's own. */
  readonly words: Words;
  readonly match: Match;
  readonly effects: Effects;
  readonly steering: Steer;
  readonly notices = new Notices();
  readonly trail = new Trail();
  readonly keyLasso = new KeyLasso();
  /** Every sound that was started, for the probe. */
  readonly log: Heard[] = [];

  /** The item in the panel. */
  current = $state(-1);
  /** Whether the panel stays with it while the pointer wanders. */
  held = $state(false);
  pointed = $state(-1);
  pinned = $state.raw<readonly number[]>([]);
  selection = $state.raw<readonly number[]>([]);
  /** Items that the legend or a list points out. */
  shownOff = $state.raw<readonly number[] | null>(null);
  dialog = $state<Dialog>(null);
  spoken = $state('');
  /** Whether Shift is down: it turns "hover to play" round. */
  turned = $state(false);
  stage: Stage | null = null;
  /** How to reach what the bar holds; the bar fills this in. */
  readonly controls: Partial<Record<'search' | 'file' | 'session', () => void>> = {};
  private lassoPath: readonly number[] = [];
  private readonly stopListening: () => void;
  private neighbourStep = 0;

  readonly layout = $derived.by((): Layout | null =>
    this.look.map === null ? null : (this.atlas.layouts.get(this.look.map) ?? null),
  );
  readonly matches = $derived.by(() => this.search.matches(this.atlas.items));
  readonly colouring = $derived.by((): Colouring | null => {
    const { items, info, layouts } = this.atlas;
    if (!items || !info) return null;
    const style = { theme: this.look.ground, ramp: this.look.ramp };
    return colouringOf(
      this.look.colourBy,
      items,
      info.descriptors,
      layouts,
      this.layout,
      style,
      this.words.columns,
    );
  });
  private readonly only = $derived.by(() => {
    const items = this.shownOff ?? this.matches;
    return items && new Set(items);
  });

  constructor(
    source: Source,
    readonly compact = source.kind === 'notebook',
  ) {
    this.api = new Api(source);
    this.atlas = new AtlasStore(this.api);
    this.look = new Look(compact ? null : storage());
    if (compact) this.look.panel = false;
    this.jobs = new Jobs(this.api);
    this.search = new Search(this.api);
    this.words = new Words(this.api.words, () => this.stage?.touch());
    this.words.gone = (name, now) => {
      const by = this.look.colourBy;
      if (by.kind !== 'word' || by.name !== name) return;
      const instead = this.colourChoices[0] ?? { kind: 'none' };
      void this.colourBy(now === null ? instead : { ...by, name: now });
    };
    this.factors = new Factors(this.api, this.atlas, () => this.stage?.touch());
    const durationOf = (id: string): number | null =>
      this.atlas.items?.duration_s[this.atlas.indexOf(id)] ?? null;
    this.ear = new Ear(this.api, durationOf, (heard) => this.heard(heard));
    this.decode = new Decode(this.api, this.ear, () => this.stage?.touch());
    const instrument = new Instrument(
      this.api,
      source.openLink,
      () => this.stage?.touch(),
      (text) => this.notices.say(text),
    );
    this.instrument = instrument;
    this.surface = new Surface(
      this.api,
      {
        near: (x, y, most) => this.stage?.nearTo(x, y, most) ?? [],
        idOf: (item) => this.atlas.idOf(item),
        nameOf: (item) => this.atlas.nameOf(item),
      },
      (message) => instrument.say(message),
    );
    this.match = new Match(instrument, this.api, compact ? null : storage());
    this.effects = new Effects(this.api.effects, source.openRack, this.api, (text) =>
      this.notices.say(text),
    );
    this.steering = new Steer(this.effects, compact ? null : storage());
    this.midi = new Midi(compact ? null : storage(), (target, value) => {
      const [kind, name = ''] = target.split(/ (.*)/s);
      if (kind === 'effect') this.effects.turn(name, value);
      else instrument.turn(target, value);
    });
    this.detail = new Detail(
      this.api,
      (ids) => this.ear.prefetch(ids),
      () => this.atlas.info?.figures ?? false,
    );
    this.stopListening = source.listen(
      (event) => void this.hear(event),
      (up) => void this.link(up),
    );
  }

  // What the map draws

  /** The points as they are to be drawn; null before there are any. */
  scene(): Scene | null {
    const { items } = this.atlas;
    const { layout, colouring } = this;
    if (!items || !layout || !colouring) return null;
    const n = items.id.length;
    const xy = new Float32Array(2 * n).fill(NaN);
    xy.set(layout.xy.subarray(0, 2 * n));
    const { hidden, trust } = this.look;
    const shade = shadesOf(items, layout, { hidden, only: this.only, trust });
    const colour = colouring.index;
    return { xy, colour, shade, palette: colouring.palette, ink: INK[this.look.ground] };
  }

  marks(): Marks {
    const { layout, factors, decode } = this;
    const position = factors.open
      ? factors.result?.positions[this.look.map ?? '']
      : this.search.file?.found.position;
    const placed: [number, number] | null =
      position && layout
        ? ([0, 1].map((axis) => (position[axis]! - layout.offset[axis]!) * layout.scale) as [
            number,
            number,
          ])
        : null;
    const lessons = this.teaches ? this.words.lessons.map(({ item }) => item) : [];
    const found = (this.search.file?.found.neighbours ?? []).map(({ id }) => id);
    const ringed = factors.open ? factors.parts : [...found, ...lessons];
    return {
      trail: this.trail.visible(performance.now()),
      current: this.current,
      pointed: this.pointed,
      pinned: this.pinned,
      playing: this.ear.playing.map((id) => this.atlas.indexOf(id)),
      placed,
      neighbours: ringed.map((id) => this.atlas.indexOf(id)).filter((item) => item >= 0),
      lasso: this.keyLasso.active ? this.keyLasso.corners : this.lassoPath,
      cross: this.keyLasso.cross,
      path: decode.open
        ? { items: this.pathItems(), at: decode.at, mean: decode.mean, live: decode.busy }
        : null,
      said: this.teaches ? this.saidOf() : [],
      player:
        this.playsMap && this.surface.place
          ? { place: this.surface.place, shares: this.surface.shares }
          : null,
    };
  }

  /** Whether a word is being taught: its marks are on the map. */
  get teaches(): boolean {
    return this.instrument.open && this.words.open;
  }

  private saidOf(): Marks['said'] {
    return Object.entries(this.words.chosen?.marks ?? {}).flatMap(([id, rating]) => {
      const item = this.atlas.indexOf(id);
      return item >= 0 ? [{ item, rating }] : [];
    });
  }

  /** Whether a hand on the map plays the instrument. */
  get playsMap(): boolean {
    return this.instrument.open && this.surface.on;
  }

  /** The heat map that lies under this map; null where there is none. */
  get ground(): HeatInfo | null {
    const { surface, layout } = this;
    return this.playsMap && layout?.name === surface.map ? surface.heat : null;
  }

  private pathItems(): number[] {
    return this.decode.items.map((id) => this.atlas.indexOf(id));
  }

  // What a hand does

  /** The pointer is over an item, or over none. */
  point(item: number): void {
    if (item === this.pointed) return;
    this.pointed = item;
    this.stage?.touch();
    if (item < 0 || this.playsMap || this.look.hover === this.turned) return;
    if (!this.held) this.turnTo(item, false);
    this.play(item, 'hover');
  }

  /** The pointer went over an item while it was down: it plays whatever the switch says. */
  cross(item: number): void {
    this.pointed = item;
    if (!this.held) this.turnTo(item, false);
    this.play(item, 'drag');
  }

  /** What may be heard next is fetched ahead. */
  likely(items: readonly number[]): void {
    this.ear.prefetch(items.map((item) => this.atlas.idOf(item)));
  }

  /** Goes to an item, plays it, and shows it in the panel. */
  goTo(item: number, why: Why): void {
    if (item < 0) return;
    this.turnTo(item, true);
    this.stage?.reveal(item);
    this.play(item, why);
  }

  /** A click: play, show, and keep. */
  press(item: number, add = false): void {
    if (item < 0) {
      this.release();
      return;
    }
    if (add) {
      this.flipSelected(item);
      return;
    }
    if (this.factors.picking !== null) {
      this.give(item);
      return;
    }
    if (this.decode.open) {
      this.addToPath(item);
      return;
    }
    if (this.effects.choosing) {
      this.putThrough(item);
      return;
    }
    this.held = true;
    if (!this.pinned.includes(item)) this.pin(item);
    this.turnTo(item, true);
    this.play(item, 'click');
  }

  /** The sound comes to the end of the path; one that is on it becomes the place that is heard. */
  addToPath(item: number): void {
    const id = this.atlas.idOf(item);
    if (!id) return;
    const { decode } = this;
    this.turnTo(item, true);
    if (!decode.items.includes(id)) {
      if (!this.ear.looper.playing) this.play(item, 'click');
      const n = decode.items.length + 1;
      this.spoken = decode.full
        ? 'The path is full'
        : `${this.atlas.described(item)} is sound ${n}`;
    }
    decode.add([id]);
  }

  /** Takes hold of the path that is drawn on the map, if it is there, or of the player. */
  grab(x: number, y: number): boolean {
    const { decode, stage } = this;
    if (this.playsMap) {
      this.slide(x, y);
      return true;
    }
    const at = decode.open ? (stage?.onPath(this.pathItems(), decode.at, x, y) ?? null) : null;
    if (at === null) return false;
    if (at !== decode.at || decode.mean) decode.move(at);
    else decode.hear();
    return true;
  }

  /** The hand drags along the path, or over the map that it plays. */
  slide(x: number, y: number): void {
    if (this.playsMap && this.stage) {
      this.surface.move(...this.stage.toMap(x, y));
      this.stage.touch();
      return;
    }
    const at = this.stage?.alongPath(this.pathItems(), this.decode.at, x, y) ?? null;
    if (at !== null) this.decode.move(at);
  }

  /** Opens the panel of sounds between sounds, or closes it. */
  flipDecode(): void {
    if (this.decode.open) {
      this.decode.close();
      return;
    }
    if (!this.decode.available) {
      void this.lookForDecoders();
      return;
    }
    this.closeAllBut('decode');
    this.decode.show();
    void this.decode.load().catch((error) => this.notices.fail(error));
    const taken = this.selection.length ? this.selection : this.pinned;
    if (!this.decode.items.length) this.decode.add(taken.map((item) => this.atlas.idOf(item)));
  }

  /** The sound becomes the donor that was asked for. */
  give(item: number): void {
    const id = this.atlas.idOf(item);
    if (!id) return;
    this.play(item, 'click');
    this.spoken = `Takes ${this.factors.picking} from ${this.atlas.described(item)}`;
    this.factors.take(id);
  }

  /** Opens the factors with the current sound, or closes them. */
  flipFactors(): void {
    if (this.factors.open) this.factors.close();
    else {
      this.closeAllBut('factors');
      void this.factors.show(this.atlas.idOf(this.current));
    }
  }

  /** Opens the instrument, or closes it; where there is nothing else, it stays. */
  flipInstrument(): void {
    const { instrument } = this;
    if (instrument.open && !this.atlas.info?.alone) {
      instrument.close();
      return;
    }
    this.closeAllBut('instrument');
    this.ear.stop();
    instrument.show();
  }

  /** Opens the words of one's own, to mark what is selected. */
  teach(): void {
    this.words.open = true;
    if (!this.instrument.open) this.flipInstrument();
  }

  /** Opens the effects with the current sound, or closes them. */
  flipEffects(): void {
    const { effects } = this;
    if (effects.open) {
      effects.close();
      if (this.atlas.info?.alone) this.instrument.show();
      return;
    }
    this.closeAllBut('effects');
    this.ear.stop();
    const id = this.atlas.idOf(this.current) || this.atlas.idOf(0);
    effects.show(id ? `item:${id}` : 'demo');
  }

  /** A hand is at a place of the map of settings; in the listening task that is an attempt. */
  steer(x: number, y: number): void {
    if (this.effects.steering) this.steering.try(x, y);
    else this.effects.play(x, y);
  }

  /** A sound of the map goes through the effect. */
  putThrough(item: number): void {
    const id = this.atlas.idOf(item);
    if (!id) return;
    this.turnTo(item, true);
    this.ear.stop();
    this.effects.take(`item:${id}`);
    this.spoken = `${this.atlas.described(item)} goes through the effect`;
  }

  /** One panel has the place of all. */
  private closeAllBut(kept: 'factors' | 'decode' | 'instrument' | 'effects' | null): void {
    for (const name of ['factors', 'decode', 'instrument', 'effects'] as const)
      if (name !== kept) this[name].close();
  }

  /** One may have been trained since the page was opened. */
  private async lookForDecoders(): Promise<void> {
    try {
      await this.decode.load();
    } catch (error) {
      this.notices.fail(error);
      return;
    }
    if (this.decode.available) this.flipDecode();
    else {
      const how = 'Train one: timbrespace train waveform FOLDER --out my.space';
      this.notices.say('There is no space here that decodes.', how);
    }
  }

  pin(item: number): void {
    this.pinned = [...this.pinned.filter((each) => each !== item), item].slice(-MOST_PINS);
    this.stage?.touch();
  }

  unpin(item: number): void {
    this.pinned = this.pinned.filter((each) => each !== item);
    if (item === this.current) this.held = false;
    this.stage?.touch();
  }

  flipPin(item: number): void {
    if (item < 0) return;
    if (this.pinned.includes(item)) {
      this.unpin(item);
    } else {
      this.held = true;
      this.pin(item);
    }
  }

  release(): void {
    this.held = false;
    this.stage?.touch();
  }

  replay(): void {
    if (this.current >= 0) this.play(this.current, 'key');
  }

  play(item: number, why: Why): void {
    const id = this.atlas.idOf(item);
    if (!id) return;
    const place = this.playsMap && why === 'key' ? this.stage?.placeOf(item) : null;
    if (place) {
      this.surface.move(...place);
      return;
    }
    this.ear.play(id, why).catch((error: unknown) => {
      if (why !== 'hover' && why !== 'drag') this.notices.fail(error);
      else if (!this.atlas.info?.sounds_found) this.notices.fail(error);
    });
  }

  /** Plays the next of the current sound's neighbours in the full space. */
  nextNeighbour(): void {
    const near = this.detail.neighbours;
    if (!near.length || this.current < 0) return;
    const next = near[this.neighbourStep++ % near.length]!;
    const item = this.atlas.indexOf(next.id);
    this.pointed = item;
    this.spoken = `Neighbour ${this.neighbourStep}: ${this.atlas.described(item)}`;
    this.play(item, 'list');
  }

  /** Moves the focus to a control of the bar, or opens its file dialog. */
  reach(what: 'search' | 'file' | 'session'): void {
    this.controls[what]?.();
  }

  /** Whether a panel has the place of the current sound's. */
  get besides(): boolean {
    return this.factors.open || this.decode.open || this.instrument.open || this.effects.open;
  }

  /** Shows the panel of the current sound, or hides it; the others give way to it. */
  flipPanel(): void {
    if (this.atlas.info?.alone) return;
    this.look.panel = this.besides || !this.look.panel;
    this.closeAllBut(null);
  }

  // Selection

  select(items: readonly number[], add = false): void {
    const all = add ? [...new Set([...this.selection, ...items])] : [...items];
    this.selection = all.sort((a, b) => a - b);
    this.spoken = `${all.length} selected`;
  }

  flipSelected(item: number): void {
    if (item < 0) return;
    const chosen = this.selection.includes(item);
    this.select(
      chosen ? this.selection.filter((each) => each !== item) : [...this.selection, item],
    );
  }

  selectLevel(label: string, level: string, add = false): void {
    this.select(this.itemsOf(label, level), add);
  }

  itemsOf(label: string, level: string): number[] {
    const column = this.atlas.items?.labels[label];
    const code = column?.levels.indexOf(level) ?? -1;
    const found: number[] = [];
    if (code >= 0) column!.codes.forEach((each, item) => each === code && found.push(item));
    return found;
  }

  drawLasso(path: readonly number[], done: boolean, add: boolean): void {
    this.lassoPath = done ? [] : path;
    if (done && this.stage) this.select(this.stage.inside(path), add);
    this.stage?.touch();
  }

  // The label that keys work on: the one the map is coloured by, else the first

  get label(): string | null {
    const by = this.look.colourBy;
    return by.kind === 'label' ? by.name : (this.atlas.info?.labels[0] ?? null);
  }

  get levelOfCurrent(): [string, string] | null {
    const { label } = this;
    const level = label === null ? null : this.atlas.levelOf(this.current, label);
    return label !== null && level !== null ? [label, level] : null;
  }

  // What can be chosen

  get colourChoices(): ColourBy[] {
    const { info, maps } = this.atlas;
    const deep = maps.filter((map) => map.dims > 2);
    return [
      ...(info?.labels ?? []).map((name) => ({ kind: 'label' as const, name })),
      ...(info?.descriptors ?? []).map(({ name }) => ({ kind: 'descriptor' as const, name })),
      ...[...this.words.columns.keys()].map((name) => ({ kind: 'word' as const, name })),
      ...deep.map(({ name }) => ({ kind: 'cube' as const, name })),
      ...deep.map(({ name }) => ({ kind: 'depth' as const, name })),
      { kind: 'trust' },
      { kind: 'none' },
    ];
  }

  async colourBy(by: ColourBy): Promise<void> {
    if (by.kind === 'cube' || by.kind === 'depth') await this.atlas.layout(by.name);
    this.look.colourBy = by;
  }

  async showMap(name: string, chosen = true): Promise<void> {
    if (!(await this.atlas.layout(name))) return;
    this.look.map = name;
    if (chosen) this.look.chosen = true;
  }

  /** The space of the map that is shown: where neighbours are looked for. */
  get space(): string | null {
    return this.atlas.mapNamed(this.look.map)?.space ?? this.atlas.info?.spaces[0]?.id ?? null;
  }

  // Files

  /** A dropped file: a session, or a sound to search by. */
  async open(file: File): Promise<void> {
    try {
      if (/\.json$/i.test(file.name)) await restore(this, readSession(await file.text()));
      else await this.searchBy(file);
    } catch (error) {
      this.notices.fail(error);
    }
  }

  async searchBy(file: File): Promise<void> {
    const { space } = this;
    if (space === null || this.look.map === null) return;
    const { neighbours } = await this.search.byFile(file, space, this.look.map);
    this.look.panel = true;
    this.spoken = `${neighbours.length} sounds like ${file.name}`;
    this.ear.prefetch(neighbours.map((each) => each.id));
    await this.ear.playFile(this.search.file!.bytes).catch(() => undefined);
    this.stage?.touch();
  }

  close(): void {
    this.stopListening();
    this.instrument.end();
    this.effects.end();
    this.ear.close();
  }

  // What the other side says

  async load(): Promise<void> {
    await this.atlas.load();
    await this.jobs.load().catch(() => undefined);
    await this.factors.relink().catch(() => undefined);
    await this.decode.load().catch(() => undefined);
    await this.words.refresh().catch(() => undefined);
    if (this.atlas.info?.alone && !this.instrument.open) this.instrument.show();
    await this.settle();
  }

  private async link(up: boolean): Promise<void> {
    const back = up && (!this.atlas.linked || this.atlas.phase === 'failed');
    this.atlas.linked = up;
    if (back) await this.load();
    if (back) this.effects.relink();
  }

  private async hear(event: ServerEvent): Promise<void> {
    if (event.type === 'job') {
      if (event.job.kind === 'edit') this.factors.follow(event.job);
      else if (event.job.kind === 'decode') this.decode.follow(event.job);
      else if (['settings', 'corners'].includes(event.job.kind)) this.effects.follow(event.job);
      else this.jobs.hear(event.job);
    }
    if (event.type === 'settings') this.effects.hear(event);
    if (event.type === 'atlas') void this.decode.load().catch(() => undefined);
    await this.atlas.hear(event);
    if (event.type === 'words' || event.type === 'items')
      await this.words.refresh().catch(() => undefined);
    await this.settle();
  }

  /** Shows the best map there is until a person chooses, and colours by the first label. */
  private async settle(): Promise<void> {
    const { look, atlas } = this;
    if (!atlas.items) return;
    const gone = look.map !== null && !atlas.mapNamed(look.map);
    const best = atlas.bestMap;
    if (best && (!look.chosen || gone) && best.name !== look.map)
      await this.showMap(best.name, false);
    const first = this.colourChoices[0];
    if (look.colourBy.kind === 'none' && first && !this.coloured) {
      this.coloured = true;
      await this.colourBy(first);
    }
  }

  private coloured = false;

  /** Shows an item in the panel, at once or when the pointer rests. */
  turnTo(item: number, atOnce: boolean): void {
    if (item !== this.current) this.neighbourStep = 0;
    this.current = item;
    this.stage?.touch();
    this.detail.show(this.atlas.idOf(item), this.space, atOnce);
  }

  private heard(heard: Heard): void {
    this.log.push(heard);
    if (this.log.length > 2000) this.log.shift();
    const item = this.atlas.indexOf(heard.id);
    if (item >= 0) {
      this.trail.add(item, performance.now());
      if (heard.why !== 'hover' && heard.why !== 'drag') this.spoken = this.atlas.described(item);
    }
    this.stage?.touch();
  }
}

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
