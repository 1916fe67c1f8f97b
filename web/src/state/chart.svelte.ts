import { colouringOf, type ColourBy, type Colouring } from '../colour/colouring';
import type { Layout } from '../map/layout';
import type { AtlasStore } from './atlas.svelte';
import type { Look } from './look.svelte';
import type { Words } from './words.svelte';

/** Which map is shown, and what its colours stand for. */
export class Chart {
  /** The first colours are chosen by nobody, and only once. */
  private coloured = false;

  readonly layout = $derived.by((): Layout | null =>
    this.look.map === null ? null : (this.atlas.layouts.get(this.look.map) ?? null),
  );
  readonly colouring = $derived.by((): Colouring | null => {
    const { items, info, layouts } = this.atlas;
    if (!items || !info) return null;
    const { colourBy, ground, ramp } = this.look;
    const style = { theme: ground, ramp };
    const { columns } = this.words;
    return colouringOf(colourBy, items, info.descriptors, layouts, this.layout, style, columns);
  });

  constructor(
    private readonly atlas: AtlasStore,
    private readonly look: Look,
    private readonly words: Words,
  ) {
    words.gone = (name, now) => this.renamed(name, now);
  }

  /** The space of the map that is shown: where neighbours are looked for. */
  get space(): string | null {
    return this.atlas.mapNamed(this.look.map)?.space ?? this.atlas.info?.spaces[0]?.id ?? null;
  }

  /** The label that keys work on: the one the map is coloured by, else the first. */
  get label(): string | null {
    const by = this.look.colourBy;
    return by.kind === 'label' ? by.name : (this.atlas.info?.labels[0] ?? null);
  }

  get colourChoices(): ColourBy[] {
    const { info, maps } = this.atlas;
    const deep = maps.filter((map) => map.dims > 2);
    return [
      ...(info?.labels ?? []).map((name) => ({ kind: 'label' as const, name })),
      ...(info?.descriptors ?? []).map(({ name }) => ({ kind: 'descriptor' as const, name })),
      ...[...this.words.columns.keys()].map((name) => ({ kind: 'word' as const, name })),
      ...deep.map(({ name }) => ({ kind: 'cube' as const, name })),
      ...deep.map(({ name }) => ({ kind: 'depth' as const, name })),
      { kind: 'trust' },
      { kind: 'none' },
    ];
  }

  async colourBy(by: ColourBy): Promise<void> {
    if (by.kind === 'cube' || by.kind === 'depth') await this.atlas.layout(by.name);
    this.look.colourBy = by;
  }

  async show(map: string, chosen = true): Promise<void> {
    if (!(await this.atlas.layout(map))) return;
    this.look.map = map;
    if (chosen) this.look.chosen = true;
  }

  nextColour(): void {
    const choices = this.colourChoices;
    const text = JSON.stringify(this.look.colourBy);
    const at = choices.findIndex((each) => JSON.stringify(each) === text);
    const next = choices[(at + 1) % choices.length];
    if (next) void this.colourBy(next);
  }

  nextMap(): void {
    const { maps } = this.atlas;
    const at = maps.findIndex((map) => map.name === this.look.map);
    const next = maps[(at + 1) % maps.length];
    if (next) void this.show(next.name);
  }

  /** Shows the best map there is until a person chooses, and colours by the first label. */
  async settle(): Promise<void> {
    const { look, atlas } = this;
    if (!atlas.items) return;
    const gone = look.map !== null && !atlas.mapNamed(look.map);
    const best = atlas.bestMap;
    if (best && (!look.chosen || gone) && best.name !== look.map)
      await this.show(best.name, false);
    const first = this.colourChoices[0];
    if (look.colourBy.kind === 'none' && first && !this.coloured) {
      this.coloured = true;
      await this.colourBy(first);
    }
  }

  /** A word that colours the map has another name now, or is no more. */
  private renamed(name: string, now: string | null): void {
    const by = this.look.colourBy;
    if (by.kind !== 'word' || by.name !== name) return;
    const instead = this.colourChoices[0] ?? { kind: 'none' };
    void this.colourBy(now === null ? instead : { ...by, name: now });
  }
}
