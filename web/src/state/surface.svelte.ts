import { MOST_NEAR, placeText, sharesAt, type Share } from '../live/between';
import type { Api } from '../source/api';
import type { HeatInfo, LiveMessage, SurfaceInfo } from '../source/live';
import { SourceError } from '../source/source';

/** Where the map and its items are, as far as playing there goes. */
export interface Ground {
  /** Items near a place, in map units, nearest first. */
  near(x: number, y: number, most: number): { item: number; distance: number }[];
  idOf(item: number): string;
  nameOf(item: number): string;
}

/** What plays a place: the instrument, while its panel is open. */
export interface Player {
  readonly open: boolean;
  say(message: LiveMessage): void;
}

/** The 2-D map as a playing surface: a place is a mixture of the sounds around it. */
export class Surface {
  /** Whether a hand on the map plays the voice, instead of the sounds themselves. */
  on = $state(false);
  info = $state.raw<SurfaceInfo | null>(null);
  /** In map units. */
  place = $state.raw<readonly [number, number] | null>(null);
  shares = $state.raw<readonly Share[]>([]);
  failure = $state.raw<{ error: string; remedy: string } | null>(null);
  /** The word that colours the ground; empty for none, null for the pad's own. */
  word = $state<string | null>(null);
  /** A word over a map, and which map that is. */
  heat = $state.raw<HeatInfo | null>(null);
  map = $state('');
  private wish = '';
  private rows: Set<number> | null = null;
  private voice = '';

  readonly playable = $derived((this.info?.n_items ?? 0) > 0);

  constructor(
    private readonly api: Pick<Api, 'surface' | 'ground'>,
    private readonly ground: Ground,
    private readonly player: Player,
  ) {}

  /** Whether a hand on the map plays the instrument now. */
  get played(): boolean {
    return this.player.open && this.on;
  }

  get text(): string {
    return placeText(this.shares, (item) => this.ground.nameOf(item));
  }

  /** Asks whether the map can be played with a voice, once for each. */
  async look(voice: string, anew = false): Promise<void> {
    if (voice === this.voice && !anew) return;
    this.voice = voice;
    this.failure = null;
    try {
      this.info = await this.api.surface();
    } catch (error) {
      this.info = null;
      const remedy = error instanceof SourceError ? error.remedy : '';
      this.failure = { error: error instanceof Error ? error.message : String(error), remedy };
    }
    this.rows = this.info?.rows ? new Set(this.info.rows) : null;
    this.shares = [];
    this.place = null;
    this.heat = null;
    this.wish = '';
    if (!this.playable) this.on = false;
  }

  flip(): void {
    this.on = this.playable && !this.on;
  }

  /** Goes to a place on the map; what is there is heard if the voice plays. */
  move(x: number, y: number): void {
    const found = this.ground.near(x, y, 4 * MOST_NEAR);
    this.shares = sharesAt(found.filter(({ item }) => this.rows?.has(item) ?? true));
    this.place = [x, y];
    if (!this.shares.length) return;
    this.player.say({
      do: 'place',
      items: this.shares.map(({ item }) => this.ground.idOf(item)),
      weights: this.shares.map(({ weight }) => Number(weight.toFixed(4))),
    });
  }

  /** Colours the ground of a map by a word; without either, or where that is not known, by none. */
  async paint(map: string | null, word: string): Promise<void> {
    const wish = map && word ? JSON.stringify([this.voice, map, word]) : '';
    if (wish === this.wish) return;
    this.wish = wish;
    const heat = wish ? await this.api.ground(map!, word).catch(() => null) : null;
    if (wish === this.wish) [this.heat, this.map] = [heat, map ?? ''];
  }
}
