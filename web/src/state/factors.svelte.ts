import type { Api } from '../source/api';
import { SourceError } from '../source/source';
import type {
  EditInfo,
  EditParams,
  FactorsInfo,
  FlowInfo,
  JobInfo,
  ReportInfo,
} from '../source/types';
import type { AtlasStore } from './atlas.svelte';
import { Ends } from './ends';

/** Neighbours among which the nearest sound of each class is looked for. */
const N_NEAR = 1000;
const N_CANDIDATES = 8;
/** What stands before the name of a class, where a donor is one. */
const CLASS = 'class:';

/** The class that a donor is, or null where it is a sound. */
export function classOf(donor: string | undefined): string | null {
  return donor?.startsWith(CLASS) ? donor.slice(CLASS.length) : null;
}

/** A sound that a factor could be taken from: the nearest of its class. */
export interface Candidate {
  id: string;
  level: string;
}

/**
 * Changing one factor of a sound: which sound, which donors, how far, and what came of it.
 *
 * Every edit is a job of the server. While one is under way the slider may move on; then the
 * next one takes the place where the slider is by then, and none is made in between.
 */
export class Factors {
  open = $state(false);
  info = $state.raw<FactorsInfo | null>(null);
  reports = $state.raw<readonly ReportInfo[]>([]);
  /** The flow in use, by name. */
  model = $state('');
  /** The sound that is changed. */
  receptor = $state('');
  /** Factor to item, or to a class ("class:wood"). */
  donors = $state.raw<Readonly<Record<string, string>>>({});
  /** 0 is no edit, 1 a swap. */
  strength = $state(1);
  /** The factor whose donor the next click, or Enter, names. */
  picking = $state<string | null>(null);
  candidates = $state.raw<readonly Candidate[]>([]);
  result = $state.raw<EditInfo | null>(null);
  /** The last edit that was looked for as a sound. */
  sound = $state.raw<EditInfo | null>(null);
  /** The search for a sound that is under way. */
  searching = $state.raw<JobInfo | null>(null);
  busy = $state(false);
  failure = $state.raw<SourceError | null>(null);
  private stale = false;
  private readonly ends: Ends;

  readonly flows = $derived((this.info?.flows ?? []).filter((flow) => flow.editable));
  readonly flow = $derived.by(
    (): FlowInfo | null =>
      this.flows.find((flow) => flow.name === this.model) ?? this.flows[0] ?? null,
  );
  /** The sounds that take part. */
  readonly parts = $derived([this.receptor, ...Object.values(this.donors)].filter(Boolean));
  /** Whether the sound is of the edit that is shown. */
  readonly sounds = $derived(
    sameParts(this.sound, this.result) && this.sound?.strength === this.result?.strength,
  );

  constructor(
    private readonly api: Api,
    private readonly atlas: AtlasStore,
    private readonly changed: () => void,
  ) {
    this.ends = new Ends(api);
  }

  /** Opens the panel on a sound; without one, on the sound that it showed last. */
  async show(id: string): Promise<void> {
    this.open = true;
    if (id && id !== this.receptor) this.use(id);
    this.failure = null;
    try {
      [this.info, this.reports] = await Promise.all([this.api.factors(), this.api.reports()]);
    } catch (error) {
      this.fail(error);
    }
    this.changed();
  }

  close(): void {
    this.open = false;
    this.picking = null;
    this.changed();
  }

  /** Changes another sound; the donors stay. */
  use(id: string): void {
    this.receptor = id;
    this.forget();
  }

  useModel(name: string): void {
    this.model = name;
    const known = this.flow?.factors.map((factor) => factor.name) ?? [];
    const kept = Object.entries(this.donors).filter(([factor]) => known.includes(factor));
    this.donors = Object.fromEntries(kept);
    this.forget();
  }

