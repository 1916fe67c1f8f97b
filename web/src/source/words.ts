import { Calls } from './calls';

/** A word of the user's own; see docs/server.md, "Words of one's own". */
export interface OwnWordInfo {
  name: string;
  title: string;
  unit: string;
  /** What it reads where nothing is so, and where all is. */
  low: number;
  high: number;
  n_marks: number;
  n_yes: number;
  n_no: number;
  /** Rating by item or moment, 1 (not) to 5 (so). */
  marks: Record<string, number>;
  fitted: boolean;
  /** What it goes with, the most first; the sign says which way. */
  leading: [string, number][];
  reliability: Reliability | null;
  /** The same in a sentence; empty until it was learned. */
  said: string;
}

/** Of two sounds that were rated differently: how often it puts them in that order. */
export interface Reliability {
  concordance: number;
  low: number;
  high: number;
  p: number;
  n_marks: number;
  n_groups: number;
}

/** A sound whose mark would teach a word much. */
export interface Suggestion {
  item: string;
  name: string;
  /** What the word says of it so far. */
  value: number | null;
  /** Share of the word's uncertainty over the atlas that its mark would take away. */
  gain: number;
}

/** 1 is "not at all", 5 is "wholly". */
export type Rating = 1 | 2 | 3 | 4 | 5;

/** Every call under /api/words as a method. */
export class WordsApi extends Calls {
  list(): Promise<OwnWordInfo[]> {
    return this.json('/api/words');
  }

  /** What each item has of a word, in the order of the items; NaN where nobody knows. */
  async values(name: string): Promise<Float32Array> {
    return new Float32Array(await this.buffer(`${of(name)}/values`));
  }

  suggestions(name: string, n: number): Promise<Suggestion[]> {
    return this.json(`${of(name)}/suggestions`, { n });
  }

  /** Rates some items; without any, what plays now. */
  mark(name: string, said: Rating, items?: readonly string[]): Promise<OwnWordInfo> {
    return this.post(`${of(name)}/mark`, { said, items });
  }

  unmark(name: string, ids: readonly string[]): Promise<OwnWordInfo> {
    return this.post(`${of(name)}/unmark`, { ids });
  }

  fit(name: string): Promise<OwnWordInfo> {
    return this.post(`${of(name)}/fit`);
  }

  rename(name: string, title: string): Promise<OwnWordInfo> {
    return this.post(`${of(name)}/rename`, { title });
  }

  rescale(name: string, low: number, high: number, unit: string): Promise<OwnWordInfo> {
    return this.post(`${of(name)}/rescale`, { low, high, unit });
  }

  forget(name: string): Promise<OwnWordInfo> {
    return this.post(`${of(name)}/forget`);
  }

  /** The word as a file that others can load. */
  file(name: string, marks: boolean): Promise<ArrayBuffer> {
    return this.buffer(`${of(name)}.json`, { marks: String(marks) });
  }

  load(file: ArrayBuffer): Promise<OwnWordInfo> {
    return this.give('/api/words', file);
  }
}

function of(name: string): string {
  return `/api/words/${encodeURIComponent(name)}`;
}
