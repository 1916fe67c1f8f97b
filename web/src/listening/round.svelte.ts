import { toCsv, type Cell, type Row } from './csv';

/** What every listening task asks again and again: something to hear, and an answer to it. */
export interface Trial {
  /** What belongs together, for the person who reads the table. */
  block: string;
  /** Whether it only shows how it goes; its answer is in the table, and marked. */
  practice: boolean;
}

interface Kept<T> {
  facts: Row;
  plan: readonly T[];
  rows: readonly Row[];
  /** Times that the trial under way had to begin again, because the page was loaded anew. */
  restarts: number;
}

/**
 * One person's way through the trials of a listening task.
 *
 * It knows the order, the clock, what was counted, and what was answered; what is heard and how one
 * answers is the task's own business. Every answer is kept at once, so that a page that is loaded
 * again goes on at the trial where it was.
 */
export class Round<T extends Trial> {
  plan = $state.raw<readonly T[]>([]);
  rows = $state.raw<readonly Row[]>([]);
  /** Whether the trial's clock runs. */
  going = $state(false);
  private facts = $state.raw<Row>({});
  private restarts = 0;
  private counts = $state.raw<Readonly<Record<string, number>>>({});
  private began_ms = 0;
  private ended_ms: number | null = null;

  readonly at = $derived(this.rows.length);
  readonly trial = $derived<T | null>(this.plan[this.at] ?? null);
  readonly over = $derived(this.plan.length > 0 && this.at >= this.plan.length);

  /** The seed of the facts, which the task draws from again when the page is loaded anew. */
  get seed(): number {
    return Number(this.facts['seed'] ?? 0);
  }

  /** What is in every row under this name. */
  fact(name: string): Cell {
    return this.facts[name] ?? null;
  }

  constructor(
    private readonly name: string,
    private readonly store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null,
    private readonly now_ms: () => number = () => performance.now(),
  ) {
    this.recall();
  }

  /** Begins from the first trial; `facts` are in every row: seed, who, versions. */
  begin(plan: readonly T[], facts: Row): void {
    [this.plan, this.facts, this.rows, this.restarts] = [plan, facts, [], 0];
    this.going = false;
    this.keep();
  }

  /** The person hears the first of this trial: from here the time counts. */
  start(): void {
    if (this.going || !this.trial) return;
    this.going = true;
    this.counts = {};
    [this.began_ms, this.ended_ms] = [this.now_ms(), null];
    this.restarts += 1;
    this.keep();
  }

  /** The person has answered: the time stops, while it is worked out how good the answer is. */
  rest(): void {
    if (this.going) this.ended_ms ??= this.now_ms();
  }

  /** Something happened that the table counts: a change, a listen. */
  count(what: string): void {
    if (this.going) this.counts = { ...this.counts, [what]: this.counted(what) + 1 };
  }

  counted(what: string): number {
    return this.counts[what] ?? 0;
  }

  /** The answer to this trial, and how good it is; the next one is on. */
  answer(score: Row, whatIsCounted: readonly string[] = Object.keys(this.counts)): void {
    const { trial } = this;
    if (!trial || !this.going) return;
    const time_s = Math.round((this.ended_ms ?? this.now_ms()) - this.began_ms) / 1000;
    const counts = Object.fromEntries(whatIsCounted.map((what) => [what, this.counted(what)]));
    const { block, practice } = trial;
    const row: Record<string, Cell> = {
      ...this.facts,
      trial: this.at + 1,
      block,
      practice,
      time_s,
      restarts: this.restarts - 1,
      ...counts,
      ...score,
    };
    this.rows = [...this.rows, row];
    this.going = false;
    this.restarts = 0;
    this.keep();
  }

  csv(): string {
    return toCsv(this.rows);
  }

  /** Lets go of the plan and of all answers. */
  forget(): void {
    [this.plan, this.rows, this.facts, this.restarts] = [[], [], {}, 0];
    this.going = false;
    this.store?.removeItem(this.name);
  }

  private keep(): void {
    const { facts, plan, rows, restarts } = this;
    this.store?.setItem(this.name, JSON.stringify({ facts, plan, rows, restarts }));
  }

  private recall(): void {
    try {
      const kept = JSON.parse(this.store?.getItem(this.name) ?? 'null') as Kept<T> | null;
      if (!Array.isArray(kept?.plan) || !Array.isArray(kept.rows)) return;
      this.plan = kept.plan;
      this.rows = kept.rows;
      this.facts = kept.facts;
      this.restarts = kept.restarts;
    } catch {
      // Somebody else's words under our name: begin afresh.
    }
  }
}
