import type { Report } from '../live/feed';
import type { FromWorker, Link, OpenLink } from '../live/link';
import type { Api } from '../source/api';
import type {
  ArrowsInfo,
  HeatInfo,
  LiveMessage,
  LiveState,
  LiveWord,
  OwnWordInfo,
  VoicesInfo,
} from '../source/live';
import { SourceError } from '../source/source';

/** How long a hand's own value is shown before the server's takes over again. */
const HAND_MS = 350;
/** How long the hand must rest before what depends on the place is asked for anew. */
const REST_MS = 180;

export type Phase = 'off' | 'connecting' | 'on' | 'refused' | 'lost' | 'nowhere';

/** The instrument as one page sees it: the state that the server tells, and what hands do. */
export class Instrument {
  open = $state(false);
  phase = $state<Phase>('off');
  state = $state.raw<LiveState | null>(null);
  report = $state.raw<Report | null>(null);
  failure = $state.raw<{ error: string; remedy: string } | null>(null);
  voices = $state.raw<VoicesInfo | null>(null);
  ownWords = $state.raw<readonly OwnWordInfo[]>([]);
  /** Whether the voice itself, or a word, is being asked or taught. */
  asking = $state(false);
  teaching = $state(false);
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
  link = $state.raw<Link | null>(null);
  private readonly held = new Map<string, { value: number; until_ms: number }>();
  private heldTurns = $state(0);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private place = '';
  private lastNotice = -1;

  readonly words = $derived((this.state?.words ?? []).filter((word) => !word.problem));
  readonly refused = $derived((this.state?.words ?? []).filter((word) => word.problem));
  readonly dims = $derived(this.state?.voice.dims ?? []);
  readonly playing = $derived(this.state?.playing ?? false);
  readonly padWord = $derived(
    this.words.find(({ name }) => name === this.pad.word) ??
      this.words.find(({ name }) => name === 'brightness') ??
      this.words[0] ??
      null,
  );

  constructor(
    private readonly api: Api,
    private readonly openLink: OpenLink | undefined,
    private readonly changed: () => void = () => undefined,
    private readonly notice: (text: string) => void = () => undefined,
  ) {}

  // Coming and going

  show(): void {
    this.open = true;
    this.changed();
    if (!this.openLink) {
      this.phase = 'nowhere';
      return;
    }
    if (this.phase === 'off' || this.phase === 'lost') this.connect();
    void this.load();
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.matching = false;
    if (this.playing) this.say({ do: 'stop' });
    this.changed();
  }

  /** Connects; by force where another page plays. */
  connect(take = false): void {
    this.failure = null;
    this.phase = 'connecting';
    this.link ??= this.openLink!((message) => this.hear(message));
    this.link.open(take);
  }

  async load(): Promise<void> {
    try {
      this.voices = await this.api.voices();
      await this.loadWords();
    } catch (error) {
      this.fail(error);
    }
  }

  /** The page goes away. */
  end(): void {
    clearTimeout(this.timer);
    this.link?.close();
    this.link = null;
  }

  // What hands do

  say(message: LiveMessage): void {
    this.failure = null;
    this.link?.say(message);
  }

  async play(): Promise<void> {
    if (this.phase !== 'on') return;
    // Asked for before the browser has woken its loudspeakers: both take their time.
    this.say({ do: 'play' });
    try {
      await this.link?.wake();
    } catch (error) {
      this.fail(error);
    }
  }

  stop(): void {
    this.say({ do: 'stop' });
  }

  flip(): void {
    if (this.playing) this.stop();
    else void this.play();
  }

  setWord(name: string, value: number): void {
    this.hold(`word ${name}`, value);
    this.say({ do: 'word', name, value });
  }

