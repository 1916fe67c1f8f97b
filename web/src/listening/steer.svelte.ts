import type { Effects } from '../state/effects.svelte';
import { Round } from './round.svelte';
import {
  changedPlaces,
  steeringPlan,
  steeringScore,
  type Points,
  type SteeringTrial,
} from './steering';

const KEPT = 'timbrespace.steering';
/** What the descriptor of brightness is called. */
const BRIGHT = 'brightness';

/** What is heard in a trial of half way. */
const ENDS = ['a', 'middle', 'b'] as const;
export type End = (typeof ENDS)[number];

/** The study's listening task: half way between two, slightly brighter, and how it was. */
export class Steer {
  readonly round: Round<SteeringTrial>;
  end = $state<End | null>(null);
  /** What of a trial of half way was heard. */
  private heard = $state.raw<ReadonlySet<End>>(new Set());
  /** Where the hand was last, in a trial of slightly brighter. */
  private answered: number | null = null;
  private changed: Map<number, number> | null = null;

  constructor(
    private readonly effects: Effects,
    store: Storage | null,
  ) {
    this.round = new Round<SteeringTrial>(KEPT, store);
  }

  /** Whether the plan is about the points that are on the page. */
  get fits(): boolean {
    return this.round.fact('space') === this.effects.cloud.id;
  }

  begin(n_trials: number, seed: number, who: string): boolean {
    const { cloud } = this.effects;
    const plan = steeringPlan(this.points, n_trials, seed);
    if (!plan.length) return false;
    this.round.begin(plan, {
      who,
      seed,
      began: new Date().toISOString(),
      effect: cloud.info!.effect,
      sound: cloud.info!.clip.title,
      space: cloud.id,
      map: cloud.map,
      n_points: cloud.n_placed,
    });
    return true;
  }

  /** The first of a trial is heard. */
  start(): void {
    const { trial } = this.round;
    if (!trial || this.round.going) return;
    this.answered = null;
    this.end = null;
    this.heard = new Set();
    this.changed = changedPlaces(this.points.placed, this.round.seed);
    this.round.start();
    if (trial.kind === 'midpoint') this.hear('a');
    if (trial.kind === 'brighter') this.hearStart();
  }

  hear(end: End): void {
    const { trial } = this.round;
    if (trial?.kind !== 'midpoint' || !this.round.going) return;
    this.end = end;
    this.heard = new Set([...this.heard, end]);
    this.round.count('listens');
    this.sound(trial[end]);
  }

  /** What is to become slightly brighter. */
  hearStart(): void {
    const { trial } = this.round;
    if (trial?.kind !== 'brighter' || !this.round.going) return;
    this.round.count('listens');
    this.effects.spot = null;
    this.sound(trial.start);
  }

  /** A hand is at a place of the map: another attempt, if another point is nearest there. */
  try(x: number, y: number): void {
    const { trial } = this.round;
    const { cloud } = this.effects;
    if (trial?.kind !== 'brighter' || !this.round.going) return;
    const there = cloud.grid.near(x, y, 1)[0];
    const place = there === undefined ? null : cloud.place(there);
    if (there === undefined || !place) return;
    const point = trial.condition === 'shuffled' ? (this.changed?.get(there) ?? there) : there;
    if (point !== this.answered) this.round.count('attempts');
    this.answered = point;
    this.effects.spot = { x: place[0], y: place[1], nearest: point };
    this.sound(point);
  }

  /** Whether there is something to rate. */
  get ready(): boolean {
    const { trial, going } = this.round;
    if (!trial || !going) return false;
    if (trial.kind === 'brighter') return this.round.counted('attempts') > 0;
    return trial.kind === 'overall' || this.heard.size === ENDS.length;
  }

  /** 0 to 10; the next trial is on. */
  answer(rating: number): void {
    const { trial } = this.round;
    if (!trial || !this.round.going) return;
    const { cloud } = this.effects;
    const column = cloud.columns.find(({ key }) => key === BRIGHT)?.at;
    const brightness = (point: number): number =>
      column === undefined ? NaN : cloud.value(point, column);
    const score = steeringScore(trial, this.points, brightness, rating, this.answered);
    this.round.answer(score, ['attempts', 'listens']);
    this.effects.rack.stop();
    this.effects.spot = null;
  }

  forget(): void {
    this.effects.rack.stop();
    this.round.forget();
  }

  private get points(): Points {
    const { cloud } = this.effects;
    const all = Array.from({ length: Math.min(cloud.n, cloud.xy.length / 2) }, (_, i) => i);
    // Points that came after the plan was made would change what has changed places.
    const n = Number(this.round.fact('n_points') ?? all.length);
    const placed = all.filter((point) => cloud.place(point));
    return {
      placed: this.round.plan.length ? placed.slice(0, n) : placed,
      place: (point) => cloud.place(point),
    };
  }

  private sound(point: number): void {
    const { rack, cloud } = this.effects;
    rack.goToPoint(cloud.id, point);
    if (!rack.playing) void rack.play();
  }
}
