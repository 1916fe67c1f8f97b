import { SourceError, type Query, type Request, type Source } from './source';

/** What every call does with its answer. */
export class Calls {
  constructor(readonly source: Source) {}

  protected json<T>(path: string, query: Query = {}): Promise<T> {
    return this.told(path, { query });
  }

  protected post<T>(path: string, json: unknown = {}, query: Query = {}): Promise<T> {
    return this.told(path, { method: 'POST', query, json });
  }

  /** Sends a file, and hears what came of it. */
  protected give<T>(path: string, bytes: ArrayBuffer, query: Query = {}): Promise<T> {
    return this.told(path, { method: 'POST', query, bytes });
  }

  protected async buffer(path: string, query: Query = {}): Promise<ArrayBuffer> {
    return this.bytes(path, { query });
  }

  protected async bytes(path: string, request: Request): Promise<ArrayBuffer> {
    const { buffer } = await this.source.call(path, request);
    if (!buffer) throw new SourceError(`Expected bytes from ${path}.`);
    return buffer;
  }

  private async told<T>(path: string, request: Request): Promise<T> {
    const { json } = await this.source.call<T>(path, request);
    if (json === null) throw new SourceError(`Expected JSON from ${path}.`);
    return json;
  }
}
