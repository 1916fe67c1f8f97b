import { glideMs } from '../live/glide';
import type { OpenLink } from '../live/link';
import { valueAt } from '../live/reach';
import type { Api } from '../source/api';
import type {
  ArrowsInfo,
  HeatInfo,
  LiveMessage,
  LiveState,
  LiveWord,
  VoicesInfo,
} from '../source/live';
import { SourceError } from '../source/source';
import { Wire } from './wire.svelte';

/** How long the hand must rest before what depends on the place is asked for anew. */
const REST_MS = 180;

/** The instrument as one page sees it: the state that the server tells, and what hands do. */
export class Instrument extends Wire<LiveState, LiveMessage> {
  open = $state(false);
  voices = $state.raw<VoicesInfo | null>(null);
  /** Whether the voice itself is being asked. */
  asking = $state(false);
  names = $state.raw<readonly string[]>([]);
  naming = $state(false);
  /** The two dims of the pad, and the word that colours it. */
  pad = $state({ x: 0, y: 1, word: '' });
  heat = $state.raw<HeatInfo | null>(null);
  arrows = $state.raw<ArrowsInfo | null>(null);
  /** Which of the two kept places is heard. */
  slot = $state<'A' | 'B'>('A');
  /** Whether the matching task has the panel. */
  matching = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private place = '';

  readonly words = $derived((this.state?.words ?? []).filter((word) => !word.problem));
  readonly refused = $derived((this.state?.words ?? []).filter((word) => word.problem));
  readonly dims = $derived(this.state?.voice.dims ?? []);
  /** Whether anybody has looked what the dims are to be called. */
  readonly named = $derived(this.names.length > 0 || this.dims.some(({ called }) => called));
  /** The words that cannot be measured here, while one measures. */
  readonly unmeasured = $derived(this.words.filter((word) => word.unmeasured));
  readonly padWord = $derived(
    this.words.find(({ name }) => name === this.pad.word) ??
      this.words.find(({ name }) => name === 'brightness') ??
      this.words[0] ??
      null,
  );

  constructor(
    private readonly api: Api,
    openLink: OpenLink<LiveState, LiveMessage> | undefined,
    private readonly changed: () => void = () => undefined,
    notice: (text: string) => void = () => undefined,
  ) {
    super(openLink, notice);
  }

  // Coming and going

  show(): void {
    this.open = true;
    this.changed();
    if (this.reach()) void this.load();
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.matching = false;
    if (this.playing) this.say({ do: 'stop' });
    this.changed();
  }

  async load(): Promise<void> {
    try {
      this.voices = await this.api.voices();
    } catch (error) {
      this.fail(error);
    }
  }

  override end(): void {
    clearTimeout(this.timer);
    super.end();
  }

  // What hands do

  setWord(name: string, value: number): void {
    this.hold(`word ${name}`, value);
    this.say({ do: 'word', name, value });
  }

  /** A word is kept where it is, or may move again. */
  flipWord(word: LiveWord): void {
    this.letGo(`word ${word.name}`);
    if (word.wanted !== null) this.say({ do: 'free', name: word.name });
    else if (word.predicted !== null) this.setWord(word.name, word.predicted);
  }

  setLatent(dim: number, value: number): void {
    this.hold(`dim ${dim}`, value);
    this.say({ do: 'latent', dim, value });
  }

  /** Moves on the pad: two dims at once. */
  setPad(x: number, y: number): void {
    const { pad } = this;
    this.hold(`dim ${pad.x}`, x);
    this.hold(`dim ${pad.y}`, y);
    const values = this.dims.map((_, dim) => this.latent(dim));
    this.say({ do: 'latents', values });
  }

  setGain(db: number): void {
    this.hold('gain', db);
    this.say({ do: 'gain', db });
  }

  /** How long the latents take to follow. */
  setGlide(ms: number): void {
    this.hold('glide', ms);
    this.say({ do: 'smooth', ms });
  }

  /** A knob turns: 0 to 1 over the range of what it moves, by octaves where that is in Hz. */
  turn(target: string, value: number): void {
    const [kind, name = ''] = target.split(' ');
    const between = ([low, high]: [number, number]): number => valueAt({ low, high }, value);
    const word = this.words.find((each) => kind === 'word' && each.name === name);
    if (word) this.setWord(name, valueAt(word, value));
    else if (kind === 'dim' && this.dims[Number(name)])
      this.setLatent(Number(name), between(this.range(Number(name))));
    else if (kind === 'gain') this.setGain(between([-40, 12]));
    else if (kind === 'glide') this.setGlide(glideMs(value));
    else if (kind === 'play' && value > 0) this.flip();
  }

