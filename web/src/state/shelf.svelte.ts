import type { PresetInfo } from '../source/effects';
import type { EffectsApi } from '../source/effects_api';
import type { Effects } from './effects.svelte';

type Around = Pick<Effects, 'rack' | 'working'>;

/** Whether a file is to be opened as a preset, and not as a sound. */
export const isPreset = ({ name }: File): boolean => /\.toml$/i.test(name);

/** What is taken away from an effect: presets, their files, and sounds that went through it. */
export class Shelf {
  presets = $state.raw<readonly PresetInfo[]>([]);

  constructor(
    private readonly api: Pick<
      EffectsApi,
      'bring' | 'forget' | 'keep' | 'preset' | 'presets' | 'render'
    >,
    private readonly effects: Around,
  ) {}

  async load(): Promise<void> {
    this.presets = await this.api.presets();
  }

  /** Keeps the effect as it stands. */
  async keep(name: string): Promise<void> {
    const { through } = this.effects.rack;
    if (!through) return;
    await this.effects.working('', async () => {
      await this.api.keep(name, through);
      await this.load();
    });
  }

  /** The effect or chain of a preset's file plays, under its settings. */
  async bring(file: File): Promise<void> {
    await this.effects.working(`Reading ${file.name} …`, async () => {
      const found = await this.api.bring(file.name, await file.arrayBuffer());
      this.effects.rack.swap(found.effect, found.theta, found.input_peak_db);
    });
  }

  async forget(name: string): Promise<void> {
    await this.effects.working('', async () => {
      this.presets = await this.api.forget(name);
    });
  }

  /** The text of a preset's file. */
  async file(name: string): Promise<string> {
    return (await this.api.preset(name)).toml;
  }

  /** A ZIP of these sounds, or of all, through the effect as it stands. */
  async render(items: readonly string[] | null): Promise<ArrayBuffer | null> {
    const { through } = this.effects.rack;
    if (!through) return null;
    let zip: ArrayBuffer | null = null;
    await this.effects.working('Rendering …', async () => {
      zip = await this.api.render(through, items);
    });
    return zip;
  }
}
