/** A decoded sound, as far as this cache cares. */
export interface Decoded {
  length: number;
  numberOfChannels: number;
}

const BYTES_PER_SAMPLE = 4;
const AT_ONCE = 4;

/**
 * Decoded sounds, the least recently used ones forgotten first.
 *
 * What is asked for by `load` starts at once; what is only likely to be asked for waits in
 * `prefetch` until no more than a few are under way, and a newer guess replaces an older one.
 */
export class Buffers<T extends Decoded> {
  private readonly ready = new Map<string, T>();
  private readonly loading = new Map<string, Promise<T>>();
  private wanted: string[] = [];
  private bytes = 0;

  constructor(
    private readonly fetch: (key: string) => Promise<T>,
    private readonly most_bytes = 256 * 2 ** 20,
  ) {}

  /** The sound, if it is here already. */
  get(key: string): T | undefined {
    const found = this.ready.get(key);
    if (found) {
      this.ready.delete(key);
      this.ready.set(key, found);
    }
    return found;
  }

  has(key: string): boolean {
    return this.ready.has(key);
  }

  /** The sound, fetched where needed; a failed fetch is tried again the next time. */
  async load(key: string): Promise<T> {
    return this.get(key) ?? this.loading.get(key) ?? this.begin(key);
  }

  /** Fetches these soon, the first first, and forgets what an earlier call asked for. */
  prefetch(keys: readonly string[]): void {
    this.wanted = keys.filter((key) => !this.ready.has(key) && !this.loading.has(key));
    this.next();
  }

  clear(): void {
    this.ready.clear();
    this.wanted = [];
    this.bytes = 0;
  }

  private begin(key: string): Promise<T> {
    const coming = this.fetch(key)
      .then((sound) => {
        this.keep(key, sound);
        return sound;
      })
      .finally(() => {
        this.loading.delete(key);
        this.next();
      });
    this.loading.set(key, coming);
    return coming;
  }

  private next(): void {
    while (this.loading.size < AT_ONCE && this.wanted.length) {
      const key = this.wanted.shift()!;
      // A guess that fails is no news: whoever really wants the sound is told.
      if (!this.ready.has(key) && !this.loading.has(key)) this.begin(key).catch(() => undefined);
    }
  }

  private keep(key: string, sound: T): void {
    this.ready.set(key, sound);
    this.bytes += sizeOf(sound);
    for (const [oldest, its] of this.ready) {
      if (this.bytes <= this.most_bytes || oldest === key) break;
      this.ready.delete(oldest);
      this.bytes -= sizeOf(its);
    }
  }
}

function sizeOf(sound: Decoded): number {
  return sound.length * sound.numberOfChannels * BYTES_PER_SAMPLE;
}
