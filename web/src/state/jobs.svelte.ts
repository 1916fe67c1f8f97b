import type { Api } from '../source/api';
import type { JobInfo, LayoutParams } from '../source/types';
import { isOver } from './ends';

/** Work that a panel asks for, and shows itself. */
export const OF_PANELS: readonly string[] = ['edit', 'decode', 'settings', 'corners'];
/** A job that is done goes from the page after this time; one that is not stays until told. */
const GONE_MS = 4000;

/** Long work on the other side: how far it is, and how to stop it and go on. */
export class Jobs {
  all = $state.raw<readonly JobInfo[]>([]);

  constructor(private readonly api: Api) {}

  get running(): readonly JobInfo[] {
    return this.all.filter((job) => !isOver(job));
  }

  async load(): Promise<void> {
    const found = (await this.api.jobs()).filter((job) => !OF_PANELS.includes(job.kind));
    this.all = this.all.filter((job) => found.some((each) => each.id === job.id));
    for (const job of found) this.hear(job);
  }

  /** Takes in a state of a job; an answer may be overtaken by an event, and is then old. */
  hear(job: JobInfo): void {
    const known = this.all.find((each) => each.id === job.id);
    if (known ? job.revision < known.revision : job.state === 'done') return;
    this.all = known
      ? this.all.map((each) => (each.id === job.id ? job : each))
      : [...this.all, job];
    if (job.state === 'done') setTimeout(() => this.dismiss(job.id), GONE_MS);
  }

  dismiss(id: string): void {
    this.all = this.all.filter((job) => job.id !== id);
  }

  async layOut(params: LayoutParams): Promise<void> {
    this.hear(await this.api.startLayout(params));
  }

  async cancel(id: string): Promise<void> {
    this.hear(await this.api.cancel(id));
  }

  /** Goes on where the job stopped; the server may give the new run a number of its own. */
  async resume(id: string): Promise<void> {
    const job = await this.api.resume(id);
    if (job.id !== id) this.dismiss(id);
    this.hear(job);
  }
}
