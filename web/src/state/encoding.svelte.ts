import type { Api } from '../source/api';
import type { Fit, ReadyInfo } from '../source/decoding';
import { SourceError } from '../source/source';
import type { JobInfo } from '../source/types';
import { Ends } from './ends';

/** Sounds that are to be blended, made ready by jobs of the server: each path once. */
export class Encoding {
  /** What the server has ready for the path that was asked for last. */
  ready = $state.raw<ReadyInfo | null>(null);
  /** The job that is under way. */
  job = $state.raw<JobInfo | null>(null);
  private key = '';
  private preparing: { key: string; ready: Promise<ReadyInfo> } | null = null;
  private readonly ends: Ends;

  constructor(private readonly api: Pick<Api, 'jobs' | 'startDecode' | 'ready' | 'cancel'>) {
    this.ends = new Ends(api);
  }

  /** These sounds, encoded: once, whoever else waits for them. */
  prepared(space: string, fit: Fit, items: readonly string[]): Promise<ReadyInfo> {
    const key = JSON.stringify([space, fit, items]);
    this.key = key;
    if (this.preparing?.key !== key) {
      const ready = this.finished({ space, items: [...items], fit });
      this.preparing = { key, ready };
      ready.then(
        (found) => {
          if (this.key === key) this.ready = found;
        },
        () => {
          if (this.preparing?.key === key) this.preparing = null;
        },
      );
    }
    return this.preparing.ready;
  }

  /** The server has let go of the sounds: next time they are encoded again. */
  lost(): void {
    this.preparing = null;
  }

  /** What came of a job of these parameters. */
  async finished(params: Parameters<Api['startDecode']>[0]): Promise<ReadyInfo> {
    const job = await this.api.startDecode(params);
    this.job = job;
    const ended = await this.ends.of(job);
    if (this.job?.id === job.id) this.job = null;
    if (ended.state === 'cancelled') throw new SourceError('Stopped.', 'Play it to go on.');
    if (ended.state !== 'done') throw new SourceError(ended.error);
    return this.api.ready(ended.id);
  }

  /** The server says how a job goes. */
  follow(job: JobInfo): void {
    if (this.job?.id === job.id) this.job = job;
    this.ends.follow(job);
  }

  async cancel(): Promise<void> {
    if (this.job) this.follow(await this.api.cancel(this.job.id));
  }

  /** The server is back: what it no longer knows will never end. */
  relink(): Promise<void> {
    return this.ends.relink();
  }
}
