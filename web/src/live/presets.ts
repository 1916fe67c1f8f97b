/** A place to come back to: by its words on any voice, by its latents on its own. */
export interface Preset {
  name: string;
  voice: string;
  words: Record<string, number>;
  latents: number[];
}

export const MOST_PRESETS = 64;

/** Presets that were kept; whatever else lies there is left out. */
export function readPresets(json: unknown): Preset[] {
  const each = (value: unknown): Preset[] => {
    const { name, voice, words, latents } = (value ?? {}) as Partial<Preset>;
    const fits =
      typeof name === 'string' &&
      typeof voice === 'string' &&
      Array.isArray(latents) &&
      latents.every(Number.isFinite) &&
      typeof words === 'object' &&
      Object.values(words).every(Number.isFinite);
    return fits ? [{ name, voice, words, latents }] : [];
  };
  return Array.isArray(json) ? json.flatMap(each).slice(0, MOST_PRESETS) : [];
}

/** With one more; one of the same name gives way. */
export function withPreset(presets: readonly Preset[], preset: Preset): Preset[] {
  const others = presets.filter(({ name }) => name !== preset.name);
  return [preset, ...others].slice(0, MOST_PRESETS);
}
