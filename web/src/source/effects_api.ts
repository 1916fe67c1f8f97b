import { Calls } from './calls';
import type {
  BatchInfo,
  BroughtPreset,
  Corner,
  EffectAbout,
  EffectsInfo,
  Half,
  Here,
  KeptPreset,
  PresetInfo,
  ReferenceHere,
  SoundInfo,
  SettingsInfo,
  SpaceParams,
  Through,
} from './effects';
import type { JobInfo } from './types';

const ROOT = '/api/effects';

/** Every call under /api/effects as a method. */
export class EffectsApi extends Calls {
  list(): Promise<EffectsInfo> {
    return this.json(ROOT);
  }

  /** One effect: where its settings begin, and by what they can be laid out. */
  about(effect: string): Promise<EffectAbout> {
    return this.json(`${ROOT}/about`, { effect });
  }

  upload(name: string, bytes: ArrayBuffer): Promise<SoundInfo> {
    return this.give(`${ROOT}/sounds`, bytes, { name });
  }

  /** Finds the space, or begins to make it. */
  open(params: SpaceParams): Promise<{ space: SettingsInfo; job: JobInfo | null }> {
    return this.post(`${ROOT}/spaces`, params);
  }

  space(id: string): Promise<SettingsInfo> {
    return this.json(this.of(id));
  }

  /** Settings, then descriptors, row by row, from row `start` on. */
  async table(id: string, start: number): Promise<Float32Array> {
    return new Float32Array(await this.buffer(`${this.of(id)}/table`, { start }));
  }

  /** x, y of every point, in the order of the table. */
  async places(id: string, map: string): Promise<Float32Array> {
    const path = `${this.of(id)}/maps/${encodeURIComponent(map)}`;
    return new Float32Array(await this.buffer(path));
  }

  point(id: string, index: number, map: string): Promise<Here> {
    return this.json(`${this.of(id)}/points/${index}`, { map });
  }

  /** Where settings belong. */
  place(id: string, map: string, theta: readonly number[]): Promise<Here> {
    return this.post(`${this.of(id)}/place`, { theta }, { map });
  }

  reference(id: string, map: string, bytes: ArrayBuffer): Promise<ReferenceHere> {
    return this.give(`${this.of(id)}/reference`, bytes, { map });
  }

  midpoint(id: string, map: string, a: number, b: number, how: Half): Promise<Here> {
    return this.post(`${this.of(id)}/midpoint`, { a, b, how }, { map });
  }

  /** Without labels, so many of the highest and lowest stand in for a person at each side. */
  corners(
    id: string,
    labels: { index: number; corner: Corner }[],
    per_corner: number,
  ): Promise<JobInfo> {
    return this.post(`${this.of(id)}/corners`, labels.length ? { labels } : { per_corner });
  }

  presets(): Promise<PresetInfo[]> {
    return this.json(`${ROOT}/presets`);
  }

  keep(name: string, through: Through): Promise<KeptPreset> {
    return this.post(`${ROOT}/presets`, { name, ...through });
  }

  preset(name: string): Promise<KeptPreset> {
    return this.json(`${ROOT}/presets/${encodeURIComponent(name)}`);
  }

  /** What a file of one's own says: its effect or chain, and its settings. */
  bring(name: string, bytes: ArrayBuffer): Promise<BroughtPreset> {
    return this.give(`${ROOT}/presets/open`, bytes, { name });
  }

  forget(name: string): Promise<PresetInfo[]> {
    return this.post(`${ROOT}/presets/${encodeURIComponent(name)}/forget`);
  }

  /** A ZIP: these sounds through the effect; without any, all of the atlas. */
  render(through: Through, items: readonly string[] | null): Promise<ArrayBuffer> {
    return this.bytes(`${ROOT}/render`, { method: 'POST', json: { ...through, items } });
  }

  /** Files of one's own are to be rendered. */
  beginBatch(through: Through): Promise<BatchInfo> {
    return this.post(`${ROOT}/batches`, through);
  }

  /** Renders a file; what cannot be read says why. */
  renderFile(batch: string, name: string, bytes: ArrayBuffer): Promise<{ problem: string }> {
    return this.give(`${ROOT}/batches/${batch}/sounds`, bytes, { name });
  }

  /** A ZIP of what was rendered. */
  batch(batch: string): Promise<ArrayBuffer> {
    return this.bytes(`${ROOT}/batches/${batch}/sounds.zip`, {});
  }

  forgetBatch(batch: string): Promise<unknown> {
    return this.post(`${ROOT}/batches/${batch}/forget`);
  }

  private of(id: string): string {
    return `${ROOT}/spaces/${encodeURIComponent(id)}`;
  }
}
