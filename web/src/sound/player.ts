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
  fade_in_s: number;
  fade_out_s: number;
  onStart?: (voice: Voice) => void;
  onEnd?: (voice: Voice) => void;
}

/**
 * Fades between 5 and 15 ms: short enough for a drum to stay a drum, long enough not to click.
 */
export const FADES = { fade_in_s: 0.005, fade_out_s: 0.012 };

/** Plays sounds on top of each other, each faded in and out, the oldest giving way. */
export class Player {
  private voices: Playing[] = [];
  readonly options: PlayerOptions;

  constructor(
    private readonly context: BaseAudioContext,
    private readonly into: AudioNode,
    options: Partial<PlayerOptions> = {},
  ) {
    this.options = { n_voices: 6, ...FADES, ...options };
  }

  get playing(): readonly Voice[] {
    return this.voices.filter((voice) => !voice.fading);
  }

  /** Starts a sound now, and lets the oldest ones fade where there are too many. */
  start(id: string, sound: AudioBuffer, gain = 1): Voice {
    const { fade_in_s, fade_out_s, n_voices } = this.options;
    const again = this.voices.find((voice) => voice.id === id && !voice.fading);
    if (again) this.fade(again);
    const free = this.playing as Playing[];
    for (const voice of free.slice(0, Math.max(0, free.length - n_voices + 1))) this.fade(voice);

    const now_s = this.context.currentTime;
    const envelope = new GainNode(this.context, { gain: 0 });
    const source = new AudioBufferSourceNode(this.context, { buffer: sound });
    const in_s = Math.min(fade_in_s, sound.duration / 2);
    const out_s = Math.min(fade_out_s, sound.duration / 2);
    const ends_s = now_s + sound.duration;
    envelope.gain.setValueAtTime(0, now_s);
    envelope.gain.linearRampToValueAtTime(gain, now_s + in_s);
    envelope.gain.setValueAtTime(gain, ends_s - out_s);
    envelope.gain.linearRampToValueAtTime(0, ends_s);
    source.connect(envelope).connect(this.into);
    source.start(now_s);

    const times = { starts_s: now_s, ends_s, fade_in_s: in_s, fade_out_s: out_s };
    const voice: Playing = { id, ...times, gain, source, envelope, fading: false };
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
    const now_s = this.context.currentTime;
    const end_s = Math.min(voice.ends_s, now_s + this.options.fade_out_s);
    const { gain } = voice.envelope;
    const level = levelAt(voice, now_s);
    gain.cancelScheduledValues(now_s);
    gain.setValueAtTime(level, now_s);
    gain.linearRampToValueAtTime(0, end_s);
    voice.source.stop(end_s);
    voice.ends_s = end_s;
  }

  private over(voice: Playing): void {
    voice.envelope.disconnect();
    this.voices = this.voices.filter((each) => each !== voice);
    this.options.onEnd?.(voice);
  }
}

/** Where a voice's envelope is, before it is told to fade. */
export function levelAt(voice: Voice, at_s: number): number {
  const up = voice.fade_in_s > 0 ? (at_s - voice.starts_s) / voice.fade_in_s : 1;
  const down = voice.fade_out_s > 0 ? (voice.ends_s - at_s) / voice.fade_out_s : 1;
  return voice.gain * Math.max(0, Math.min(1, up, down));
}
