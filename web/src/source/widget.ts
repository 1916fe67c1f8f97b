import { errorFrom, SourceError, type Answer, type Request, type Source } from './source';
import type { ServerEvent } from './types';

/** The part of anywidget's model that is used here. */
export interface WidgetModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(name: string, callback: (...args: never[]) => void): void;
  off(name: string, callback: (...args: never[]) => void): void;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
}

interface Reply {
  call?: number;
  status?: number;
  json?: unknown;
  event?: ServerEvent;
}

interface Waiting {
  resolve: (answer: Answer<never>) => void;
  reject: (error: Error) => void;
}

const PATIENCE_MS = 60_000;

/** The atlas in a notebook's kernel, over the widget's own channel. */
export class WidgetSource implements Source {
  readonly kind = 'notebook';
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<(event: ServerEvent) => void>();
  private n_calls = 0;

  constructor(private readonly model: WidgetModel) {
    model.on('msg:custom', this.receive as (...args: never[]) => void);
  }

  call<T>(path: string, request: Request = {}): Promise<Answer<T>> {
    const call = ++this.n_calls;
    const { method = 'GET', query = {}, json = null, bytes } = request;
    return new Promise<Answer<T>>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(call);
        reject(new SourceError('The kernel does not answer.', 'Run the cell again.'));
      }, PATIENCE_MS);
      this.waiting.set(call, {
        resolve: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.model.send({ call, method, path, query, json }, undefined, bytes ? [bytes] : []);
    });
  }

  callWithBuffer<T>(path: string): Promise<Answer<T>> {
    return this.call<T>(path);
  }

  listen(onEvent: (event: ServerEvent) => void, onLink: (up: boolean) => void): () => void {
    this.listeners.add(onEvent);
    onLink(true);
    return () => this.listeners.delete(onEvent);
  }

  /** Stops hearing the kernel; calls under way are refused. */
  close(): void {
    this.model.off('msg:custom', this.receive as (...args: never[]) => void);
    for (const { reject } of this.waiting.values()) reject(new SourceError('The map was closed.'));
    this.waiting.clear();
  }

  private readonly receive = (message: Reply, buffers: DataView[] = []): void => {
    if (message.event) {
      for (const listener of this.listeners) listener(message.event);
      return;
    }
    const waiting = this.waiting.get(message.call ?? -1);
    if (!waiting) return;
    this.waiting.delete(message.call ?? -1);
    const status = message.status ?? 200;
    if (status >= 400) waiting.reject(errorFrom(message.json, status));
    else waiting.resolve({ json: message.json as never, buffer: copied(buffers[0]) });
  };
}

/** A widget's buffer may be a window on a larger message; decoding needs one of its own. */
function copied(view: DataView | undefined): ArrayBuffer | null {
  if (!view) return null;
  return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer;
}
