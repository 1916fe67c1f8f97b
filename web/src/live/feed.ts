/** What the loudspeakers get, from what the server sends: it waits, plays, and bridges gaps. */

/** Frames: at 48 kHz, 40 ms to begin with, never under 10 ms and never over 250 ms. */
export const FIRST_TARGET = 1920;
export const LEAST_TARGET = 480;
const MOST_TARGET = 12_000;
/** After a gap it wants half as much again in hand. */
const MORE = 1.5;
/**
 * What must have been left at the worst moment of the last seconds; what lay there beyond that is
 * given up, by half each second. Each gap makes it twice as careful, up to 21 ms; each calm minute,
 * half.
 */
const SPARE = 256;
const MOST_SPARE = 1024;
const SECOND = 48_000;
const SECONDS = 5;
const CALM_SECONDS = 60;
/** Both ends of a gap are faded over this much. */
const FADE = 96;
/** What is taken back goes over into what takes its place: 10 ms. */
const CROSS = 480;
/** Shares of what comes, over that. */
const SHARES = Float32Array.from(
  { length: CROSS },
  (_, i) => Math.sin(((i + 1) / CROSS) * (Math.PI / 2)) ** 2,
);

/** Of a message with sound: what lies before the samples. */
export const HEAD_BYTES = 12;

/** Of how many frames before it a message takes the place. */
export function backOf(message: ArrayBuffer): number {
  return new Int32Array(message, 0, HEAD_BYTES / 4)[2]!;
}

export interface Report {
  /** Frames since the connection was made. */
  played: number;
  buffered: number;
  target: number;
  underruns: number;
  /** Whether it plays, or waits until it has enough in hand. */
  flowing: boolean;
}

/** A ring of stereo frames between two threads' messages; nothing is allocated once it is made. */
export class Feed {
  target = FIRST_TARGET;
  played = 0;
  underruns = 0;
  flowing = false;
  private readonly ring: Float32Array;
  private start = 0;
  private held = 0;
  private resting = true;
  private fadeIn = 0;
  /** Frames that are left of fading out, and what is faded. */
  private tail = 0;
  private lastLeft = 0;
  private lastRight = 0;
  /** What was taken back and would be heard next, and how much of it has been gone over. */
  private readonly old = new Float32Array(2 * CROSS);
  private oldLength = 0;
  private crossed = 0;
  /** Frames that came too late to take the place of what was played. */
  private late = 0;
  private refilling = false;
  /** The least in hand, in each of the last seconds. */
  private readonly lows = new Int32Array(SECONDS);
  private low = Infinity;
  private passed = 0;
  private calm_s = 0;
  private spare = SPARE;

  constructor(private readonly capacity = 48_000) {
    this.ring = new Float32Array(2 * capacity);
  }

  get buffered(): number {
    return this.held;
  }

  /**
   * Left and right in turn; without any, the server says that nothing follows. `back`: they take
   * the place of so many frames before them, of which some may have been played meanwhile.
   */
  push(samples: Float32Array, back = 0): void {
    if (back > 0) this.takeBack(back);
    if (this.late > 0) {
      const skipped = Math.min(this.late, samples.length >> 1);
      this.late -= skipped;
      samples = samples.subarray(2 * skipped);
      if (samples.length === 0) return;
    }
    const n = samples.length >> 1;
    if (n === 0) {
      this.resting = true;
      return;
    }
    this.resting = false;
    const taken = Math.min(n, this.capacity - this.held);
    let at = (this.start + this.held) % this.capacity;
    for (let i = 0; i < taken; i++) {
      this.ring[2 * at] = samples[2 * i]!;
      this.ring[2 * at + 1] = samples[2 * i + 1]!;
      if (this.crossed < this.oldLength) this.goOver(at);
      at = at + 1 === this.capacity ? 0 : at + 1;
    }
    this.held += taken;
    // What does not fit is counted as played, or the server would wait for it for ever.
    this.played += n - taken;
  }

