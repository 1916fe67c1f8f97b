import { layoutOf, type Layout } from '../map/layout';
import type { Api } from '../source/api';
import { SourceError } from '../source/source';
import type { AtlasInfo, Items, MapInfo, ServerEvent } from '../source/types';

export type Phase = 'loading' | 'ready' | 'failed';

/** Least time between two readings of the items while an atlas is being built. */
const READ_AGAIN_MS = 1000;
const METHODS = ['umap', 'tsne', 'pacmap', 'pca'];

/** The atlas as the server last described it: its items, and the maps that have been looked at. */
export class AtlasStore {
  phase = $state<Phase>('loading');
  failure = $state.raw<SourceError | null>(null);
  /** Whether the server answers. */
  linked = $state(true);
  info = $state.raw<AtlasInfo | null>(null);
  items = $state.raw<Items | null>(null);
  layouts = $state.raw<ReadonlyMap<string, Layout>>(new Map());
  private index = new Map<string, number>();
  private reading: Promise<void> | null = null;
  private again = false;

  constructor(private readonly api: Api) {}

  get n(): number {
    return this.items?.id.length ?? 0;
  }

  get maps(): MapInfo[] {
    return this.info?.maps ?? [];
  }

  /** Reads everything anew. */
  async load(): Promise<void> {
    try {
      const info = await this.api.atlas();
      if (info.n_items > 0) this.take(await this.api.items());
      this.info = info;
      this.failure = null;
      this.linked = true;
      this.phase = 'ready';
    } catch (error) {
      this.refused(error);
    }
  }

  /** Follows what the server says; returns the name of a map that is new or has moved. */
  async hear(event: ServerEvent): Promise<string | null> {
    if (event.type === 'items' || event.type === 'atlas') await this.readSoon();
    if (event.type !== 'map') return null;
    await this.load();
    await this.reread(event.name);
    return event.name;
  }

  mapNamed(name: string | null): MapInfo | null {
    return this.maps.find((each) => each.name === name) ?? null;
  }

  /** The map to open with: flat before deep, the better methods first. */
  get bestMap(): MapInfo | null {
    const rank = (map: MapInfo): number =>
      10 * Number(map.dims !== 2) + ((METHODS.indexOf(map.method) + 10) % 10);
    return [...this.maps].sort((a, b) => rank(a) - rank(b))[0] ?? null;
  }

  /** A map's points, from the server if they are not here yet. */
  async layout(name: string): Promise<Layout | null> {
    return this.layouts.get(name) ?? this.reread(name);
  }

  indexOf(id: string): number {
    return this.index.get(id) ?? -1;
  }

  idOf(item: number): string {
    return this.items?.id[item] ?? '';
  }

  /** An item's name, without the ending of its file: the panel says where it lies. */
  nameOf(item: number): string {
    return (this.items?.name[item] ?? '').replace(/\.[a-z0-9]{2,4}$/i, '');
  }

  /** The level that an item has of a label; null where it has none. */
  levelOf(item: number, label: string): string | null {
    const column = this.items?.labels[label];
    return column?.levels[column.codes[item] ?? -1] ?? null;
  }

  /** The items that have this level of a label. */
  ofLevel(label: string, level: string): number[] {
    const column = this.items?.labels[label];
    const code = column?.levels.indexOf(level) ?? -1;
    const found: number[] = [];
    if (code >= 0) column!.codes.forEach((each, item) => each === code && found.push(item));
    return found;
  }

  /** A short line on an item: its name and its labels. */
  described(item: number): string {
    const labels = Object.keys(this.items?.labels ?? {}).map((label) => this.levelOf(item, label));
    return [this.nameOf(item), ...labels.filter(Boolean)].join(', ');
  }

  private async reread(name: string): Promise<Layout | null> {
    const info = this.mapNamed(name);
    if (!info) return null;
    try {
      const layout = layoutOf(info, await this.api.map(name));
      this.layouts = new Map(this.layouts).set(name, layout);
      return layout;
    } catch (error) {
      this.refused(error);
      return null;
    }
  }

  /** Reads the items, at most once a second: while sounds come in, every chunk says so. */
  private async readSoon(): Promise<void> {
    this.again = true;
    this.reading ??= (async () => {
      while (this.again) {
        this.again = false;
        await this.load();
        await Promise.all([...this.layouts.keys()].map((name) => this.reread(name)));
        await new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS));
      }
    })().finally(() => (this.reading = null));
    await this.reading;
  }

  private take(items: Items): void {
    this.items = items;
    this.index = new Map(items.id.map((id, item) => [id, item]));
  }

  private refused(error: unknown): void {
    const failure = error instanceof SourceError ? error : new SourceError(String(error));
    if (failure.unreachable) this.linked = false;
    if (this.phase === 'ready' && failure.unreachable) return;
    this.failure = failure;
    if (this.phase !== 'ready') this.phase = 'failed';
  }
}
