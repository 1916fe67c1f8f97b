import { describe, expect, it } from 'vitest';
import { apart, changedPlaces, steeringPlan, steeringScore, type Points } from './steering';

/** Points on a grid from -1 to 1; every seventh has no place yet. */
const SIDE = 20;
const place = (point: number): readonly [number, number] | null =>
  point % 7 === 3
    ? null
    : [(2 * (point % SIDE)) / (SIDE - 1) - 1, (2 * Math.floor(point / SIDE)) / (SIDE - 1) - 1];
const POINTS: Points = {
  placed: Array.from({ length: SIDE * SIDE }, (_, i) => i).filter((i) => place(i)),
  place,
};
const plan = (n: number, seed: number) => steeringPlan(POINTS, n, seed);

describe('the plan of the steering task', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(plan(4, 7)).toEqual(plan(4, 7));
    expect(plan(4, 7)).not.toEqual(plan(4, 8));
  });

  it('asks each question as often in its control as on the map, and practises before', () => {
    const trials = plan(4, 1);
    const count = (kind: string, condition: string): number =>
      trials.filter((t) => t.kind === kind && t.condition === condition && !t.practice).length;
    expect([
      count('midpoint', 'map'),
      count('midpoint', 'random'),
      count('brighter', 'map'),
      count('brighter', 'shuffled'),
    ]).toEqual([4, 4, 4, 4]);
    expect(trials.filter(({ practice }) => practice).map(({ kind }) => kind)).toEqual([
      'midpoint',
      'brighter',
    ]);
    expect(trials.at(-1)!.kind).toBe('overall');
  });

  it('has a middle on the map that is one, and ends that are neither together nor opposite', () => {
    for (const trial of plan(12, 3)) {
      if (trial.kind !== 'midpoint') continue;
      const far = apart(POINTS, trial.a, trial.b);
      expect(far).toBeGreaterThan(0.45);
      expect(far).toBeLessThan(1.55);
      if (trial.condition !== 'map') continue;
      expect(apart(POINTS, trial.a, trial.middle)).toBeLessThan(far / 2 + 0.15);
      expect(apart(POINTS, trial.b, trial.middle)).toBeLessThan(far / 2 + 0.15);
    }
  });

  it('is none of too few points', () => {
    expect(steeringPlan({ placed: [1, 2], place }, 4, 1)).toEqual([]);
  });
});

describe('points that have changed places', () => {
  it('are all there, once each, and the same for the same seed', () => {
    const changed = changedPlaces(POINTS.placed, 5);
    expect([...changed.values()].sort((a, b) => a - b)).toEqual(POINTS.placed);
    expect(changed).toEqual(changedPlaces(POINTS.placed, 5));
    const stayed = [...changed].filter(([a, b]) => a === b).length;
    expect(stayed).toBeLessThan(POINTS.placed.length / 20);
  });
});

describe('the row of an answer', () => {
  const bright = (point: number): number => point / 10;

  it('says how much brighter it became, and how far the hand went', () => {
    const trial = plan(1, 1).find(({ kind }) => kind === 'brighter')!;
    const start = trial.kind === 'brighter' ? trial.start : -1;
    const row = steeringScore(trial, POINTS, bright, 8, 0);
    expect(row).toMatchObject({ rating: 8, a: start, answer: 0, b: null });
    expect(row['brightness.a']).toBeCloseTo(start / 10);
    expect(row['apart']).toBeCloseTo(apart(POINTS, start, 0), 3);
  });

  it('has nothing where nothing is known', () => {
    const last = plan(1, 1).at(-1)!;
    const row = steeringScore(last, POINTS, () => NaN, 10, null);
    expect([row['rating'], row['a'], row['answer'], row['brightness.answer']]).toEqual([
      10,
      null,
      null,
      null,
    ]);
  });
});
