import { SocketLink, type FromWorker, type Link } from '../live/link';
import type { RackMessage, RackState } from './effects';
import type { Basic } from '../state/wire.svelte';
import type { LiveMessage, LiveState } from './live';
import {
  errorFrom,
  SourceError,
  type Answer,
  type Query,
  type Request,
  type Source,
} from './source';
import type { ServerEvent } from './types';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

/** The atlas behind the server that this page came from. */
export class HttpSource implements Source {
  readonly kind = 'page';

  constructor(private readonly base = new URL('.', document.baseURI)) {}

  async call<T>(path: string, request: Request = {}): Promise<Answer<T>> {
    const response = await this.fetch(path, request);
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    if (!response.ok) {
      throw errorFrom(isJson ? await response.json() : null, response.status);
    }
    return isJson
      ? { json: (await response.json()) as T, buffer: null }
      : { json: null, buffer: await response.arrayBuffer() };
  }

  async callWithBuffer<T>(path: string): Promise<Answer<T>> {
    const [said, bytes] = await Promise.all([this.call<T>(path), this.call(`${path}.bin`)]);
    return { json: said.json, buffer: bytes.buffer };
  }

  listen(onEvent: (event: ServerEvent) => void, onLink: (up: boolean) => void): () => void {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait_ms = FIRST_WAIT_MS;
    let over = false;

    const open = (): void => {
      socket = new WebSocket(this.wireTo('/api/events'));
      socket.onopen = () => {
        wait_ms = FIRST_WAIT_MS;
        onLink(true);
      };
      socket.onmessage = (message) => onEvent(JSON.parse(String(message.data)) as ServerEvent);
      socket.onclose = () => {
        if (over) return;
        onLink(false);
        timer = setTimeout(open, wait_ms);
        wait_ms = Math.min(wait_ms * 1.6, LONGEST_WAIT_MS);
      };
    };
    open();

    return () => {
      over = true;
      clearTimeout(timer);
      socket?.close();
    };
  }

  readonly openLink = (hear: (message: FromWorker<LiveState>) => void): Link<LiveMessage> =>
    new SocketLink(String(this.wireTo('/api/live')), hear);

  readonly openRack = (
    hear: (message: FromWorker<RackState>) => void,
  ): Link<RackMessage | Basic> => new SocketLink(String(this.wireTo('/api/effects/live')), hear);

  private wireTo(path: string): URL {
    const address = this.address(path);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    return address;
  }

  private async fetch(path: string, request: Request): Promise<Response> {
    const { method = 'GET', query, json, bytes } = request;
    const headers: Record<string, string> = {};
    if (json !== undefined) headers['content-type'] = 'application/json';
    else if (bytes) headers['content-type'] = 'application/octet-stream';
    try {
      return await fetch(this.address(path, query), {
        method,
        headers,
        body: json !== undefined ? JSON.stringify(json) : (bytes ?? null),
      });
    } catch {
      throw new SourceError(
        'The server does not answer.',
        'Start it again with "timbrespace serve"; the page goes on by itself.',
      );
    }
  }

  private address(path: string, query: Query = {}): URL {
    const address = new URL(path.replace(/^\//, ''), this.base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    return address;
  }
}
