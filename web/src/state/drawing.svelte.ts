import { INK } from '../colour/ink';
import type { Marks } from '../map/overlay';
import type { Scene } from '../map/stage';
import type { HeatInfo } from '../source/live';
import type { Page } from './page.svelte';
import { shadesOf } from './shade';

type Around = Pick<
  Page,
  | 'atlas'
  | 'chart'
  | 'chosen'
  | 'decode'
  | 'ear'
  | 'factors'
  | 'focus'
  | 'gestures'
  | 'instrument'
  | 'look'
  | 'search'
  | 'sounds'
  | 'surface'
  | 'words'
>;

/** What is drawn on the map: its points, the marks above them, and what lies below. */
export class Drawing {
  private readonly only = $derived.by(() => {
    const items = this.page.chosen.shownOff ?? this.page.search.matches;
    return items && new Set(items);
  });

  constructor(private readonly page: Around) {}

  /** The points as they are to be drawn; null before there are any. */
  scene(): Scene | null {
    const { atlas, chart, look } = this.page;
    const { items } = atlas;
    const { layout, colouring } = chart;
    if (!items || !layout || !colouring) return null;
    const n = items.id.length;
    const xy = new Float32Array(2 * n).fill(NaN);
    xy.set(layout.xy.subarray(0, 2 * n));
    const { hidden, trust } = look;
    const shade = shadesOf(items, layout, { hidden, only: this.only, trust });
    const colour = colouring.index;
    return { xy, colour, shade, palette: colouring.palette, ink: INK[look.ground] };
  }

  marks(): Marks {
    const { chosen, ear, focus, gestures, sounds, surface } = this.page;
    const { keyLasso, lassoPath } = gestures;
    return {
      trail: sounds.trail.visible(performance.now()),
      current: focus.current,
      pointed: focus.pointed,
      pinned: chosen.pinned,
      playing: this.itemsOf(ear.playing),
      placed: this.placed(),
      neighbours: this.ringed().filter((item) => item >= 0),
      lasso: keyLasso.active ? keyLasso.corners : lassoPath,
      cross: keyLasso.cross,
      path: this.path(),
      said: this.said(),
      player:
        surface.played && surface.place ? { place: surface.place, shares: surface.shares } : null,
    };
  }

  /** The heat map that lies under this map; null where there is none. */
  get ground(): HeatInfo | null {
    const { chart, surface } = this.page;
    return surface.played && chart.layout?.name === surface.map ? surface.heat : null;
  }

  /** Where an edit, or a sound that was dropped, would lie. */
  private placed(): Marks['placed'] {
    const { chart, factors, look, search } = this.page;
    const { layout } = chart;
    const position = factors.open
      ? factors.result?.positions[look.map ?? '']
      : search.file?.found.position;
    if (!position || !layout) return null;
    const at = (axis: 0 | 1): number => (position[axis]! - layout.offset[axis]) * layout.scale;
    return [at(0), at(1)];
  }

  /** The parts of an edit; or what is like a dropped sound, and what would teach a word. */
  private ringed(): number[] {
    const { factors, search, words } = this.page;
    if (factors.open) return this.itemsOf(factors.parts);
    const found = (search.file?.found.neighbours ?? []).map(({ id }) => id);
    const lessons = this.teaches ? words.lessons.map(({ item }) => item) : [];
    return this.itemsOf([...found, ...lessons]);
  }

  private path(): Marks['path'] {
    const { at, busy, items, mean, open } = this.page.decode;
    return open ? { items: this.itemsOf(items), at, mean, live: busy } : null;
  }

  /** What the word that is being taught was marked on. */
  private said(): Marks['said'] {
    const marks = this.teaches ? (this.page.words.chosen?.marks ?? {}) : {};
    return Object.entries(marks).flatMap(([id, rating]) => {
      const item = this.page.atlas.indexOf(id);
      return item >= 0 ? [{ item, rating }] : [];
    });
  }

  /** Whether a word is being taught: its marks are on the map. */
  private get teaches(): boolean {
    return this.page.instrument.open && this.page.words.open;
  }

  /** -1 for what is no item. */
  private itemsOf(ids: readonly string[]): number[] {
    return ids.map((id) => this.page.atlas.indexOf(id));
  }
}
