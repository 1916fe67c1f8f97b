import { MidiMap, parsed, sourceText } from '../live/midi';

const KEPT = 'timbrespace.midi';

export type MidiStatus = 'missing' | 'off' | 'asking' | 'on' | 'refused';

/** Knobs and keys of the devices that are plugged in; asked for on a click only. */
export class Midi {
  status = $state<MidiStatus>('off');
  devices = $state.raw<readonly string[]>([]);
  /** The target that takes the next knob that moves. */
  learning = $state<string | null>(null);
  private turns = $state(0);
  private readonly map: MidiMap;

  /** `move` gets a target and where to, 0 to 1. */
  constructor(
    private readonly store: Storage | null,
    private readonly move: (target: string, value: number) => void,
  ) {
    this.map = MidiMap.from(JSON.parse(store?.getItem(KEPT) ?? '[]'));
    if (!('requestMIDIAccess' in navigator)) this.status = 'missing';
  }

  async ask(): Promise<void> {
    this.status = 'asking';
    try {
      const access = await navigator.requestMIDIAccess({ sysex: false });
      this.status = 'on';
      this.listen(access);
      access.onstatechange = () => this.listen(access);
    } catch {
      this.status = 'refused';
    }
  }

  learn(target: string): void {
    this.learning = this.learning === target ? null : target;
    this.map.learning = this.learning;
  }

  forget(target: string): void {
    this.map.forget(target);
    this.keep();
  }

  /** The knob of a target, as a person reads it; empty where it has none. */
  knobOf(target: string): string {
    void this.turns;
    const source = this.map.sourceOf(target);
    return source ? sourceText(source) : '';
  }

  hear(bytes: ArrayLike<number>): void {
    const event = parsed(bytes);
    if (!event) return;
    const meant = this.map.hear(event);
    if (this.learning !== this.map.learning) {
      this.learning = this.map.learning;
      this.keep();
    }
    if (meant) this.move(meant.target, meant.value);
  }

  private listen(access: MIDIAccess): void {
    const inputs = [...access.inputs.values()].filter(({ state }) => state === 'connected');
    this.devices = inputs.map(({ name }) => name ?? 'A device');
    for (const input of inputs) input.onmidimessage = ({ data }) => data && this.hear(data);
  }

  private keep(): void {
    this.turns += 1;
    this.store?.setItem(KEPT, JSON.stringify(this.map));
  }
}
