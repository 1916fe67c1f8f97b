import { describe, expect, it } from 'vitest';
import { distance, matchingPlan, matchingScore, type TargetsInfo } from './matching';

const INFO: TargetsInfo = {
  voice: 'a',
  words: ['brightness', 'centroid_hz'],
  targets: [{ latents: [1, 0], start: [0, 0], words: [60, 200] }],
  reach: [
    { low: 0, high: 46.52 },
    { low: 100, high: 100 * 2 ** 4.652, log: true },
  ],
  latents_spread: [1, 2],
  dims: [0, 1],
};

describe('the plan of a matching task', () => {
  it('is the same for the same seed', () => {
    expect(matchingPlan(['a', 'b'], 3, 5)).toEqual(matchingPlan(['a', 'b'], 3, 5));
    const orders = new Set(
      Array.from({ length: 20 }, (_, seed) => matchingPlan(['a'], 1, seed)[0]!.surface),
    );
    expect(orders.size).toBe(2);
  });

  it('goes through voice after voice, each with both surfaces, and practises each once', () => {
    const plan = matchingPlan(['a', 'b'], 3, 5);
    expect(plan.length).toBe(2 * 2 * 3 + 2);
    expect(plan.map(({ voice }) => voice).join('')).toMatch(/^a+b+$/);
    for (const surface of ['words', 'latents'] as const) {
      const own = plan.filter((trial) => trial.surface === surface);
      expect(own.filter(({ practice }) => practice).length).toBe(1);
      expect(own[0]!.practice).toBe(true);
      expect(own.filter(({ voice, practice }) => voice === 'b' && !practice).length).toBe(3);
    }
  });

  it('never asks for the same target twice on one voice', () => {
    const plan = matchingPlan(['a', 'b'], 4, 9);
    for (const voice of ['a', 'b']) {
      const targets = plan.filter((trial) => trial.voice === voice).map(({ target }) => target);
      expect(new Set(targets).size).toBe(targets.length);
    }
  });
});

describe('the score of an answer', () => {
  it('is in standard deviations, and nothing where it is right', () => {
    expect(distance([70, 20], [60, 20], [10, 5])).toBeCloseTo(Math.SQRT1_2);
    expect(distance([60, 20], [60, 20], [10, 5])).toBe(0);
    expect(distance([null, 30], [60, 20], [10, 5])).toBe(2);
    expect(distance([null], [1], [1])).toBeNull();
    expect(distance([1], [2], [0])).toBeNull();
  });

  const trial = { ...matchingPlan(['a'], 1, 1)[0]!, target: 0 };
  const start = { latents: [0, 0], words: [40, 200] };
  const answer = { latents: [1, 0], words: [60, null] };

  it('counts what was measured, with what the surrogate foretells beside it', () => {
    const row = matchingScore(trial, INFO, start, answer, {
      target: [50, 400],
      start: [50, 100],
      answer: [70, 400],
    });
    // Two octaves of a word in Hz are two deviations here, and so are 20 of the other.
    expect(row).toMatchObject({
      start_measured: 1.4142,
      distance_measured: 1.4142,
      start_predicted: 1.4142,
      distance_predicted: 0,
      distance_latents: 0,
      'target.brightness': 50,
      'answer.centroid_hz': 400,
      'target_predicted.brightness': 60,
      'answer_predicted.centroid_hz': null,
    });
  });

  it('has no measured distance where nothing could be measured', () => {
    const row = matchingScore(trial, INFO, start, answer, null);
    expect(row).toMatchObject({
      start_measured: null,
      distance_measured: null,
      distance_predicted: 0,
      'answer.brightness': null,
    });
  });
});
