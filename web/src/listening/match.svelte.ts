import type { Instrument } from '../state/instrument.svelte';
import type { Api } from '../source/api';
import {
  matchingPlan,
  matchingScore,
  type Heard,
  type MatchingTrial,
  type Stand,
  type TargetsInfo,
} from './matching';
import { Round } from './round.svelte';

const KEPT = 'timbrespace.matching';
const SLOT = 'matching';
/** How long a voice may take to open, and how long the engine to come to where it was sent. */
const OPENING_MS = 60_000;
const SETTLE_MS = 400;
const LOOK_MS = 30;
/** Targets of each voice: more than the longest plan takes. */
const N_TARGETS = 32;
/** Words that get a slider here: those that people know. */
const WORDS = ['loudness_lufs', 'brightness', 'depth', 'roughness', 'warmth', 'centroid_hz'];
const MOST_WORDS = 5;

/** The matching task: hears a target, lets a person reach for it, and tells how near it came. */
export class Match {
  readonly round: Round<MatchingTrial>;
  /** Whether the target is heard, and not the person's own sound. */
  targetOn = $state(false);
  info = $state.raw<TargetsInfo | null>(null);
  problem = $state('');
  busy = $state(false);
  /** Whether the engine is on its way back from the target; until then sliders stay. */
  settling = $state(false);
  /** Whether an answer was given, and is being measured. */
  answered = $state(false);
  private start: Stand = { latents: [], words: [] };

  /** The words that can be moved, in the order of the voice. */
  readonly words = $derived.by(() => {
    const known = this.instrument.words.filter(({ name }) => WORDS.includes(name));
    return (known.length > 1 ? known : this.instrument.words).slice(0, MOST_WORDS);
  });

  constructor(
    private readonly instrument: Instrument,
    private readonly api: Pick<Api, 'targets' | 'measured'>,
    store: Storage | null,
  ) {
    this.round = new Round<MatchingTrial>(KEPT, store);
  }

  begin(voices: readonly string[], n_trials: number, seed: number, who: string): void {
    const distinct = [...new Set(voices)];
    const facts = { who, seed, began: new Date().toISOString() };
    this.info = null;
    this.round.begin(matchingPlan(distinct, n_trials, seed), facts);
  }

  /** Makes the voice and its targets ready, goes to the start, and lets the target be heard. */
  async ready(): Promise<void> {
    const { round, instrument } = this;
    const { trial } = round;
    if (!trial || this.busy) return;
    this.busy = true;
    this.problem = '';
    try {
      await this.open(trial.voice);
      const { start } = this.info!.targets[trial.target]!;
      for (const word of instrument.words)
        if (word.wanted !== null) instrument.say({ do: 'free', name: word.name });
      instrument.say({ do: 'latents', values: start });
      await instrument.play();
      await this.come(start);
      this.start = this.stand();
      round.start();
      this.hearTarget();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.busy = false;
    }
  }

  /** The target and one's own sound, one after the other. */
  hearTarget(): void {
    if (this.targetOn || this.answered || !this.round.going) return;
    this.round.count('listens');
    this.targetOn = true;
    this.instrument.say({ do: 'store', slot: SLOT });
    this.instrument.say({ do: 'latents', values: this.target.latents });
  }

  hearOwn(): void {
    if (!this.targetOn) return;
    this.targetOn = false;
    this.settling = true;
    this.instrument.say({ do: 'recall', slot: SLOT });
    setTimeout(() => (this.settling = false), SETTLE_MS);
  }

  flip(): void {
    if (this.targetOn) this.hearOwn();
    else this.hearTarget();
  }

  /** The hand has let go of a slider. */
  changed(): void {
    this.round.count('changes');
  }

  /** This is it: how far it is goes into the table. */
  async answer(): Promise<void> {
    const { round } = this;
    const { trial } = round;
    if (!trial || !round.going || this.busy) return;
    this.busy = true;
    const own = this.targetOn;
    this.hearOwn();
    await wait(own ? SETTLE_MS : 2 * LOOK_MS);
    this.answered = true;
    round.rest();
    this.instrument.stop();
    const answer = this.stand();
    const heard = await this.heard(trial, answer);
    const score = matchingScore(trial, this.info!, this.start, answer, heard);
    round.answer(score, ['changes', 'listens']);
    this.answered = this.busy = false;
  }

  /** Target, start and answer as they sound; null, and it is said, where that cannot be measured. */
  private async heard({ voice }: MatchingTrial, answer: Stand): Promise<Heard | null> {
    const latents = [this.target.latents, this.start.latents, answer.latents];
    try {
      const { words, values } = await this.api.measured(voice, latents);
      const [target, start, end] = values.map((row) =>
        this.info!.words.map((name) => row[words.indexOf(name)] ?? null),
      );
      return { target: target!, start: start!, answer: end! };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.problem = `The last answer could not be measured, and has no measured distance: ${why}`;
      return null;
    }
  }

  forget(): void {
    this.hearOwn();
    this.instrument.stop();
    this.round.forget();
    this.problem = '';
  }

  private get target(): TargetsInfo['targets'][number] {
    return this.info!.targets[this.round.trial!.target]!;
  }

  private async open(voice: string): Promise<void> {
    const { instrument } = this;
    if (instrument.state?.voice.id !== voice) {
      instrument.swap(voice);
      await until(
        () => instrument.state?.voice.id === voice,
        OPENING_MS,
        `${voice} did not open.`,
      );
    }
    if (this.info?.voice !== voice) {
      this.info = await this.api.targets(N_TARGETS, this.round.seed);
    }
  }

  /** Until the engine says that it stands there; latents glide. */
  private async come(to: readonly number[]): Promise<void> {
    const near = (): boolean =>
      (this.instrument.state?.targets ?? this.instrument.state?.latents ?? []).every(
        (value, dim) => Math.abs(value - (to[dim] ?? 0)) < 1e-3,
      );
    await until(near, OPENING_MS, 'The voice did not come to where the trial begins.');
    await wait(SETTLE_MS);
  }

  private stand(): Stand {
    const { state } = this.instrument;
    const predicted = new Map(state?.words.map((word) => [word.name, word.predicted]));
    return {
      latents: [...(state?.targets ?? state?.latents ?? [])],
      words: this.info!.words.map((name) => predicted.get(name) ?? null),
    };
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean, patience_ms: number, otherwise: string): Promise<void> {
  const end_ms = performance.now() + patience_ms;
  while (!holds()) {
    if (performance.now() > end_ms) throw new Error(otherwise);
    await wait(LOOK_MS);
  }
}
