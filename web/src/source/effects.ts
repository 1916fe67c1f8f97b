/** What the server says about effects and their settings; see docs/server.md, "Effects". */
import type { Sounding } from '../state/wire.svelte';
import type { JobInfo } from './types';

export type Scale = 'linear' | 'square' | 'log';

/** One named setting of an effect. */
export interface Parameter {
  name: string;
  title: string;
  unit: string;
  /** May lie above `high`. */
  low: number;
  high: number;
  scale: Scale;
  default: number;
  /** Whether the output alone can tell it; `why_not` where it cannot. */
  identifiable: boolean;
  why_not: string;
  /** Of a switch: from which value on each position holds, and what it is called; in order. */
  choices?: [number, string][];
}

export type EffectKind = 'own' | 'dasp' | 'lv2' | 'vst3' | 'au' | 'chain';

export interface EffectInfo {
  id: string;
  title: string;
  kind: EffectKind;
  n_parameters: number | null;
  /** Why it cannot be played here; empty where it can. */
  problem: string;
}

/** By what the settings of an effect can be laid out. */
export interface EmbeddingInfo {
  name: string;
  title: string;
  /** Why it cannot be used with this effect; empty where it can. */
  problem: string;
}

/** One effect in full, as far as the page asks. */
export interface EffectAbout {
  defaults: number[];
  embeddings: EmbeddingInfo[];
}

/** A sound that goes through an effect: `item:ID`, `upload:NUMBER`, `demo`, or `clip`. */
export interface SoundInfo {
  sound: string;
  title: string;
  duration_s: number;
  sample_rate: number;
  channels: number;
  /** Where what is played of it begins. */
  from_s: number;
  /** The peak in dBFS that it is brought to before the effect; null where it is as it is. */
  input_peak_db?: number | null;
}

export interface AxisFigure {
  name: string;
  spearman: number | null;
}

/** A layout of the settings. */
export interface SettingsMap {
  name: string;
  title: string;
  n_placed: number;
  figures: Record<string, unknown> & { x?: AxisFigure; y?: AxisFigure };
}

export interface DescriptorFact {
  name: string;
  title: string;
  unit: string;
  low: number | null;
  high: number | null;
}

/** One clip under many settings of one effect, each setting a point. */
export interface SettingsInfo {
  id: string;
  effect: string;
  title: string;
  clip: SoundInfo;
  n_points: number;
  most: number;
  embedding: string;
  parameters: Parameter[];
  descriptors: DescriptorFact[];
  maps: SettingsMap[];
  revision: number;
  job: JobInfo | null;
  problem: string;
}

export interface EffectsInfo {
  effects: EffectInfo[];
  spaces: SettingsInfo[];
  /** Where the page's atlas is one of settings: its effect, and its clip. */
  own: { effect: string; sound: string } | null;
}

export interface SpaceParams {
  effect: string;
  sound: string;
  n?: number;
  most?: number;
  seed?: number;
  embedding?: string;
}

/** How a place on the map becomes settings; `predicted` only in the latent of a matcher. */
export type How = 'between' | 'nearest' | 'predicted';
/** How half way is meant. */
export type Half = 'sound' | 'map' | 'settings';

/** Settings, and where they lie. */
export interface Here {
  x: number;
  y: number;
  theta: number[];
  values: Record<string, number>;
  /** Index of the point that lies nearest. */
  nearest: number;
  descriptors: Record<string, number | null>;
}

export interface ReferenceHere extends Here {
  /** To its nearest point, and what is usual among the points themselves. */
  distance: number;
  usual: number;
}

/** What sounds go through: an effect as it stands, and the peak in dBFS that they come in at. */
export interface Through {
  effect: string;
  theta: readonly number[];
  input_peak_db: number | null;
}

export type Corner = 'right' | 'left' | 'up' | 'down';

export interface PresetInfo {
  name: string;
  effect: string;
  title: string;
  values: Record<string, number>;
  /** The peak in dBFS that it wants sounds at. */
  input_peak_db: number | null;
}

/** A preset that was read from a file of the user's own. */
export interface BroughtPreset extends PresetInfo {
  theta: number[];
}

export interface KeptPreset extends BroughtPreset {
  toml: string;
}

/** Files of the user's own on their way through an effect, and how much is taken. */
export interface BatchInfo {
  batch: string;
  most_files: number;
  most_bytes: number;
}

/** More points, or places on a map, have come. */
export interface SettingsEvent {
  type: 'settings';
  space: string;
  map: string;
  n_points: number;
  n_placed: number;
  revision: number;
}

export type Matched = 'dry' | 'effect' | 'none';

export interface RackState extends Sounding {
  effect: { id: string; title: string; kind: EffectKind; parameters: Parameter[] } | null;
  /** Where the settings go, by parameter. */
  theta: number[];
  values: Record<string, number>;
  /** What the last place led to; null once a knob was turned. */
  here: {
    space: string;
    map: string | null;
    x: number;
    y: number;
    how: How | null;
    nearest: number;
  } | null;
  sound: SoundInfo | null;
  dry: boolean;
  match: Matched;
  loop: boolean;
  at_s: number;
  gain_db: number;
  smooth_ms: number;
  /** What the matched one is amplified by. */
  matched_db: number | null;
  /** The effect that is being opened, or "". */
  opening?: string;
  /** What is wrong with the effect that plays, or "". */
  problem?: string;
}

export type RackMessage =
  | { do: 'sound'; sound: string }
  | { do: 'effect'; id: string; theta?: number[]; input_peak_db?: number }
  | { do: 'input_peak'; db: number | null }
  | { do: 'theta'; values: number[] }
  | { do: 'turn'; name: string; theta: number }
  | { do: 'at'; space: string; map: string; x: number; y: number; how: How; leap: boolean }
  | { do: 'point'; space: string; index: number; leap: boolean }
  | { do: 'preset'; name: string }
  | { do: 'dry' | 'loop'; on: boolean }
  | { do: 'match'; to: Matched }
  | { do: 'gain'; db: number }
  | { do: 'smooth'; ms: number }
  | { do: 'seek'; s: number };
