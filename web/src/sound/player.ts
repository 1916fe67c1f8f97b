import { FADE_IN_S, FADE_OUT_S } from './fades';

/** One sound that plays. */
export interface Voice {
  id: string;
  /** Seconds on the context's clock. */
  starts_s: number;
  ends_s: number;
  fade_in_s: number;
  fade_out_s: number;
  gain: number;
}

interface Playing extends Voice {
  source: AudioBufferSourceNode;
  envelope: GainNode;
  fading: boolean;
}

export interface PlayerOptions {
  /** At most so many sounds at once; the oldest fades. */
  n_voices: number;
  onStart?: (voice: Voice) => void;
  onEnd?: (voice: Voice) => void;
}

/**
 * The audio thread renders ahead in bursts of about 10 ms. A fade that is to begin at its first
 * sample must lie beyond the burst under way.
 */
const AHEAD_S = 0.02;

/** Plays sounds whose ends are faded on top of each other, the oldest giving way. */
export class Player {
  private voices: Playing[] = [];
  readonly options: PlayerOptions;

  constructor(
    private readonly context: BaseAudioContext,
    private readonly into: AudioNode,
    options: Partial<PlayerOptions> = {},
  ) {
    this.options = { n_voices: 6, ...options };
  }

  get playing(): readonly Voice[] {
    return this.voices.filter((voice) => !voice.fading);
  }

  /** Starts a sound now, and lets the oldest ones fade where there are too many. */
  start(id: string, sound: AudioBuffer, gain = 1): Voice {
    const again = this.voices.find((voice) => voice.id === id && !voice.fading);
    if (again) this.fade(again);
    const free = this.playing as Playing[];
    const n_over = Math.max(0, free.length - this.options.n_voices + 1);
    for (const voice of free.slice(0, n_over)) this.fade(voice);

    const envelope = new GainNode(this.context, { gain });
    const source = new AudioBufferSourceNode(this.context, { buffer: sound });
    source.connect(envelope).connect(this.into);
    source.start();

    const starts_s = this.context.currentTime;
    const times = { starts_s, ends_s: starts_s + sound.duration };
    const fades = { fade_in_s: FADE_IN_S, fade_out_s: FADE_OUT_S };
    const voice: Playing = { id, ...times, ...fades, gain, source, envelope, fading: false };
    source.onended = () => this.over(voice);
    this.voices.push(voice);
    this.options.onStart?.(voice);
    return voice;
  }

  /** Lets everything that plays fade. */
  stop(): void {
    for (const voice of this.voices) this.fade(voice);
  }

  private fade(voice: Playing): void {
    if (voice.fading) return;
    voice.fading = true;
    const begins_s = this.context.currentTime + AHEAD_S;
    voice.ends_s = Math.min(voice.ends_s, begins_s + FADE_OUT_S);
    const { gain } = voice.envelope;
    gain.setValueAtTime(voice.gain, begins_s);
    gain.linearRampToValueAtTime(0, begins_s + FADE_OUT_S);
    voice.source.stop(begins_s + FADE_OUT_S);
  }

  private over(voice: Playing): void {
    voice.envelope.disconnect();
    this.voices = this.voices.filter((each) => each !== voice);
    this.options.onEnd?.(voice);
  }
}
