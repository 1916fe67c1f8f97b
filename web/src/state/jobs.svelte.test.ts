import { expect, test } from 'vitest';

import type { Api } from '../source/api';
import type { JobInfo, JobState } from '../source/types';
import { Jobs } from './jobs.svelte';

function job(state: JobState, revision: number): JobInfo {
  const counted = { unit: 'steps', done: 0, total: null, rate: 0, eta_s: null };
  return {
    id: 'layout-1',
    kind: 'layout',
    title: '',
    state,
    revision,
    message: '',
    error: '',
    ...counted,
  };
}

test('an answer that an event has overtaken changes nothing', async () => {
  const jobs: Jobs = new Jobs({
    cancel: () => {
      jobs.hear(job('cancelled', 3)); // The event is here before the answer is.
      return Promise.resolve(job('running', 2));
    },
  } as unknown as Api);
  jobs.hear(job('running', 1));
  await jobs.cancel('layout-1');
  expect(jobs.all.map((each) => each.state)).toEqual(['cancelled']);
  jobs.hear(job('running', 4)); // It was resumed.
  expect(jobs.running).toHaveLength(1);
});

test('a list read late keeps what is newer, and lets go of what is no longer there', async () => {
  const jobs = new Jobs({ jobs: () => Promise.resolve([job('running', 2)]) } as unknown as Api);
  jobs.hear({ ...job('running', 1), id: 'layout-0' });
  jobs.hear(job('failed', 3));
  await jobs.load();
  expect(jobs.all.map((each) => [each.id, each.state])).toEqual([['layout-1', 'failed']]);
});
