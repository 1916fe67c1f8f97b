import type { AtlasStore } from './atlas.svelte';
import type { Focus } from './focus.svelte';
import type { Front } from './front.svelte';

const MOST_PINS = 9;

/** Which sounds a person has picked out: pinned, selected, or shown off for a moment. */
export class Chosen {
  pinned = $state.raw<readonly number[]>([]);
  selection = $state.raw<readonly number[]>([]);
  /** Items that the legend or a list points out. */
  shownOff = $state.raw<readonly number[] | null>(null);

  constructor(
    private readonly atlas: AtlasStore,
    private readonly focus: Focus,
    private readonly front: Front,
  ) {}

  pin(item: number): void {
    this.pinned = [...this.pinned.filter((each) => each !== item), item].slice(-MOST_PINS);
    this.front.touch();
  }

  unpin(item: number): void {
    this.pinned = this.pinned.filter((each) => each !== item);
    if (item === this.focus.current) this.focus.held = false;
    this.front.touch();
  }

  flipPin(item: number): void {
    if (item < 0) return;
    if (this.pinned.includes(item)) {
      this.unpin(item);
    } else {
      this.focus.held = true;
      this.pin(item);
    }
  }

  select(items: readonly number[], add = false): void {
    const all = add ? [...new Set([...this.selection, ...items])] : [...items];
    this.selection = all.sort((a, b) => a - b);
    this.front.say(`${all.length} selected`);
  }

  flipSelected(item: number): void {
    if (item < 0) return;
    const chosen = this.selection.includes(item);
    this.select(
      chosen ? this.selection.filter((each) => each !== item) : [...this.selection, item],
    );
  }

  selectLevel(label: string, level: string, add = false): void {
    this.select(this.atlas.ofLevel(label, level), add);
  }
}
