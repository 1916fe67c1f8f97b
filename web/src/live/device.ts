/** What a browser tells of the sound device's own gaps (`AudioContext.playbackStats`). */
interface PlaybackStats {
  underrunEvents: number;
}

type Counting = AudioContext & { playbackStats?: PlaybackStats };

/** So many gaps of the device within this time, and it gets a larger buffer. */
const MOST_GAPS = 3;
const WITHIN_S = 10;

/**
 * The smallest buffer that the sound device takes, where the browser says if that is too small;
 * else the one that the browser takes for playing by hand.
 */
export function firstHint(
  kind: { prototype: object } = AudioContext,
): AudioContextLatencyCategory | 0 {
  return 'playbackStats' in kind.prototype ? 0 : 'interactive';
}

/** Gaps of the device since its context was made; 0 where the browser does not count them. */
export function deviceGaps(context: AudioContext): number {
  return (context as Counting).playbackStats?.underrunEvents ?? 0;
}

/** Says when a device cannot keep up with its buffer. */
export class DeviceWatch {
  private readonly seen: { at_s: number; gaps: number }[] = [];

  /** `gaps` since the context was made; true where there are too many in a short time. */
  note(gaps: number, at_s: number): boolean {
    this.seen.push({ at_s, gaps });
    while (this.seen[0]!.at_s < at_s - WITHIN_S) this.seen.shift();
    return gaps - this.seen[0]!.gaps >= MOST_GAPS;
  }
}

/** The first time after which a smaller buffer is tried again; then twice as long each time. */
const FIRST_RETRY_S = 20;

/** Says when the smallest buffer is worth another try: what kept the machine busy may be over. */
export class Retry {
  private wait_s = FIRST_RETRY_S;
  private from_s = Infinity;

  /** It was too small at this moment. */
  failed(now_s: number): void {
    this.from_s = now_s + this.wait_s;
    this.wait_s *= 2;
  }

  /** True once for each failure. */
  due(now_s: number): boolean {
    if (now_s < this.from_s) return false;
    this.from_s = Infinity;
    return true;
  }
}

/** Says when a device stands still, as one may that was opened while the machine was busy. */
export class Stall {
  private stood_s: number | null = null;

  /** The device's clock, looked at once a second; null where it is not meant to run. */
  note(clock_s: number | null): boolean {
    const stands = clock_s !== null && clock_s === this.stood_s;
    this.stood_s = stands ? null : clock_s;
    return stands;
  }
}
