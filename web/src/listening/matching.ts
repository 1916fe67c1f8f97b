import type { Cell } from './csv';
import { seeded, shuffled } from './random';
import type { Trial } from './round.svelte';

/** How one answers: by what it sounds like, or by the latents themselves. */
export type Surface = 'words' | 'latents';

/** A sound to be reached on a voice. */
export interface MatchingTrial extends Trial {
  voice: string;
  surface: Surface;
  /** Which of the voice's targets. */
  target: number;
}

/** Targets of one voice, as the server draws them. */
export interface TargetsInfo {
  voice: string;
  /** Words that are compared. */
  words: string[];
  targets: { latents: number[]; start: number[]; words: number[] }[];
  /** Standard deviations over sounds of this voice: distances are told in these. */
  words_spread: number[];
  latents_spread: number[];
  /** Dims in which start and target differ: those get a slider. */
  dims: number[];
}

/** Practice targets of each surface. */
const N_PRACTICE = 1;

/**
 * Every voice in turn, on each of them both surfaces in an order that the seed says; before the
 * first of each surface comes a practice trial. Both surfaces get other targets.
 */
export function matchingPlan(
  voices: readonly string[],
  n_trials: number,
  seed: number,
): MatchingTrial[] {
  const random = seeded(seed);
  const surfaces = shuffled<Surface>(['words', 'latents'], random);
  const practised = new Set<Surface>();
  return voices.flatMap((voice) => {
    const order = shuffled(
      Array.from({ length: 2 * (n_trials + N_PRACTICE) }, (_, target) => target),
      random,
    );
    return surfaces.flatMap((surface) => {
      const n_practice = practised.has(surface) ? 0 : N_PRACTICE;
      practised.add(surface);
      return Array.from({ length: n_practice + n_trials }, (_, i) => {
        const practice = i < n_practice;
        return { voice, surface, practice, block: `${voice} ${surface}`, target: order.pop()! };
      });
    });
  });
}

/** Root mean square of differences, each in its own standard deviation; null where none is known. */
export function distance(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  spread: readonly number[],
): number | null {
  const squares = spread.flatMap((unit, i) => {
    const [x, y] = [a[i], b[i]];
    return x == null || y == null || !(unit > 0) ? [] : [((x - y) / unit) ** 2];
  });
  if (!squares.length) return null;
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / squares.length);
}

/** Where somebody stands when an answer is given. */
export interface Stand {
  latents: readonly number[];
  words: readonly (number | null)[];
}

/** The row of one answer: how far it is from the target now, and was at the start. */
export function matchingScore(
  trial: MatchingTrial,
  info: TargetsInfo,
  start: Stand,
  answer: Stand,
): Record<string, Cell> {
  const target = info.targets[trial.target]!;
  const far = ({ latents, words }: Stand): [number | null, number | null] => [
    rounded(distance(words, target.words, info.words_spread)),
    rounded(distance(latents, target.latents, info.latents_spread)),
  ];
  const [startWords, startLatents] = far(start);
  const [words, latents] = far(answer);
  const each = info.words.flatMap((name, i): [string, Cell][] => [
    [`target.${name}`, rounded(target.words[i] ?? null)],
    [`answer.${name}`, rounded(answer.words[i] ?? null)],
  ]);
  return {
    voice: trial.voice,
    surface: trial.surface,
    target: trial.target,
    start_words: startWords,
    distance_words: words,
    start_latents: startLatents,
    distance_latents: latents,
    ...Object.fromEntries(each),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(4));
}
