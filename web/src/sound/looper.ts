import { FADE_IN_S, FADE_OUT_S } from './fades';
import type { Voice } from './player';

/** As in the player: a change must lie beyond the burst that the audio thread is rendering. */
const AHEAD_S = 0.02;
/** From one sound to the next: near places on a path are alike, so a straight fade keeps the level. */
export const CROSS_S = 0.04;

export interface Turn {
  /** When its beginning sounded, or would have, on the context's clock. */
  origin_s: number;
  duration_s: number;
  looping: boolean;
}

/** What stays where a sound takes over from one of another length: the seconds, or the share. */
export type Keeps = 'time' | 'share';

/** Seconds into a sound at a time on the clock; null where it is over. */
export function secondsInto({ origin_s, duration_s, looping }: Turn, at_s: number): number | null {
  const into_s = Math.max(0, at_s - origin_s);
  if (looping) return into_s % duration_s;
  return into_s < duration_s ? into_s : null;
}

/** Where in the next sound, of `next_s` seconds, one goes on; null where the old one is over. */
export function goesOnAt(turn: Turn, at_s: number, next_s: number, keeps: Keeps): number | null {
  const into_s = secondsInto(turn, at_s);
  if (into_s === null) return null;
  if (keeps === 'share') return (into_s / turn.duration_s) * next_s;
  return into_s < next_s ? into_s : 0;
}

interface Sounding extends Turn {
  id: string;
  source: AudioBufferSourceNode;
  envelope: GainNode;
}

/**
 * Plays one sound that may become another while it plays.
 *
 * The new one takes over where the old one is, so that what changes is how it sounds and not when.
 * Both ends of every sound are faded in its samples, so that going round does not click.
 */
export class Looper {
  private now: Sounding | null = null;
  private bus: GainNode | null = null;
  private free_s = 0;

  constructor(
    private readonly context: BaseAudioContext,
    private readonly into: AudioNode,
    private readonly onStart: (voice: Voice) => void,
    private readonly onEnd: () => void,
  ) {}

  /** The id of what sounds; empty where nothing does. */
  get playing(): string {
    return this.now?.id ?? '';
  }

  /** Milliseconds until the next change can begin. */
  get busy_ms(): number {
    return Math.max(0, 1000 * (this.free_s - this.context.currentTime));
  }

  /** Starts a sound, or lets it take over from the one that plays; when it begins to be heard. */
  play(id: string, sound: AudioBuffer, looping: boolean, keeps: Keeps = 'time'): number {
    const { context } = this;
    const starts_s = Math.max(context.currentTime + AHEAD_S, this.free_s);
    const before = this.now;
    const goes_on_s = before ? goesOnAt(before, starts_s, sound.duration, keeps) : null;
    const offset_s = goes_on_s ?? 0;
    this.bus ??= this.opened();

    const envelope = new GainNode(context, { gain: goes_on_s === null ? 1 : 0 });
    const source = new AudioBufferSourceNode(context, { buffer: sound, loop: looping });
    source.connect(envelope).connect(this.bus);
    source.start(starts_s, offset_s);
    if (before && goes_on_s !== null) {
      ramp(envelope.gain, 0, 1, starts_s);
      ramp(before.envelope.gain, 1, 0, starts_s);
      before.source.stop(starts_s + CROSS_S);
      this.free_s = starts_s + CROSS_S;
    }
    const duration_s = sound.duration;
    const origin_s = starts_s - offset_s;
    const turn: Sounding = { id, origin_s, duration_s, looping, source, envelope };
    source.onended = () => this.over(turn);
    this.now = turn;
    this.onStart({
      id,
      starts_s,
      ends_s: looping ? Infinity : origin_s + duration_s,
      fade_in_s: goes_on_s === null ? FADE_IN_S : CROSS_S,
      fade_out_s: FADE_OUT_S,
      gain: 1,
    });
    return starts_s;
  }

  /** Lets it fade. */
  stop(): void {
    const { bus, now } = this;
    this.bus = this.now = null;
    this.free_s = 0;
    if (!bus || !now) return;
    const begins_s = this.context.currentTime + AHEAD_S;
    bus.gain.setValueAtTime(1, begins_s);
    bus.gain.linearRampToValueAtTime(0, begins_s + FADE_OUT_S);
    now.source.onended = () => bus.disconnect();
    now.source.stop(begins_s + FADE_OUT_S);
    this.onEnd();
  }

  private opened(): GainNode {
    const bus = new GainNode(this.context);
    bus.connect(this.into);
    return bus;
  }

  private over(turn: Sounding): void {
    turn.envelope.disconnect();
    if (this.now !== turn) return;
    this.now = null;
    this.onEnd();
  }
}

function ramp(gain: AudioParam, from: number, to: number, at_s: number): void {
  gain.setValueAtTime(from, at_s);
  gain.linearRampToValueAtTime(to, at_s + CROSS_S);
}
