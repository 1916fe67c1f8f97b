import type { Api } from '../source/api';
import type { Figure, ItemDetail, Neighbour, Picture } from '../source/types';

/** While the pointer runs across the map, nothing is fetched for points it does not rest on. */
const REST_MS = 120;
export const N_NEIGHBOURS = 12;

/** What the panel shows of the current sound. */
export class Detail {
  item = $state.raw<ItemDetail | null>(null);
  picture = $state.raw<Picture | null>(null);
  /** Of an item that is a clip of motion. */
  figure = $state.raw<Figure | null>(null);
  neighbours = $state.raw<readonly Neighbour[]>([]);
  failure = $state<string | null>(null);
  private wanted = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: Api,
    private readonly onNeighbours: (ids: string[]) => void,
    private readonly hasFigures: () => boolean = () => false,
  ) {}

  /** Shows an item, at once or when the pointer has come to rest. */
  show(id: string, space: string | null, atOnce: boolean): void {
    const wanted = `${id} ${space}`;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(id, space, wanted), atOnce ? 0 : REST_MS);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.wanted = '';
    [this.item, this.picture, this.neighbours, this.failure] = [null, null, [], null];
    this.figure = null;
  }

  private async read(id: string, space: string | null, wanted: string): Promise<void> {
    const still = (): boolean => this.wanted === wanted;
    const take = async <T>(coming: Promise<T>, keep: (value: T) => void): Promise<void> => {
      try {
        const value = await coming;
        if (still()) keep(value);
      } catch (error) {
        if (still()) this.failure = error instanceof Error ? error.message : String(error);
      }
    };
    this.failure = null;
    await Promise.all([
      take(this.api.item(id), (item) => (this.item = item)),
      take(this.api.picture(id), (picture) => (this.picture = picture)),
      take(this.figureOf(id), (figure) => (this.figure = figure)),
      space === null
        ? (this.neighbours = [])
        : take(this.api.neighbours(id, space, N_NEIGHBOURS), (found) => {
            this.neighbours = found;
            this.onNeighbours(found.map((each) => each.id));
          }),
    ]);
  }

  /** Not every item of an atlas moves; what else goes wrong is told by the other calls. */
  private async figureOf(id: string): Promise<Figure | null> {
    return this.hasFigures() ? this.api.figure(id).catch(() => null) : null;
  }
}
