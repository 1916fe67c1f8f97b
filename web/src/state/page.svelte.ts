import { Match } from '../listening/match.svelte';
import { Steer } from '../listening/steer.svelte';
import { Api } from '../source/api';
import type { Source } from '../source/source';
import type { ServerEvent } from '../source/types';
import { AtlasStore } from './atlas.svelte';
import { Chart } from './chart.svelte';
import { Chosen } from './chosen.svelte';
import { Decode } from './decode.svelte';
import { Detail } from './detail.svelte';
import { Drawing } from './drawing.svelte';
import { Ear } from './ear.svelte';
import { Effects } from './effects.svelte';
import { Factors } from './factors.svelte';
import { Focus } from './focus.svelte';
import { Front } from './front.svelte';
import { Gestures } from './gestures.svelte';
import { Instrument } from './instrument.svelte';
import { Jobs } from './jobs.svelte';
import { Look } from './look.svelte';
import { Midi } from './midi.svelte';
import { Notices } from './notices.svelte';
import { Panels } from './panels.svelte';
import { Search } from './search.svelte';
import { Sounds } from './sounds';
import { Surface } from './surface.svelte';
import { Words } from './words.svelte';

/**
 * One open page: the rooms that its state is kept in, and what joins them.
 *
 * A room is given what it needs of the others, and is asked for by its own name; here they are
 * only made, told what the other side says, and closed.
 */
export class Page {
  readonly api: Api;
  readonly front = new Front();
  readonly notices = new Notices();
  readonly atlas: AtlasStore;
  readonly look: Look;
  readonly jobs: Jobs;
  readonly search: Search;
  /** Words of the user's own. */
  readonly words: Words;
  readonly chart: Chart;
  readonly detail: Detail;
  readonly focus: Focus;
  readonly chosen: Chosen;
  readonly ear: Ear;
  readonly factors: Factors;
  readonly decode: Decode;
  readonly instrument: Instrument;
  readonly surface: Surface;
  readonly match: Match;
  readonly effects: Effects;
  readonly steering: Steer;
  readonly midi: Midi;
  readonly sounds: Sounds;
  readonly panels: Panels;
  readonly gestures: Gestures;
  readonly drawing: Drawing;
  private readonly stopListening: () => void;

  constructor(
    source: Source,
    readonly compact = source.kind === 'notebook',
  ) {
    const store = compact ? null : storage();
    const touch = (): void => this.front.touch();
    const notice = (text: string): void => this.notices.say(text);

    this.api = new Api(source);
    this.atlas = new AtlasStore(this.api);
    this.look = new Look(store);
    if (compact) this.look.panel = false;
    this.jobs = new Jobs(this.api);
    this.search = new Search(this.api, this.atlas);
    this.words = new Words(this.api.words, touch);
    this.chart = new Chart(this.atlas, this.look, this.words);
    this.detail = new Detail(
      this.api,
      (ids) => this.ear.prefetch(ids),
      () => this.atlas.info?.figures ?? false,
    );
    this.focus = new Focus(this.atlas, this.chart, this.detail, this.front);
    this.chosen = new Chosen(this.atlas, this.focus, this.front);

    this.ear = new Ear(
      this.api,
      (id) => this.atlas.items?.duration_s[this.atlas.indexOf(id)] ?? null,
      (heard) => this.sounds.heard(heard),
    );
    this.factors = new Factors(this.api, this.atlas, touch);
    this.decode = new Decode(this.api, this.ear, touch);
    this.instrument = new Instrument(this.api, source.openLink, touch, notice);
    const ground = {
      near: (x: number, y: number, most: number) => this.front.stage?.nearTo(x, y, most) ?? [],
      idOf: (item: number) => this.atlas.idOf(item),
      nameOf: (item: number) => this.atlas.nameOf(item),
    };
    this.surface = new Surface(this.api, ground, this.instrument);
    this.match = new Match(this.instrument, this.api, store);
    this.effects = new Effects(this.api.effects, source.openRack, this.api, notice);
    this.steering = new Steer(this.effects, store);
    this.midi = new Midi(store, (target, value) => this.turn(target, value));

    this.sounds = new Sounds(this);
    this.panels = new Panels(this);
    this.gestures = new Gestures(this);
    this.drawing = new Drawing(this);
    this.stopListening = source.listen(
      (event) => void this.hear(event),
      (up) => void this.link(up),
    );
  }

  async load(): Promise<void> {
    await this.atlas.load();
    await this.jobs.load().catch(() => undefined);
    await this.factors.relink().catch(() => undefined);
    await this.decode.load().catch(() => undefined);
    await this.words.refresh().catch(() => undefined);
    if (this.atlas.info?.alone && !this.instrument.open) this.instrument.show();
    await this.chart.settle();
  }

  close(): void {
    this.stopListening();
    this.instrument.end();
    this.effects.end();
    this.ear.close();
  }

  // What the other side says

  private async link(up: boolean): Promise<void> {
    const back = up && (!this.atlas.linked || this.atlas.phase === 'failed');
    this.atlas.linked = up;
    if (back) await this.load();
    if (back) this.effects.relink();
  }

  private async hear(event: ServerEvent): Promise<void> {
    if (event.type === 'job') {
      if (event.job.kind === 'edit') this.factors.follow(event.job);
      else if (event.job.kind === 'decode') this.decode.encoding.follow(event.job);
      else if (['settings', 'corners'].includes(event.job.kind)) this.effects.follow(event.job);
      else this.jobs.hear(event.job);
    }
    if (event.type === 'settings') this.effects.hear(event);
    if (event.type === 'atlas') void this.decode.load().catch(() => undefined);
    await this.atlas.hear(event);
    if (event.type === 'words' || event.type === 'items')
      await this.words.refresh().catch(() => undefined);
    await this.chart.settle();
  }

  /** A knob of a MIDI device turns: `effect drive`, or a target of the instrument. */
  private turn(target: string, value: number): void {
    const [kind, name = ''] = target.split(/ (.*)/s);
    if (kind === 'effect') this.effects.turn(name, value);
    else this.instrument.turn(target, value);
  }
}

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