  /** Waits for a donor, and looks for near ones. */
  async pick(factor: string): Promise<void> {
    this.picking = this.picking === factor ? null : factor;
    this.candidates = [];
    if (this.picking === null) return;
    const own = this.atlas.levelOf(this.atlas.indexOf(this.receptor), factor);
    const space = this.flow?.space;
    if (!space) return;
    try {
      const near = await this.api.neighbours(this.receptor, space, N_NEAR);
      if (this.picking !== factor) return;
      const nearest = new Map<string, string>();
      for (const { id } of near) {
        const level = this.atlas.levelOf(this.atlas.indexOf(id), factor);
        if (level !== null && level !== own && !nearest.has(level)) nearest.set(level, id);
      }
      const found = [...nearest].map(([level, id]) => ({ id, level }));
      this.candidates = found.slice(0, N_CANDIDATES);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Takes the factor that was asked for from this sound. */
  take(id: string): void {
    if (this.picking !== null) this.give(this.picking, id);
  }

  /** Moves a factor towards a class: the mean of the sounds that are of it. */
  turn(factor: string, level: string): void {
    this.give(factor, CLASS + level);
  }

  drop(factor: string): void {
    this.donors = Object.fromEntries(Object.entries(this.donors).filter(([f]) => f !== factor));
    this.forget();
  }

  move(strength: number): void {
    this.strength = strength;
    void this.update();
  }

  /** Looks for the edit as a sound: some twenty seconds. */
  async listen(): Promise<void> {
    const params = this.params(true);
    if (!params || this.searching) return;
    this.failure = null;
    try {
      this.searching = await this.api.startEdit(params);
      const ended = await this.ends.of(this.searching);
      if (ended.state === 'failed') throw new SourceError(ended.error);
      if (ended.state === 'done') this.sound = await this.api.edit(ended.id);
    } catch (error) {
      this.fail(error);
    } finally {
      this.searching = null;
    }
  }

  async cancel(): Promise<void> {
    if (this.searching) this.follow(await this.api.cancel(this.searching.id));
  }

  /** The server says how an edit goes. */
  follow(job: JobInfo): void {
    if (this.searching?.id === job.id) this.searching = job;
    this.ends.follow(job);
  }

  /** The server is back: what it no longer knows will never end. */
  relink(): Promise<void> {
    return this.ends.relink();
  }

  private give(factor: string, donor: string): void {
    this.donors = { ...this.donors, [factor]: donor };
    this.picking = null;
    this.forget();
  }

  private forget(): void {
    this.result = null;
    this.changed();
    void this.update();
  }

  private async update(): Promise<void> {
    this.stale = true;
    if (this.busy) return;
    this.busy = true;
    while (this.stale) {
      this.stale = false;
      await this.make();
    }
    this.busy = false;
  }

  private async make(): Promise<void> {
    const params = this.params(false);
    if (!params) return;
    this.failure = null;
    try {
      const ended = await this.ends.of(await this.api.startEdit(params));
      if (ended.state === 'failed') throw new SourceError(ended.error);
      if (ended.state !== 'done') return;
      const found = await this.api.edit(ended.id);
      // The slider may be elsewhere by now, and still show the way; other sounds may not.
      if (sameParts(found, this.params(false))) this.result = found;
      this.changed();
    } catch (error) {
      this.fail(error);
    }
  }

  private params(hear: boolean): EditParams | null {
    const { flow, receptor: item, donors, strength } = this;
    if (!flow || !item || !Object.keys(donors).length) return null;
    return { item, donors: { ...donors }, model: flow.name, strength, hear };
  }

  private fail(error: unknown): void {
    this.failure = error instanceof SourceError ? error : new SourceError(String(error));
  }
}

type Parts = Pick<EditInfo, 'item' | 'model' | 'donors'>;

/** Whether two edits are of the same sounds, by the same flow. */
function sameParts(a: Parts | null, b: Parts | null): boolean {
  if (!a || !b || a.item !== b.item || a.model !== b.model) return false;
  const factors = [...Object.keys(a.donors), ...Object.keys(b.donors)];
  return factors.every((factor) => a.donors[factor] === b.donors[factor]);
}
