import type { Api } from '../source/api';
import { Buffers } from '../sound/buffers';
import { fadeEnds } from '../sound/fades';
import { Looper, type Keeps } from '../sound/looper';
import { Output } from '../sound/output';
import { Player, type Voice } from '../sound/player';

/** What made a sound play. */
export type Why = 'hover' | 'drag' | 'click' | 'key' | 'list' | 'file' | 'blend';

export interface Heard extends Voice {
  why: Why;
  /** Milliseconds on the page's clock when the sound was asked for. */
  asked_ms: number;
}

/** Seconds of a long sound that pointing at it plays, and that asking for it plays. */
export const GLANCE_S = 6;
export const LONGEST_S = 60;

/** A sound that was crossed is played if it arrives within this time. */
const PATIENCE_MS = 400;

/** Everything between "this item" and the loudspeakers. */
export class Ear {
  /** The browser waits for a click or a key before it lets a page sound. */
  blocked = $state(false);
  playing = $state.raw<readonly string[]>([]);
  readonly context = new AudioContext({ latencyHint: 'interactive' });
  readonly output = new Output(this.context);
  readonly player: Player;
  readonly looper: Looper;
  private readonly buffers: Buffers<AudioBuffer>;
  private asked = 0;
  private why: Why = 'hover';
  private asked_ms = 0;

  constructor(
    private readonly api: Api,
    private readonly durationOf: (id: string) => number | null,
    private readonly onHeard: (heard: Heard) => void,
  ) {
    this.buffers = new Buffers((key) => this.fetch(key));
    this.player = new Player(this.context, this.output.input, {
      onStart: (voice) => {
        this.follow();
        this.onHeard({ ...voice, why: this.why, asked_ms: this.asked_ms });
      },
      onEnd: () => this.follow(),
    });
    const { context, output } = this;
    this.looper = new Looper(
      context,
      output.input,
      (voice) => {
        this.follow();
        this.onHeard({ ...voice, why: 'blend', asked_ms: this.asked_ms });
      },
      () => this.follow(),
    );
    this.context.onstatechange = () => (this.blocked = this.context.state === 'suspended');
    this.blocked = this.context.state === 'suspended';
  }

  /** To be called from a click or a key: then the browser allows sound. */
  wake(): void {
    if (this.context.state === 'suspended') void this.context.resume();
  }

  /**
   * Plays an item, as soon as it is here.
   *
   * A sound that comes late and has been overtaken by another is left out, so that nothing
   * plays behind the pointer's back.
   */
  async play(id: string, why: Why): Promise<void> {
    const asked = why === 'drag' ? this.asked : ++this.asked;
    const asked_ms = performance.now();
    if (why !== 'hover') this.wake();
    const key = this.keyOf(id, why);
    const sound = this.buffers.get(key) ?? (await this.buffers.load(key));
    const late = performance.now() - asked_ms > PATIENCE_MS;
    if (why === 'drag' ? late : asked !== this.asked) return;
    this.start(id, sound, why, asked_ms);
  }

  /** Plays a sound that is no item: a file that was dropped, or what came of an edit. */
  async playFile(bytes: ArrayBuffer, id = ''): Promise<void> {
    this.wake();
    this.start(id, await this.decoded(bytes.slice(0)), 'file', performance.now());
  }

  /**
   * Starts a sound that may be replaced while it plays, or replaces it.
   *
   * Returns when it is heard, in milliseconds on the page's clock; null where nothing may sound.
   */
  morph(
    id: string,
    sound: AudioBuffer,
    asked_ms: number,
    how: { looping: boolean; keeps: Keeps },
  ): number | null {
    if (this.context.state !== 'running') return null;
    this.asked_ms = asked_ms;
    const starts_s = this.looper.play(id, sound, how.looping, how.keeps);
    const wait_s = starts_s - this.context.currentTime + (this.context.baseLatency || 0);
    return performance.now() + 1000 * wait_s;
  }

  /** Seconds of a sound that have left the loudspeakers; null where it does not play. */
  heardOf(id: string): number | null {
    const voice = this.player.playing.findLast((each) => each.id === id);
    if (!voice) return null;
    const { currentTime, outputLatency, baseLatency } = this.context;
    return Math.max(0, currentTime - (outputLatency || baseLatency || 0) - voice.starts_s);
  }

  stop(): void {
    this.asked += 1;
    this.looper.stop();
    this.player.stop();
  }

  /** Fetches what is likely to be played next, the likeliest first. */
  prefetch(ids: readonly string[]): void {
    this.buffers.prefetch(ids.map((id) => this.keyOf(id, 'hover')));
  }

  /** Fetches all of these, and waits for them. */
  async fetchAll(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.buffers.load(this.keyOf(id, 'hover'))));
  }

  close(): void {
    this.looper.stop();
    this.player.stop();
    void this.context.close();
  }

  private start(id: string, sound: AudioBuffer, why: Why, asked_ms: number): void {
    if (this.context.state !== 'running') return;
    [this.why, this.asked_ms] = [why, asked_ms];
    this.player.start(id, sound);
  }

  private follow(): void {
    const looped = this.looper?.playing ? [this.looper.playing] : [];
    this.playing = [...this.player.playing.map((voice) => voice.id), ...looped];
  }

  private keyOf(id: string, why: Why): string {
    const passing = why === 'hover' || why === 'drag';
    const most_s = passing ? GLANCE_S : LONGEST_S;
    const duration_s = this.durationOf(id) ?? most_s + 1;
    return duration_s <= GLANCE_S ? id : `${id} ${most_s}`;
  }

  private async fetch(key: string): Promise<AudioBuffer> {
    const [id, preview_s] = key.split(' ');
    const bytes = await this.api.audio(id!, preview_s ? Number(preview_s) : undefined);
    return this.decoded(bytes);
  }

  /** A sound file as samples, its ends faded. */
  async decoded(bytes: ArrayBuffer): Promise<AudioBuffer> {
    const sound = await this.context.decodeAudioData(bytes);
    const channels = Array.from({ length: sound.numberOfChannels }, (_, i) =>
      sound.getChannelData(i),
    );
    fadeEnds(channels, sound.sampleRate);
    return sound;
  }
}
