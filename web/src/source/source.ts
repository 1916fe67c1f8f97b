import type { OpenLink } from '../live/link';
import type { Basic } from '../state/wire.svelte';
import type { RackMessage, RackState } from './effects';
import type { LiveMessage, LiveState } from './live';
import type { ServerEvent } from './types';

export type Query = Record<string, string | number | undefined>;

export interface Request {
  method?: 'GET' | 'POST';
  query?: Query;
  json?: unknown;
  bytes?: ArrayBuffer;
}

/** An answer: JSON, one binary buffer, or both. */
export interface Answer<T = unknown> {
  json: T | null;
  buffer: ArrayBuffer | null;
}

/** What can go wrong on the way, or on the other side. */
export class SourceError extends Error {
  constructor(
    message: string,
    readonly remedy = '',
    /** HTTP status; 0 when nobody answered. */
    readonly status = 0,
  ) {
    super(message);
  }

  get unreachable(): boolean {
    return this.status === 0;
  }
}

/** Where the atlas comes from: a server, or a notebook's kernel. */
export interface Source {
  readonly kind: 'page' | 'notebook';
  call<T>(path: string, request?: Request): Promise<Answer<T>>;
  /** Calls whose JSON and buffer lie at two addresses over HTTP, and at one in a notebook. */
  callWithBuffer<T>(path: string): Promise<Answer<T>>;
  /** Opens the way to the instrument; missing where no sound can travel live. */
  readonly openLink?: OpenLink<LiveState, LiveMessage>;
  /** The same to the effects. */
  readonly openRack?: OpenLink<RackState, RackMessage | Basic>;
  /** Hears events until the returned function is called. */
  listen(onEvent: (event: ServerEvent) => void, onLink: (up: boolean) => void): () => void;
}

/** What went wrong, and what to do about it, as a person reads it. */
export interface Failure {
  error: string;
  remedy: string;
}

export function failureOf(error: unknown): Failure {
  const remedy = error instanceof SourceError ? error.remedy : '';
  return { error: error instanceof Error ? error.message : String(error), remedy };
}

/** The error that an answer describes. */
export function errorFrom(json: unknown, status: number): SourceError {
  const said = (json ?? {}) as { error?: unknown; remedy?: unknown; detail?: unknown };
  const message = typeof said.error === 'string' ? said.error : `The server said ${status}.`;
  return new SourceError(message, typeof said.remedy === 'string' ? said.remedy : '', status);
}
