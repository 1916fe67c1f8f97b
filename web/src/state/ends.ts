import type { Api } from '../source/api';
import type { JobInfo } from '../source/types';

/** Whether a job has said its last word. */
export function isOver(job: JobInfo): boolean {
  return ['done', 'cancelled', 'failed'].includes(job.state);
}

/** Ends of jobs that nobody here waits for yet, or ever. */
const MOST = 100;

/** Waits for jobs to end, whether the answer or the event comes first. */
export class Ends {
  private readonly ends = new Map<string, JobInfo>();
  private readonly waiting = new Map<string, (job: JobInfo) => void>();

  constructor(private readonly api: Pick<Api, 'jobs'>) {}

  /** The server says how a job goes. */
  follow(job: JobInfo): void {
    if (!isOver(job)) return;
    const wake = this.waiting.get(job.id);
    this.waiting.delete(job.id);
    if (wake) wake(job);
    else this.ends.set(job.id, job);
    for (const id of this.ends.keys()) {
      if (this.ends.size <= MOST) break;
      this.ends.delete(id);
    }
  }

  /** The last state of a job. */
  of(job: JobInfo): Promise<JobInfo> {
    const known = this.ends.get(job.id);
    this.ends.delete(job.id);
    if (known || isOver(job)) return Promise.resolve(known ?? job);
    return new Promise((resolve) => this.waiting.set(job.id, resolve));
  }

  /** The server is back: what it no longer knows will never end. */
  async relink(): Promise<void> {
    if (!this.waiting.size) return;
    const known = new Map((await this.api.jobs()).map((job) => [job.id, job]));
    const error = 'The server was started anew meanwhile.';
    for (const id of [...this.waiting.keys()]) {
      this.follow(known.get(id) ?? ({ id, state: 'failed', error } as JobInfo));
    }
  }
}
