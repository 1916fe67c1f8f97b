import { SourceError } from '../source/source';

export interface Notice {
  id: number;
  text: string;
  remedy: string;
  bad: boolean;
}

const STAYS_MS = 6000;

/** Short lines that come and go: what was done, what went wrong and what to do. */
export class Notices {
  all = $state.raw<readonly Notice[]>([]);
  private n = 0;

  say(text: string, remedy = '', bad = false): void {
    const id = ++this.n;
    this.all = [...this.all.slice(-2), { id, text, remedy, bad }];
    setTimeout(() => this.dismiss(id), bad ? 2 * STAYS_MS : STAYS_MS);
  }

  fail(error: unknown): void {
    const remedy = error instanceof SourceError ? error.remedy : '';
    this.say(error instanceof Error ? error.message : String(error), remedy, true);
  }

  dismiss(id: number): void {
    this.all = this.all.filter((each) => each.id !== id);
  }
}
