import { PointGrid } from '../map/grid';
import type { EffectsApi } from '../source/effects_api';
import type {
  DescriptorFact,
  Parameter,
  SettingsEvent,
  SettingsInfo,
  SpaceParams,
} from '../source/effects';
import type { JobInfo } from '../source/types';
import { isOver } from './ends';

const NOTHING = new Float32Array(0);

type Calls = Pick<EffectsApi, 'open' | 'space' | 'table' | 'places'>;

/** One column of the table: a parameter, or a descriptor. */
export interface Column {
  key: string;
  title: string;
  unit: string;
  at: number;
  parameter: Parameter | null;
  descriptor: DescriptorFact | null;
}

/** The points of one space of settings, as they come. */
export class Cloud {
  info = $state.raw<SettingsInfo | null>(null);
  job = $state.raw<JobInfo | null>(null);
  /** Which of the layouts is shown. */
  map = $state('');
  /** x, y of every point, -1 to 1; NaN where one has no place yet. */
  xy = $state.raw<Float32Array>(NOTHING);
  table = $state.raw<Float32Array>(NOTHING);
  /** How often points have got places. */
  layouts = 0;
  private asked = '';
  private params: SpaceParams | null = null;
  private busy = false;
  private again = false;
  private stale = true;

  readonly width = $derived(
    (this.info?.parameters.length ?? 0) + (this.info?.descriptors.length ?? 0),
  );
  /** Rows of the table. */
  readonly n = $derived(this.width ? Math.floor(this.table.length / this.width) : 0);
  readonly grid = $derived(new PointGrid(this.xy));
  readonly n_placed = $derived(this.grid.size);
  readonly columns = $derived.by((): Column[] => {
    const { parameters = [], descriptors = [] } = this.info ?? {};
    return [
      ...parameters.map((parameter, at) => ({
        key: `p.${parameter.name}`,
        title: parameter.title,
        unit: parameter.unit,
        at,
        parameter,
        descriptor: null,
      })),
      ...descriptors.map((descriptor, k) => ({
        key: descriptor.name,
        title: descriptor.title,
        unit: descriptor.unit,
        at: parameters.length + k,
        parameter: null,
        descriptor,
      })),
    ];
  });
  readonly growing = $derived(this.job !== null && !isOver(this.job));

  constructor(
    private readonly api: Calls,
    private readonly fail: (error: unknown) => void,
    private readonly grew: () => void = () => undefined,
  ) {}

  get id(): string {
    return this.info?.id ?? '';
  }

  /** Whether it is the space of this effect and this sound, or is about to be. */
  is(effect: string, sound: string): boolean {
    return this.asked === keyOf(effect, sound);
  }

  async open(params: SpaceParams): Promise<void> {
    const key = keyOf(params.effect, params.sound);
    this.forget();
    this.asked = key;
    this.params = params;
    try {
      const found = await this.api.open(params);
      if (this.asked !== key) return;
      this.info = found.space;
      this.job = found.job ?? found.space.job;
      this.map = bestMap(found.space);
      await this.sync();
    } catch (error) {
      if (this.asked === key) this.fail(error);
    }
  }

  forget(): void {
    this.asked = '';
    this.info = this.job = null;
    this.map = '';
    this.xy = this.table = NOTHING;
    this.stale = true;
  }

  /** Goes on growing where it was stopped. */
  async grow(): Promise<void> {
    const { params } = this;
    if (!params) return;
    try {
      const found = await this.api.open(params);
      if (this.id === found.space.id) this.job = found.job;
    } catch (error) {
      this.fail(error);
    }
  }

  async show(map: string): Promise<void> {
    this.map = map;
    this.stale = true;
    await this.sync();
  }

  /** Points have come, or places. */
  hear(event: SettingsEvent): void {
    if (event.space !== this.id) return;
    if (!this.map) this.map = event.map;
    if (event.map === this.map) this.stale = true;
    void this.sync();
  }

  follow(job: JobInfo): void {
    if (job.id !== this.job?.id || job.revision < this.job.revision) return;
    this.job = job;
    if (!isOver(job)) return;
    this.stale = true;
    void this.sync();
  }

  value(point: number, column: number): number {
    return this.table[point * this.width + column] ?? NaN;
  }

  theta(point: number): number[] {
    const at = point * this.width;
    return [...this.table.subarray(at, at + (this.info?.parameters.length ?? 0))];
  }

  place(point: number): [number, number] | null {
    const [x, y] = [this.xy[2 * point], this.xy[2 * point + 1]];
    return x !== undefined && y !== undefined && Number.isFinite(x + y) ? [x, y] : null;
  }

  /** Reads what is new; what comes meanwhile is read after it, once. */
  private async sync(): Promise<void> {
    this.again = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.again) {
        this.again = false;
        await this.read();
      }
    } catch (error) {
      this.stale = true;
      this.fail(error);
    } finally {
      this.busy = false;
    }
  }

  private async read(): Promise<void> {
    const { id } = this;
    if (!id) return;
    const map = this.map;
    const wanted = this.stale;
    // Before it is asked for: what changes meanwhile is read again.
    this.stale = false;
    const info = await this.api.space(id);
    const [rows, xy] = await Promise.all([
      info.n_points > this.n ? this.api.table(id, this.n) : null,
      wanted && info.maps.some(({ name }) => name === map) ? this.api.places(id, map) : null,
    ]);
    if (this.id !== id) return;
    this.info = info;
    if (rows?.length) this.table = joined(this.table, rows);
    if (info.job && info.job.id === this.job?.id && info.job.revision > this.job.revision)
      this.job = info.job;
    if (!this.map && info.maps.length) {
      this.map = bestMap(info);
      this.stale = this.again = true;
    } else if (xy && this.map === map) {
      this.xy = xy;
      this.layouts += 1;
    }
    this.grew();
  }
}

const keyOf = (effect: string, sound: string): string => JSON.stringify([effect, sound]);

/** The layout that most points are on; of two, the first. */
function bestMap(info: SettingsInfo): string {
  return [...info.maps].sort((a, b) => b.n_placed - a.n_placed)[0]?.name ?? '';
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