  /** Moves several words at once. */
  setWords(values: Record<string, number>): void {
    for (const [name, value] of Object.entries(values)) this.hold(`word ${name}`, value);
    this.say({ do: 'words', values });
  }

  setAxis(axis: 'x' | 'y', dim: number): void {
    const other = axis === 'x' ? 'y' : 'x';
    const pad = { ...this.pad, [axis]: dim };
    if (pad[other] === dim) pad[other] = this.pad[axis];
    this.pad = pad;
    this.heat = null;
    this.look();
  }

  setPadWord(word: string): void {
    this.pad = { ...this.pad, word };
    this.heat = null;
    this.look();
  }

  /** A recording goes through the voice that is on: by its latents, or by its words. */
  async replay(name: string, by: 'latents' | 'words'): Promise<void> {
    this.say({ do: 'replay', name, by });
    await this.play();
  }

  /** Asks the voice itself what dims do here, beside the surrogate; takes some seconds. */
  async askVoice(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      this.arrows = await this.api.arrows(true);
    } catch (error) {
      this.fail(error);
    } finally {
      this.asking = false;
    }
  }

  /** What the dims are called after the words that they move; takes some seconds. */
  async askNames(): Promise<void> {
    const id = this.state?.voice.id ?? '';
    this.naming = true;
    const found = await this.api.dimNames().catch(() => []);
    this.naming = false;
    if (this.state?.voice.id === id) this.names = found;
  }

  /** What a dim is called after the word that it moves most, with a sign; '' where it is not known. */
  called(dim: number): string {
    return this.names[dim] || this.dims[dim]?.called || '';
  }

  swap(id: string): void {
    this.letGo();
    this.heat = this.arrows = null;
    this.say({ do: 'voice', id });
  }

  /** The other of two places, to compare; the one that is left is kept as it is. */
  flipSlot(to: 'A' | 'B'): void {
    if (to === this.slot) return;
    this.say({ do: 'store', slot: this.slot });
    this.letGo();
    if (this.state?.slots?.includes(to)) this.say({ do: 'recall', slot: to });
    this.slot = to;
  }

  record(): void {
    this.say({ do: 'record', on: !this.state?.recording });
  }

  // What is shown

  /** The value that a word's slider stands at: the hand's, else the wanted, else the predicted. */
  wordValue(word: LiveWord): number {
    return this.heldOr(`word ${word.name}`, word.wanted ?? word.predicted ?? word.low);
  }

  get gain_db(): number {
    return this.heldOr('gain', this.state?.gain_db ?? 0);
  }

  get smooth_ms(): number {
    return this.heldOr('glide', this.state?.smooth_ms ?? 30);
  }

  latent(dim: number): number {
    const { state } = this;
    return this.heldOr(`dim ${dim}`, (state?.targets ?? state?.latents ?? [])[dim] ?? 0);
  }

  range(dim: number): [number, number] {
    const { low, high } = this.dims[dim] ?? {};
    return [low ?? -3, high ?? 3];
  }

  // ----------------------------------------------------------------------------------

  protected override taken(state: LiveState, before: LiveState | null): void {
    if (state.voice.id !== before?.voice.id) this.settlePad(state);
    this.look();
  }

  private settlePad(state: LiveState): void {
    const n = state.voice.dims.length;
    this.heat = this.arrows = null;
    this.names = [];
    if (this.pad.x >= n || this.pad.y >= n || this.pad.x === this.pad.y)
      this.pad = { ...this.pad, x: 0, y: Math.min(1, n - 1) };
    this.changed();
  }

  /** Asks for the pad's colours and the arrows where the player has come to rest. */
  look(): void {
    const { state, pad, padWord, open } = this;
    if (!open || !state || !padWord) return;
    const at = (state.targets ?? state.latents).map((value) => value.toFixed(2));
    const place = JSON.stringify([state.voice.id, pad.x, pad.y, padWord.name, at]);
    if (place === this.place) return;
    this.place = place;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.askAround(padWord.name), REST_MS);
  }

  private async askAround(word: string): Promise<void> {
    const { x, y } = this.pad;
    try {
      const [heat, arrows] = await Promise.all([this.api.heat(word, x, y), this.api.arrows()]);
      const still = this.padWord?.name === word && this.pad.x === x && this.pad.y === y;
      if (still) [this.heat, this.arrows] = [heat, arrows];
    } catch (error) {
      // Asked again when the player comes to rest next.
      this.place = '';
      if (!(error instanceof SourceError && error.unreachable)) this.heat = this.arrows = null;
    }
  }
}
