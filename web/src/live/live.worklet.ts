import { backOf, Feed, HEAD_BYTES } from './feed';

/** What TypeScript's DOM library does not know about the audio thread. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Blocks between two reports: some 64 ms. */
const EVERY = 24;

/** Plays what comes through a port, and reports how much of it through the same. */
class Live extends AudioWorkletProcessor {
  private readonly feed = new Feed();
  private wire: MessagePort | null = null;
  private n = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.wire = data;
      this.wire.onmessage = ({ data }: MessageEvent<ArrayBuffer | 'reset'>) => {
        if (data === 'reset') this.feed.reset();
        else this.feed.push(new Float32Array(data, HEAD_BYTES), backOf(data));
      };
      this.wire.postMessage(this.feed.report());
    };
  }

  process(_: unknown, [output]: Float32Array[][]): boolean {
    const [left, right = new Float32Array(left!.length)] = output!;
    const turned = this.feed.pull(left!, right);
    if ((turned || ++this.n >= EVERY) && this.wire) {
      this.n = 0;
      this.wire.postMessage(this.feed.report());
    }
    return true;
  }
}

registerProcessor('live', Live);
