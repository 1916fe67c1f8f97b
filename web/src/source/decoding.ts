/** What the server says about spaces that decode; see docs/server.md. */

/** A trained space that can sound the items of the atlas, or why it cannot here. */
export interface DecoderInfo {
  id: string;
  in_atlas: boolean;
  n_dims: number | null;
  sample_rate: number | null;
  hop: number | null;
  problem: { error: string; remedy: string } | null;
}

export interface DecodingInfo {
  spaces: DecoderInfo[];
  most_items: number;
  /** Seconds of a sound that are taken. */
  most_s: number;
}

/** How sounds of unequal lengths meet. */
export type Fit = 'pad' | 'stretch';

/** Where random latents come from. */
export type Draw = 'prior' | 'posterior' | 'uniform';

export interface BlendParams {
  space: string;
  items: string[];
  fit: Fit;
}

export interface DrawParams {
  space: string;
  draw: Draw;
  duration_s: number;
  seed: number;
  independent: boolean;
}

/** What was made ready to be heard. */
export interface ReadyInfo {
  id: string;
  items: string[];
  /** By item, as long as they are decoded. */
  durations_s: number[];
  /** Items of which only the first seconds were taken. */
  cut: string[];
}
