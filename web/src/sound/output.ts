/** What a compressor with these settings adds on its own (Web Audio API, "make-up gain"). */
const THRESHOLD_DB = -3;
const RATIO = 20;
const MAKE_UP = (1 / 10 ** ((THRESHOLD_DB * (1 - 1 / RATIO)) / 20)) ** 0.6;

/** Seconds in which a change of volume is carried out, so that it does not crackle. */
const VOLUME_S = 0.02;

/**
 * Where all voices meet: volume, a limiter, and a last guard that keeps every sample within ±1.
 *
 * Below -3 dB the limiter leaves the sound as it is.
 */
export class Output {
  readonly input: GainNode;
  /** The last node before the loudspeakers; a test listens here. */
  readonly end: WaveShaperNode;

  constructor(
    private readonly context: BaseAudioContext,
    volume = 0.8,
  ) {
    this.input = new GainNode(context, { gain: volume });
    const limiter = new DynamicsCompressorNode(context, {
      threshold: THRESHOLD_DB,
      ratio: RATIO,
      knee: 0,
      attack: 0.001,
      release: 0.08,
    });
    const level = new GainNode(context, { gain: 1 / MAKE_UP });
    this.end = new WaveShaperNode(context, { curve: Float32Array.of(-1, 0, 1) });
    this.input.connect(limiter).connect(level).connect(this.end).connect(context.destination);
  }

  setVolume(volume: number): void {
    const { gain } = this.input;
    const now = this.context.currentTime;
    gain.cancelScheduledValues(now);
    gain.setTargetAtTime(volume, now, VOLUME_S / 3);
  }
}
