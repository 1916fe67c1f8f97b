import type { Report } from '../live/feed';
import type { FromWorker, Link, OpenLink, Told } from '../live/link';
import { failureOf, type Failure } from '../source/source';

/** How long a hand's own value is shown before the server's takes over again. */
const HAND_MS = 350;

export type Phase = 'off' | 'connecting' | 'on' | 'refused' | 'lost' | 'nowhere';

/** What every state has that the server tells of something that sounds live. */
export interface Sounding {
  playing: boolean;
  meters: { peak_db: number[]; rms_db: number[]; limiting_db: number };
  underruns: number;
  delay_ms: { model: number; buffering: number; transport: number };
  /** What there is to say, numbered. */
  notices?: readonly { number: number; text: string }[];
}

/** What every live engine understands. */
export type Basic = { do: 'play' | 'stop' };

/** The page's end of something that sounds live: how it stands, and what hands do. */
export class Wire<State extends Sounding, Message extends { do: string }> {
  phase = $state<Phase>('off');
  state = $state.raw<State | null>(null);
  report = $state.raw<Report | null>(null);
  failure = $state.raw<Failure | null>(null);
  link = $state.raw<Link<Message | Basic> | null>(null);
  private readonly held = new Map<string, { value: number; until_ms: number }>();
  private heldTurns = $state(0);
  private lastNotice = -1;

  readonly playing = $derived(this.state?.playing ?? false);

  constructor(
    protected readonly openLink: OpenLink<State, Message | Basic> | undefined,
    private readonly notice: (text: string) => void = () => undefined,
  ) {}

  /** Connects where that has not been done; a notebook carries no live sound. */
  protected reach(): boolean {
    if (!this.openLink) {
      this.phase = 'nowhere';
      return false;
    }
    if (this.phase === 'off' || this.phase === 'lost') this.connect();
    return true;
  }

  /** Connects; by force where another page plays. */
  connect(take = false): void {
    this.failure = null;
    this.phase = 'connecting';
    this.link ??= this.openLink!((message) => this.hear(message));
    this.link.open(take);
  }

  /** The page goes away. */
  end(): void {
    this.link?.close();
    this.link = null;
  }

  say(message: Message | Basic): void {
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

  // What a hand holds is shown as the hand has it

  protected hold(key: string, value: number): void {
    this.held.set(key, { value, until_ms: performance.now() + HAND_MS });
    this.heldTurns += 1;
  }

  protected heldOr(key: string, value: number): number {
    void this.heldTurns;
    const held = this.held.get(key);
    if (!held) return value;
    if (performance.now() < held.until_ms) return held.value;
    this.held.delete(key);
    return value;
  }

  /** Of one control, or of all. */
  protected letGo(key?: string): void {
    if (key === undefined) this.held.clear();
    else this.held.delete(key);
  }

  // What the server says

  /** A state has come; `before` is the one that it takes the place of. */
  protected taken(_state: State, _before: State | null): void {}

  protected fail(error: unknown): void {
    this.failure = failureOf(error);
  }

  private hear(message: FromWorker<State>): void {
    if (message.type === 'report') this.report = message.report;
    else if (message.type === 'up') this.phase = 'connecting';
    else if (message.type === 'down') this.down(message.final);
    else this.told(message.message);
  }

  private told(message: Told<State>): void {
    if (message.type === 'state') {
      const before = this.state;
      this.tell(message.state.notices ?? []);
      this.state = message.state;
      this.phase = 'on';
      this.taken(message.state, before);
      return;
    }
    const { error, remedy } = message;
    this.failure = { error, remedy };
    if (message.type === 'refused') this.phase = 'refused';
  }

  private down(final: boolean): void {
    this.state = this.state && { ...this.state, playing: false };
    if (this.phase !== 'refused') this.phase = final ? 'lost' : 'connecting';
  }

  /** Says what is new; what was said before this page came is old. */
  private tell(notices: readonly { number: number; text: string }[]): void {
    const fresh = notices.filter(({ number }) => number > this.lastNotice);
    if (this.lastNotice >= 0) for (const { text } of fresh) this.notice(text);
    this.lastNotice = Math.max(0, this.lastNotice, ...notices.map(({ number }) => number));
  }
}