  /** Fills one block; says whether something began or stopped, which the server wants to know. */
  pull(left: Float32Array, right: Float32Array): boolean {
    const before = this.flowing;
    if (!this.flowing && this.held > 0 && (this.held >= this.target || this.resting)) {
      this.flowing = true;
      this.fadeIn = FADE;
    }
    const n = this.flowing ? Math.min(this.held, left.length) : 0;
    this.copy(left, right, n);
    if (this.flowing) this.judge(left.length, n);
    this.fadeOut(left, right, n);
    return before !== this.flowing;
  }

  /** A new connection: what was counted and held is of the one before. */
  reset(): void {
    this.start = this.held = this.played = this.underruns = 0;
    this.oldLength = this.late = 0;
    this.beginAgain();
    this.flowing = false;
    this.resting = true;
  }

  report(): Report {
    const { played, buffered, target, underruns, flowing } = this;
    return { played, buffered, target, underruns, flowing };
  }

  /** What lies in hand at the end is forgotten, but for what goes over into what comes. */
  private takeBack(back: number): void {
    const n = Math.min(this.held, back);
    this.late = back - n;
    this.held -= n;
    this.oldLength = Math.min(n, CROSS);
    this.crossed = 0;
    this.refilling = true;
    let at = (this.start + this.held) % this.capacity;
    for (let i = 0; i < this.oldLength; i++) {
      this.old[2 * i] = this.ring[2 * at]!;
      this.old[2 * i + 1] = this.ring[2 * at + 1]!;
      at = at + 1 === this.capacity ? 0 : at + 1;
    }
  }

  /** Mixes a frame that has come with the one that it takes the place of. */
  private goOver(at: number): void {
    const i = this.crossed++;
    const share = SHARES[Math.floor((i / this.oldLength) * CROSS)]!;
    for (let ear = 0; ear < 2; ear++) {
      const [fresh, old] = [this.ring[2 * at + ear]!, this.old[2 * i + ear]!];
      this.ring[2 * at + ear] = share * fresh + (1 - share) * old;
    }
  }

  private copy(left: Float32Array, right: Float32Array, n: number): void {
    let at = this.start;
    for (let i = 0; i < n; i++) {
      const gain = this.fadeIn > 0 ? 1 - this.fadeIn-- / FADE : 1;
      left[i] = gain * this.ring[2 * at]!;
      right[i] = gain * this.ring[2 * at + 1]!;
      at = at + 1 === this.capacity ? 0 : at + 1;
    }
    if (n > 0) [this.lastLeft, this.lastRight] = [left[n - 1]!, right[n - 1]!];
    this.start = at;
    this.held -= n;
    this.played += n;
  }

  /** A gap: the last sample dies away, so that it does not click. */
  private fadeOut(left: Float32Array, right: Float32Array, from: number): void {
    left.fill(0, from);
    right.fill(0, from);
    if (this.flowing) return;
    for (let i = from; i < left.length && this.tail > 0; i++) {
      const gain = --this.tail / FADE;
      left[i] = gain * this.lastLeft;
      right[i] = gain * this.lastRight;
    }
  }

  /** A gap makes it want more in hand; some to spare for seconds makes it want less. */
  private judge(wanted: number, n: number): void {
    if (n < wanted) {
      this.flowing = false;
      this.tail = FADE;
      if (this.resting) return;
      this.underruns += 1;
      this.target = Math.min(MOST_TARGET, Math.round(this.target * MORE));
      this.spare = Math.min(MOST_SPARE, 2 * this.spare);
      this.beginAgain();
      return;
    }
    // What was taken back comes again within milliseconds; how little there is says nothing.
    this.refilling &&= this.held < this.target / 2;
    if (!this.refilling) this.low = Math.min(this.low, this.held);
    this.passed += n;
    if (this.passed >= SECOND) this.closeSecond();
  }

  private closeSecond(): void {
    this.lows[this.calm_s++ % SECONDS] = this.low;
    this.low = Infinity;
    this.passed = 0;
    if (this.calm_s % CALM_SECONDS === 0) this.spare = Math.max(SPARE, this.spare / 2);
    if (this.calm_s < SECONDS) return;
    const over = Math.min(...this.lows) - this.spare;
    if (over > 0) this.target = Math.max(LEAST_TARGET, this.target - Math.ceil(over / 2));
  }

  private beginAgain(): void {
    this.low = Infinity;
    this.passed = this.calm_s = 0;
  }
}
