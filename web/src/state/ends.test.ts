import { describe, expect, it } from 'vitest';
import type { JobInfo } from '../source/types';
import { Ends } from './ends';

const job = (id: string, state: string): JobInfo => ({ id, state }) as JobInfo;
const none = { jobs: () => Promise.resolve([]) };

describe('the end of a job', () => {
  it('is found whether the event or the question comes first', async () => {
    const ends = new Ends(none);
    ends.follow(job('a', 'running'));
    ends.follow(job('a', 'done'));
    expect((await ends.of(job('a', 'running'))).state).toBe('done');
    const later = ends.of(job('b', 'waiting'));
    ends.follow(job('b', 'failed'));
    expect((await later).state).toBe('failed');
  });

  it('is the answer itself where the job ended at once', async () => {
    expect((await new Ends(none).of(job('a', 'done'))).state).toBe('done');
  });

  it('comes as a failure where a new server does not know the job', async () => {
    const ends = new Ends(none);
    const waiting = ends.of(job('a', 'running'));
    await ends.relink();
    expect((await waiting).state).toBe('failed');
  });

  it('goes on being waited for where the server still works on it', async () => {
    const ends = new Ends({ jobs: () => Promise.resolve([job('a', 'running')]) });
    const waiting = ends.of(job('a', 'running'));
    await ends.relink();
    ends.follow(job('a', 'done'));
    expect((await waiting).state).toBe('done');
  });
});
