import type { Report } from '../live/feed';
import type { FromWorker, Link, OpenLink } from '../live/link';
import { readPresets, withPreset, type Preset } from '../live/presets';
import type { Api } from '../source/api';
import type {
  ArrowsInfo,
  HeatInfo,
  LiveMessage,
  LiveState,
  LiveWord,
  RecordingInfo,
  VoicesInfo,
} from '../source/live';
import { SourceError } from '../source/source';

/** How long a hand's own value is shown before the server's takes over again. */
const HAND_MS = 350;
/** How long the hand must rest before what depends on the place is asked for anew. */
const REST_MS = 180;
const KEPT = 'timbrespace.presets';

export type Phase = 'off' | 'connecting' | 'on' | 'refused' | 'lost' | 'nowhere';

/** The instrument as one page sees it: the state that the server tells, and what hands do. */
export class Instrument {
  open = $state(false);
  phase = $state<Phase>('off');
  state = $state.raw<LiveState | null>(null);
  report = $state.raw<Report | null>(null);
  failure = $state.raw<{ error: string; remedy: string } | null>(null);
  voices = $state.raw<VoicesInfo | null>(null);
  recordings = $state.raw<readonly RecordingInfo[]>([]);
  presets = $state.raw<readonly Preset[]>([]);
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
    private readonly store: Storage | null = null,
  ) {
    try {
      this.presets = readPresets(JSON.parse(store?.getItem(KEPT) ?? '[]'));
    } catch {
      // Somebody else's words under our name: begin afresh.
    }
  }

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
      this.recordings = await this.api.recordings();
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

  keepPreset(name: string): void {
    const { state } = this;
    if (!state) return;
    const wanted = state.words.filter((word) => word.wanted !== null);
    const words = Object.fromEntries(wanted.map((word) => [word.name, word.wanted!]));
    const latents = [...(state.targets ?? state.latents)];
    this.setPresets(withPreset(this.presets, { name, voice: state.voice.id, words, latents }));
  }

  /** On its own voice to its very latents; on another, as far as words go. */
  recallPreset({ voice, words, latents }: Preset): void {
    this.held.clear();
    const same = voice === this.state?.voice.id && latents.length === this.dims.length;
    if (same) this.say({ do: 'latents', values: latents });
    else if (Object.keys(words).length) this.say({ do: 'words', values: words });
    else
      this.failure = {
        error: `This place is one of ${voice}, and no word was kept there.`,
        remedy: 'Keep some words where they are before you keep a place for other voices.',
      };
  }

  forgetPreset(name: string): void {
    this.setPresets(this.presets.filter((each) => each.name !== name));
  }

  /** A recording goes through the voice that is on. */
  async replay(name: string): Promise<void> {
    const own = this.recordings.find((each) => each.name === name)?.voice;
    const by = own === this.state?.voice.id || !this.words.length ? 'latents' : 'words';
    this.say({ do: 'replay', name, by });
    await this.play();
  }

  private setPresets(presets: readonly Preset[]): void {
    this.presets = presets;
    this.store?.setItem(KEPT, JSON.stringify(presets));
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

  async record(): Promise<void> {
    const on = !this.state?.recording;
    this.say({ do: 'record', on });
    if (!on) setTimeout(() => void this.load(), 600);
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
    this.state = state;
    this.phase = 'on';
    if (swapped) this.settlePad(state);
    this.look();
  }

  private settlePad(state: LiveState): void {
    const n = state.voice.dims.length;
    this.heat = this.arrows = null;
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
      if (!(error instanceof SourceError && error.unreachable)) this.heat = this.arrows = null;
    }
  }

  private fail(error: unknown): void {
    const remedy = error instanceof SourceError ? error.remedy : '';
    this.failure = { error: error instanceof Error ? error.message : String(error), remedy };
  }
}
