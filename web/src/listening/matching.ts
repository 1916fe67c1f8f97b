import { shareOf, type Reach } from '../live/reach';
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
  /** What the voice reaches of each word: distances are told in shares of it. */
  reach: Reach[];
  /** Standard deviations over sounds of this voice. */
  latents_spread: number[];
  /** Dims in which start and target differ: those get a slider. */
  dims: number[];
}

/** What latents sound like: decoded and measured, word for word. */
export interface MeasuredInfo {
  voice: string;
  words: string[];
  /** Of each latent; null where a word is undefined, or cannot be measured here. */
  values: (number | null)[][];
  /** Why, by word that is not measured. */
  lacking: Record<string, string>;
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

/** The range of a word is from its first to its 99th percentile: so many standard deviations. */
const SPREADS_IN_REACH = 4.652;

/** A word as places on its scale, in standard deviations: a word in Hz goes by ratios. */
function placed(words: Words, reach: readonly Reach[]): Words {
  return reach.map((each, i) => {
    const value = words[i];
    return value == null ? null : SPREADS_IN_REACH * shareOf(each, value);
  });
}

type Words = readonly (number | null)[];

/** Where somebody stands, at the beginning or when an answer is given. */
export interface Stand {
  latents: readonly number[];
  /** As the surrogate has them. */
  words: Words;
}

/** What was measured of a trial: its target, where it began, and the answer. */
export interface Heard {
  target: Words;
  start: Words;
  answer: Words;
}

/**
 * The row of one answer: how far it is from the target now, and was at the start.
 *
 * What was measured counts. What the surrogate foretells stands beside it: it drives the words, and
 * must not judge them.
 */
export function matchingScore(
  trial: MatchingTrial,
  info: TargetsInfo,
  start: Stand,
  answer: Stand,
  heard: Heard | null,
): Record<string, Cell> {
  const target = info.targets[trial.target]!;
  const ones = info.reach.map(() => 1);
  const words = (a: Words, b: Words): number | null =>
    rounded(distance(placed(a, info.reach), placed(b, info.reach), ones));
  const latents = (stand: Stand): number | null =>
    rounded(distance(stand.latents, target.latents, info.latents_spread));
  const told = (what: string, of: Words): [string, Cell][] =>
    info.words.map((name, i) => [`${what}.${name}`, rounded(of[i] ?? null)]);
  return {
    voice: trial.voice,
    surface: trial.surface,
    target: trial.target,
    start_measured: heard && words(heard.start, heard.target),
    distance_measured: heard && words(heard.answer, heard.target),
    start_predicted: words(start.words, target.words),
    distance_predicted: words(answer.words, target.words),
    start_latents: latents(start),
    distance_latents: latents(answer),
    ...Object.fromEntries([
      ...told('target', heard?.target ?? []),
      ...told('answer', heard?.answer ?? []),
      ...told('target_predicted', target.words),
      ...told('answer_predicted', answer.words),
    ]),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(4));
}
