/** What a knob or a key says. */
export interface MidiEvent {
  /** `cc 1 74` or `note 1 60`: kind, channel from 1, number. */
  source: string;
  /** 0 to 1. */
  value: number;
}

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;

/** A message of a device; null for what cannot move anything (clock, sysex, touch). */
export function parsed(bytes: ArrayLike<number>): MidiEvent | null {
  const [status = 0, number = 0, value = 0] = Array.from(bytes);
  const channel = (status & 0x0f) + 1;
  const kind = status & 0xf0;
  if (bytes.length < 3) return null;
  if (kind === CONTROL) return { source: `cc ${channel} ${number}`, value: value / 127 };
  if (kind === NOTE_ON || kind === NOTE_OFF)
    return { source: `note ${channel} ${number}`, value: kind === NOTE_ON ? value / 127 : 0 };
  return null;
}

/** As a person reads it: `CC 74`, and the channel where it is not the first. */
export function sourceText(source: string): string {
  const [kind, channel, number] = source.split(' ');
  const where = channel === '1' ? '' : `, channel ${channel}`;
  return `${kind === 'cc' ? 'CC' : 'Note'} ${number}${where}`;
}

/** Which knob moves what: one target for each knob, and one knob for each target. */
export class MidiMap {
  private readonly targets = new Map<string, string>();
  /** The target that takes the next knob that moves. */
  learning: string | null = null;

  /** What is to move, and where to; null where the knob means nothing. */
  hear({ source, value }: MidiEvent): { target: string; value: number } | null {
    if (this.learning !== null) {
      this.forget(this.learning);
      this.targets.set(source, this.learning);
      this.learning = null;
    }
    const target = this.targets.get(source);
    return target === undefined ? null : { target, value };
  }

  sourceOf(target: string): string | null {
    for (const [source, each] of this.targets) if (each === target) return source;
    return null;
  }

  forget(target: string): void {
    const source = this.sourceOf(target);
    if (source) this.targets.delete(source);
  }

  get size(): number {
    return this.targets.size;
  }

  toJSON(): [string, string][] {
    return [...this.targets];
  }

  /** What was kept; anything else is left out. */
  static from(json: unknown): MidiMap {
    const map = new MidiMap();
    for (const each of Array.isArray(json) ? (json as unknown[]) : []) {
      const [source, target] = Array.isArray(each) ? (each as unknown[]) : [];
      if (typeof source === 'string' && typeof target === 'string')
        map.targets.set(source, target);
    }
    return map;
  }
}