  /** A word is kept where it is, or may move again. */
  flipWord(word: LiveWord): void {
    this.held.delete(`word ${word.name}`);
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

  /** A knob turns: 0 to 1 over the range of what it moves. */
  turn(target: string, value: number): void {
    const [kind, name = ''] = target.split(' ');
    const between = ([low, high]: [number, number]): number => low + value * (high - low);
    const word = this.words.find((each) => kind === 'word' && each.name === name);
    if (word) this.setWord(name, between([word.low, word.high]));
    else if (kind === 'dim' && this.dims[Number(name)])
      this.setLatent(Number(name), between(this.range(Number(name))));
    else if (kind === 'gain') this.say({ do: 'gain', db: between([-40, 6]) });
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
    if (this.state?.voice.id === id) this.names = found.map((name) => this.titled(name));
  }

  /** `brightness +` as `Brightness +`. */
  private titled(name: string): string {
    const [word = '', sign = ''] = name.split(' ');
    return `${this.words.find((each) => each.name === word)?.title ?? word} ${sign}`.trim();
  }

  // Words of one's own

  async loadWords(): Promise<void> {
    this.ownWords = await this.api.ownWords().catch(() => []);
  }

  async teach(work: () => Promise<unknown>): Promise<void> {
    this.failure = null;
    this.teaching = true;
    try {
      await work();
      await this.loadWords();
    } catch (error) {
      this.fail(error);
    } finally {
      this.teaching = false;
    }
  }

  swap(id: string): void {
    this.held.clear();
    this.heat = this.arrows = null;
    this.say({ do: 'voice', id });
  }

  /** The other of two places, to compare; the one that is left is kept as it is. */
  flipSlot(to: 'A' | 'B'): void {
    if (to === this.slot) return;
    this.say({ do: 'store', slot: this.slot });
    this.held.clear();
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

  latent(dim: number): number {
    const { state } = this;
    return this.heldOr(`dim ${dim}`, (state?.targets ?? state?.latents ?? [])[dim] ?? 0);
  }

  range(dim: number): [number, number] {
    const { low, high } = this.dims[dim] ?? {};
    return [low ?? -3, high ?? 3];
  }

  // ----------------------------------------------------------------------------------

  private hold(key: string, value: number): void {
    this.held.set(key, { value, until_ms: performance.now() + HAND_MS });
    this.heldTurns += 1;
  }

  private heldOr(key: string, value: number): number {
    void this.heldTurns;
    const held = this.held.get(key);
    if (!held) return value;
    if (performance.now() < held.until_ms) return held.value;
    this.held.delete(key);
    return value;
  }

  private hear(message: FromWorker): void {
    if (message.type === 'report') this.report = message.report;
    else if (message.type === 'up') this.phase = 'connecting';
    else if (message.type === 'down') this.down(message.final);
    else if (message.message.type === 'state') this.take(message.message.state);
    else {
      const { error, remedy } = message.message;
      this.failure = { error, remedy };
      if (message.message.type === 'refused') this.phase = 'refused';
    }
  }

  private down(final: boolean): void {
    this.state = this.state && { ...this.state, playing: false };
    if (this.phase !== 'refused') this.phase = final ? 'lost' : 'connecting';
  }

  private take(state: LiveState): void {
    const swapped = state.voice.id !== this.state?.voice.id;
    this.tell(state.notices ?? []);
    this.state = state;
    this.phase = 'on';
    if (swapped) this.settlePad(state);
    this.look();
  }

  /** Says what is new; what was said before this page came is old. */
  private tell(notices: readonly { number: number; text: string }[]): void {
    const fresh = notices.filter(({ number }) => number > this.lastNotice);
    if (this.lastNotice >= 0) for (const { text } of fresh) this.notice(text);
    this.lastNotice = Math.max(0, this.lastNotice, ...notices.map(({ number }) => number));
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

  private fail(error: unknown): void {
    const remedy = error instanceof SourceError ? error.remedy : '';
    this.failure = { error: error instanceof Error ? error.message : String(error), remedy };
  }
}
