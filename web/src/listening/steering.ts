import type { Cell } from './csv';
import { seeded, shuffled } from './random';
import type { Trial } from './round.svelte';

/** Which point is heard as the middle of two: the one half way on the map, or any. */
export type Middle = 'map' | 'random';
/** Whether points are where they belong, or have changed places with one another. */
export type Ground = 'map' | 'shuffled';

/** The three questions of the study: half way, slightly brighter, and how it was on the whole. */
export type SteeringTrial = Trial &
  (
    | { kind: 'midpoint'; condition: Middle; a: number; b: number; middle: number }
    | { kind: 'brighter'; condition: Ground; start: number }
    | { kind: 'overall'; condition: '' }
  );

/** Two ends lie at least and at most this far apart, on a map from -1 to 1. */
const APART: readonly [number, number] = [0.5, 1.5];
/** Pairs that are tried until two lie so far apart. */
const TRIES = 200;
const PRACTICE = 1;
/** Fewer points are no map yet. */
export const LEAST_POINTS = 20;

/** A layout: the points that have a place, and where. */
export interface Points {
  placed: readonly number[];
  place(point: number): readonly [number, number] | null;
}

/**
 * `n` trials of each question in each condition, in an order that the seed says, after one of each
 * question to practise on; the person is not told which condition it is.
 */
export function steeringPlan(points: Points, n: number, seed: number): SteeringTrial[] {
  if (points.placed.length < LEAST_POINTS) return [];
  const random = seeded(seed);
  const any = (): number => points.placed[Math.floor(random() * points.placed.length)]!;
  const halves = conditions<Middle>(['map', 'random'], n, random).map((each) => {
    const [a, b] = pair(points, any);
    const middle = each.condition === 'map' ? between(points, a, b) : any();
    return { ...each, kind: 'midpoint' as const, block: 'midpoint', a, b, middle };
  });
  const brighter = conditions<Ground>(['map', 'shuffled'], n, random).map((each) => ({
    ...each,
    kind: 'brighter' as const,
    block: 'brighter',
    start: any(),
  }));
  const overall: SteeringTrial = {
    kind: 'overall',
    condition: '',
    block: 'overall',
    practice: false,
  };
  return [...halves, ...brighter, overall];
}

function conditions<C extends string>(
  both: readonly C[],
  n: number,
  random: () => number,
): { condition: C; practice: boolean }[] {
  const order = shuffled(
    both.flatMap((condition) => Array.from({ length: n }, () => condition)),
    random,
  );
  const practice = Array.from({ length: PRACTICE }, () => both[0]!);
  return [...practice, ...order].map((condition, i) => ({ condition, practice: i < PRACTICE }));
}

/** Two points that lie neither together nor at opposite ends. */
function pair(points: Points, any: () => number): [number, number] {
  let [a, b] = [any(), any()];
  for (let i = 0; i < TRIES; i++) {
    const far = apart(points, a, b);
    if (far >= APART[0] && far <= APART[1]) break;
    [a, b] = [any(), any()];
  }
  return [a, b];
}

/** The point nearest to half way on the map that is neither of the two. */
function between(points: Points, a: number, b: number): number {
  const [p, q] = [points.place(a)!, points.place(b)!];
  const [x, y] = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  let [best, least] = [a, Infinity];
  for (const point of points.placed) {
    if (point === a || point === b) continue;
    const [px, py] = points.place(point)!;
    const far = Math.hypot(px - x, py - y);
    if (far < least) [best, least] = [point, far];
  }
  return best;
}

export function apart(points: Points, a: number, b: number): number {
  const [p, q] = [points.place(a), points.place(b)];
  return p && q ? Math.hypot(p[0] - q[0], p[1] - q[1]) : NaN;
}

/** Which point sounds at the place of which, where they have changed places: always the same. */
export function changedPlaces(placed: readonly number[], seed: number): Map<number, number> {
  const sounding = shuffled(placed, seeded(seed + 1));
  return new Map(placed.map((point, i) => [point, sounding[i]!]));
}

/** The row of one answer: the points, how bright they are, how far apart, and the rating. */
export function steeringScore(
  trial: SteeringTrial,
  points: Points,
  brightness: (point: number) => number,
  rating: number,
  answer: number | null,
): Record<string, Cell> {
  const bright = (point: number | null): number | null =>
    point === null ? null : rounded(brightness(point));
  const { kind, condition } = trial;
  const a = kind === 'midpoint' ? trial.a : kind === 'brighter' ? trial.start : null;
  const b = kind === 'midpoint' ? trial.b : null;
  const given = kind === 'midpoint' ? trial.middle : answer;
  const far =
    kind === 'midpoint' ? [trial.a, trial.b] : a !== null && given !== null ? [a, given] : null;
  return {
    kind,
    condition,
    rating,
    a,
    b,
    answer: given,
    apart: far ? rounded(apart(points, far[0]!, far[1]!)) : null,
    'brightness.a': bright(a),
    'brightness.b': bright(b),
    'brightness.answer': bright(given),
  };
}

function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toFixed(4)) : null;
}
