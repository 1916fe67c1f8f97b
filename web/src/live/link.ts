import { deviceGaps, DeviceWatch, firstHint, Retry, Stall } from './device';
import type { Report } from './feed';
import LiveWorker from './live.worker?worker';
import worklet from './live.worklet?worker&url';

export const RATE_HZ = 48_000;
const DEVICE_MS = 1000;
const FADE_S = 0.015;
/** A page that begins is busy: what the device misses meanwhile says little. */
const SETTLE_S = 2;

export type ToWorker =
  | { type: 'open'; address: string; take: boolean }
  | { type: 'say'; message: object }
  | { type: 'wire'; wire: MessagePort; rate_hz: number }
  | { type: 'device'; ms: number; gaps: number }
  | { type: 'close' };

/** What the server tells a page that plays. */
export type Told<State> =
  { type: 'state'; state: State } | { type: 'error' | 'refused'; error: string; remedy: string };

export type FromWorker<State = unknown> =
  | { type: 'up' }
  /** `final`: it will not try again by itself. */
  | { type: 'down'; final: boolean }
  | { type: 'told'; message: Told<State> }
  | { type: 'report'; report: Report; delay_ms: number };

/** The page's end of a live wire: says what hands do, and sounds what comes. */
export interface Link<Message extends object = object> {
  open(take?: boolean): void;
  say(message: Message): void;
  /** Lets it sound; to be called from a click or a key. */
  wake(): Promise<void>;
  setVolume(volume: number): void;
  close(): void;
  /** The nodes of its sound, once it sounds; a test listens at the last one. */
  readonly ears: { context: AudioContext; end: AudioNode; analyser: AnalyserNode } | null;
}

export type OpenLink<State, Message extends object> = (
  hear: (message: FromWorker<State>) => void,
) => Link<Message>;

/** Over a WebSocket in a worker, and an audio worklet. */
export class SocketLink<State, Message extends object> implements Link<Message> {
  ears: Link['ears'] = null;
  private readonly worker = new LiveWorker();
  private gain: GainNode | null = null;
  private volume = 0.8;
  private waking: Promise<void> | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private hint: AudioContextLatencyCategory | 0 = firstHint();
  private watch = new DeviceWatch();
  private readonly retry = new Retry();
  /** Whether anything sounds. */
  private flowing = false;
  private readonly stall = new Stall();
  /** Gaps of the devices before this one. */
  private gaps = 0;

  constructor(
    private readonly address: string,
    hear: (message: FromWorker<State>) => void,
  ) {
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker<State>>) => {
      if (data.type === 'report') this.flowing = data.report.flowing;
      hear(data);
    };
  }

  open(take = false): void {
    this.post({ type: 'open', address: this.address, take });
  }

  say(message: Message): void {
    this.post({ type: 'say', message });
  }

  async wake(): Promise<void> {
    this.waking ??= this.begin();
    await this.waking;
    const { context } = this.ears!;
    if (context.state === 'suspended') await context.resume();
  }

  setVolume(volume: number): void {
    this.volume = volume;
    const now_s = this.ears?.context.currentTime ?? 0;
    this.gain?.gain.setTargetAtTime(volume, now_s, FADE_S / 3);
  }

  close(): void {
    clearInterval(this.timer);
    this.post({ type: 'close' });
    void this.ears?.context.close();
    setTimeout(() => this.worker.terminate(), 200);
  }

  private async begin(): Promise<void> {
    const context = new AudioContext({ latencyHint: this.hint, sampleRate: RATE_HZ });
    await context.audioWorklet.addModule(worklet);
    const node = new AudioWorkletNode(context, 'live', {
      numberOfInputs: 0,
      outputChannelCount: [2],
    });
    const gain = new GainNode(context, { gain: this.volume });
    const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0.5 });
    node.connect(gain).connect(context.destination);
    gain.connect(analyser);
    this.gain = gain;
    this.ears = { context, end: gain, analyser };
    const { port1, port2 } = new MessageChannel();
    this.post({ type: 'wire', wire: port2, rate_hz: context.sampleRate }, [port2]);
    node.port.postMessage(port1, [port1]);
    this.timer = setInterval(() => this.lookAtDevice(), DEVICE_MS);
    this.lookAtDevice();
  }

  private lookAtDevice(): void {
    const { context } = this.ears!;
    const s = (context.baseLatency || 0) + (context.outputLatency || 0);
    const gaps = deviceGaps(context);
    this.post({ type: 'device', ms: 1000 * s, gaps: this.gaps + gaps });
    const now_s = performance.now() / 1000;
    const settled = context.currentTime > SETTLE_S;
    const small = this.hint === 0;
    const stands = this.stall.note(context.state === 'running' ? context.currentTime : null);
    const lags = settled && this.watch.note(gaps, context.currentTime);
    if (stands || (lags && small)) {
      this.retry.failed(now_s);
      this.change('interactive', gaps);
    } else if (!small && !this.flowing && this.retry.due(now_s)) this.change(0, gaps);
  }

  /** The same again, with another buffer of the device: a larger one, or in silence a smaller. */
  private change(hint: AudioContextLatencyCategory | 0, gaps: number): void {
    clearInterval(this.timer);
    void this.ears?.context.close();
    this.gaps += gaps;
    this.hint = hint;
    this.watch = new DeviceWatch();
    this.waking = this.begin();
  }

  private post(message: ToWorker, moved: Transferable[] = []): void {
    this.worker.postMessage(message, moved);
  }
}
