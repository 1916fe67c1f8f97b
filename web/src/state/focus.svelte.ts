import type { AtlasStore } from './atlas.svelte';
import type { Chart } from './chart.svelte';
import type { Detail } from './detail.svelte';
import type { Front } from './front.svelte';

/** The sound that one is at: what the panel shows, and what the pointer is over. */
export class Focus {
  /** The item in the panel. */
  current = $state(-1);
  /** Whether the panel stays with it while the pointer wanders. */
  held = $state(false);
  pointed = $state(-1);
  private neighbourStep = 0;

  constructor(
    private readonly atlas: AtlasStore,
    private readonly chart: Pick<Chart, 'space' | 'label'>,
    private readonly detail: Detail,
    private readonly front: Front,
  ) {}

  /** Shows an item in the panel, at once or when the pointer rests. */
  turnTo(item: number, atOnce: boolean): void {
    if (item !== this.current) this.neighbourStep = 0;
    this.current = item;
    this.front.touch();
    this.detail.show(this.atlas.idOf(item), this.chart.space, atOnce);
  }

  release(): void {
    this.held = false;
    this.front.touch();
  }

  /** Points at the next of the current sound's neighbours in the full space; -1 without any. */
  nextNeighbour(): number {
    const near = this.detail.neighbours;
    if (!near.length || this.current < 0) return -1;
    const next = near[this.neighbourStep++ % near.length]!;
    this.pointed = this.atlas.indexOf(next.id);
    this.front.say(`Neighbour ${this.neighbourStep}: ${this.atlas.described(this.pointed)}`);
    return this.pointed;
  }

  /** The label that keys work on, and the current sound's level of it. */
  get level(): [string, string] | null {
    const { label } = this.chart;
    const level = label === null ? null : this.atlas.levelOf(this.current, label);
    return label !== null && level !== null ? [label, level] : null;
  }
}
