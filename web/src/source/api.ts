import { Calls } from './calls';
import type { BlendParams, DecodingInfo, DrawParams, ReadyInfo } from './decoding';
import { EffectsApi } from './effects_api';
import type { MeasuredInfo, TargetsInfo } from '../listening/matching';
import type { ArrowsInfo, HeatInfo, SurfaceInfo, VoicesInfo } from './live';
import { SourceError } from './source';
import type {
  AtlasInfo,
  EditInfo,
  EditParams,
  FactorsInfo,
  Figure,
  FigureInfo,
  ItemDetail,
  Items,
  JobInfo,
  LayoutParams,
  Neighbour,
  Picture,
  PictureInfo,
  ReportInfo,
  SearchResult,
} from './types';
import { WordsApi } from './words';

/** Every call of docs/server.md as a method. */
export class Api extends Calls {
  readonly effects = new EffectsApi(this.source);
  readonly words = new WordsApi(this.source);

  atlas(): Promise<AtlasInfo> {
    return this.json('/api/atlas');
  }

  items(): Promise<Items> {
    return this.json('/api/items');
  }

  /** Rows of x, y[, z], trust in the order of the items; NaN where an item has no place yet. */
  async map(name: string): Promise<Float32Array> {
    return new Float32Array(await this.buffer(`/api/maps/${encodeURIComponent(name)}`));
  }

  item(id: string): Promise<ItemDetail> {
    return this.json(`/api/items/${id}`);
  }

  audio(id: string, preview_s?: number): Promise<ArrayBuffer> {
    return this.buffer(`/api/items/${id}/audio`, { preview_s });
  }

  async picture(id: string): Promise<Picture> {
    const answer = await this.source.callWithBuffer<PictureInfo>(`/api/items/${id}/picture`);
    if (!answer.json || !answer.buffer) throw new SourceError('No picture came back.');
    return { ...answer.json, levels: new Uint8Array(answer.buffer) };
  }

  async figure(id: string): Promise<Figure> {
    const answer = await this.source.callWithBuffer<FigureInfo>(`/api/figure/${id}`);
    if (!answer.json || !answer.buffer) throw new SourceError('No figure came back.');
    return { ...answer.json, places: new Float32Array(answer.buffer) };
  }

  neighbours(id: string, space: string, k: number): Promise<Neighbour[]> {
    return this.json(`/api/items/${id}/neighbours`, { space, k });
  }

  search(sound: ArrayBuffer, space: string, k: number, map: string): Promise<SearchResult> {
    return this.give('/api/search', sound, { space, k, map });
  }

  /** A ZIP with the sounds and a table of them. */
  exported(ids: string[]): Promise<ArrayBuffer> {
    return this.bytes('/api/export', { method: 'POST', json: { ids } });
  }

  jobs(): Promise<JobInfo[]> {
    return this.json('/api/jobs');
  }

  startLayout(params: LayoutParams): Promise<JobInfo> {
    return this.post('/api/jobs', { kind: 'layout', params });
  }

  factors(): Promise<FactorsInfo> {
    return this.json('/api/factors');
  }

  startEdit(params: EditParams): Promise<JobInfo> {
    return this.post('/api/jobs', { kind: 'edit', params });
  }

  /** What came of an edit, by the id of its job. */
  edit(id: string): Promise<EditInfo> {
    return this.json(`/api/edits/${encodeURIComponent(id)}`);
  }

  editAudio(id: string): Promise<ArrayBuffer> {
    return this.buffer(`/api/edits/${encodeURIComponent(id)}/audio`);
  }

  reports(): Promise<ReportInfo[]> {
    return this.json('/api/reports');
  }

  /** The spaces that can sound the items. */
  decoding(): Promise<DecodingInfo> {
    return this.json('/api/decoding');
  }

  /** Makes sounds, or random latents, ready to be heard. */
  startDecode(params: BlendParams | DrawParams): Promise<JobInfo> {
    return this.post('/api/jobs', { kind: 'decode', params });
  }

  /** What was made ready, by the id of its job. */
  ready(id: string): Promise<ReadyInfo> {
    return this.json(`/api/decoded/${encodeURIComponent(id)}`);
  }

  /** The sound of a mixture; without weights, of the mean, or of what was drawn. */
  decodedAudio(id: string, weights: readonly number[] = []): Promise<ArrayBuffer> {
    const query = weights.length ? { weights: weights.join(',') } : {};
    return this.buffer(`/api/decoded/${encodeURIComponent(id)}/audio`, query);
  }

  // The instrument

  voices(): Promise<VoicesInfo> {
    return this.json('/api/live/voices');
  }

  /** A word over two dims around the place where the player stands. */
  heat(word: string, x: number, y: number): Promise<HeatInfo> {
    return this.json('/api/live/heat', { word, x, y });
  }

  /** What dims do to words there; `heard` asks the voice itself, too, and takes some seconds. */
  arrows(heard = false): Promise<ArrowsInfo> {
    return this.json('/api/live/arrows', heard ? { heard: 'true' } : {});
  }

  /** What dims are called after the words that they move. */
  dimNames(): Promise<string[]> {
    return this.json('/api/live/names');
  }

  /** Sounds to be reached. */
  targets(n: number, seed: number): Promise<TargetsInfo> {
    return this.json('/api/live/targets', { n, seed });
  }

  /** What latents of the voice that is on sound like, decoded and measured. */
  measured(voice: string, latents: readonly (readonly number[])[]): Promise<MeasuredInfo> {
    return this.post('/api/live/measured', { voice, latents });
  }

  /** Whether the map can be played with the voice that is on. */
  surface(): Promise<SurfaceInfo> {
    return this.json('/api/live/surface');
  }

  /** A word over a map, in the map's own coordinates. */
  ground(map: string, word: string): Promise<HeatInfo> {
    return this.json('/api/live/surface/heat', { map, word });
  }

  recording(name: string, what: 'wav' | 'parquet'): Promise<ArrayBuffer> {
    return this.buffer(`/api/live/recordings/${encodeURIComponent(name)}.${what}`);
  }

  cancel(job: string): Promise<JobInfo> {
    return this.post(`/api/jobs/${encodeURIComponent(job)}/cancel`);
  }

  resume(job: string): Promise<JobInfo> {
    return this.post(`/api/jobs/${encodeURIComponent(job)}/resume`);
  }
}
