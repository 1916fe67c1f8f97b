import type { Corner, Half, ReferenceHere } from '../source/effects';
import type { EffectsApi } from '../source/effects_api';
import type { JobInfo } from '../source/types';
import type { Effects } from './effects.svelte';
import type { Ends } from './ends';

/** Points that stand in for a person's labels at each side; of few points, fewer. */
const MOST_MEASURED = 10;
/** The layout whose directions mean something. */
const CORNERS = 'corners';

/** Two places that one keeps, to compare and to halve. */
export type Mark = 'A' | 'B';

type Around = Pick<Effects, 'adopt' | 'cloud' | 'fail' | 'goTo' | 'move' | 'spot' | 'working'>;

/** What a person marks on a map of settings: two places, a sound from elsewhere, corners. */
export class Landmarks {
  marks = $state.raw<Readonly<Record<Mark, number | null>>>({ A: null, B: null });
  half = $state<Half>('sound');
  reference = $state.raw<(ReferenceHere & { name: string }) | null>(null);
  /** Points that a person has put into a corner. */
  labels = $state.raw<readonly { index: number; corner: Corner }[]>([]);
  cornering = $state.raw<JobInfo | null>(null);

  constructor(
    private readonly api: Pick<EffectsApi, 'corners' | 'midpoint' | 'reference'>,
    private readonly effects: Around,
    private readonly ends: Ends,
  ) {}

  /** Another effect or sound: what was marked belongs to the space of before. */
  clear(): void {
    this.marks = { A: null, B: null };
    this.labels = [];
    this.reference = this.cornering = null;
  }

  keepMark(mark: Mark): void {
    const { spot } = this.effects;
    if (spot && spot.nearest >= 0) this.marks = { ...this.marks, [mark]: spot.nearest };
  }

  async halve(): Promise<void> {
    const { A, B } = this.marks;
    const { effects, half } = this;
    const { cloud } = effects;
    if (A === null || B === null) return;
    await effects.working('Looking for the middle …', async () => {
      const here = await this.api.midpoint(cloud.id, cloud.map, A, B, half);
      if (half === 'sound') effects.goTo(here.nearest);
      else if (half === 'map') effects.move(here.x, here.y);
      else effects.adopt(here);
    });
  }

  /** Where a sound of somebody else falls among the settings. */
  async refer(file: File): Promise<void> {
    const { cloud } = this.effects;
    if (!cloud.id) return;
    await this.effects.working(`Listening to ${file.name} …`, async () => {
      const bytes = await file.arrayBuffer();
      const found = await this.api.reference(cloud.id, cloud.map, bytes);
      this.reference = { ...found, name: file.name };
    });
  }

  /** Puts the point that one is at into a corner, or takes it out. */
  label(corner: Corner): void {
    const index = this.effects.spot?.nearest ?? -1;
    if (index < 0) return;
    const others = this.labels.filter((each) => each.index !== index || each.corner !== corner);
    const known = others.length < this.labels.length;
    this.labels = known ? others : [...others, { index, corner }];
  }

  /** Lays the settings out by their corners. */
  async corner(): Promise<void> {
    const { cloud } = this.effects;
    const perCorner = Math.min(MOST_MEASURED, Math.ceil(cloud.n_placed / 8));
    await this.effects.working('', async () => {
      const { id } = cloud;
      this.cornering = await this.api.corners(id, [...this.labels], perCorner);
      this.cornering = await this.ends.of(this.cornering);
      if (cloud.id === id) await this.cornered(this.cornering);
    });
  }

  private async cornered(job: JobInfo): Promise<void> {
    if (job.state === 'failed') this.effects.fail(new Error(job.error));
    if (job.state === 'done') await this.effects.cloud.show(CORNERS);
  }
}
