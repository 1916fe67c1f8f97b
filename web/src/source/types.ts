import type { SettingsEvent } from './effects';

/** What the server says, as it is said; see docs/server.md. */

export interface SpaceInfo {
  id: string;
  n_dims: number;
  n_items: number;
  framed: boolean;
}

export interface MapInfo {
  name: string;
  space: string;
  method: string;
  dims: number;
  n_items: number;
  seed: number;
  params: Record<string, unknown>;
  trustworthiness: number | null;
  continuity: number | null;
  recall_at_10: number | null;
  n_queries: number | null;
}

export interface DescriptorInfo {
  name: string;
  title: string;
  unit: string;
  low: number | null;
  high: number | null;
}

export interface Credit {
  title: string;
  by: string;
  licence: string;
  where: string;
}

export interface Reject {
  path: string;
  reason: string;
  remedy: string;
}

export interface AtlasInfo {
  name: string;
  version: number;
  n_items: number;
  demo: boolean;
  /** No atlas at all: the page is the instrument and the effects alone. */
  alone: boolean;
  spaces: SpaceInfo[];
  maps: MapInfo[];
  labels: string[];
  descriptors: DescriptorInfo[];
  credits: Credit[];
  notes: string[];
  rejects: Reject[];
  sounds_found: boolean;
  /** The command that says where they lie; empty where they are found. */
  how_to_find: string;
  /** Whether its items are clips of motion, each with a figure. */
  figures: boolean;
}

/** Where the joints of a clip were. */
export interface FigureInfo {
  n_frames: number;
  n_joints: number;
  rate_hz: number;
  /** The joint that each hangs on; -1 for the root. */
  parents: number[];
  names: string[];
}

export interface Figure extends FigureInfo {
  /** X, height and Z in reaches of the body, for each joint of each frame. */
  places: Float32Array;
}

export interface LabelColumn {
  levels: string[];
  /** Index into `levels` for every item; -1 is "no label". */
  codes: number[];
}

export interface Items {
  version: number;
  id: string[];
  name: string[];
  group: (string | null)[];
  duration_s: (number | null)[];
  labels: Record<string, LabelColumn>;
  descriptors: Record<string, (number | null)[]>;
}

export interface ItemDetail {
  id: string;
  name: string;
  path: string;
  group: string | null;
  duration_s: number | null;
  sample_rate: number | null;
  channels: number | null;
  labels: Record<string, string | null>;
  descriptors: Record<string, number | null>;
  classes: { name: string; score: number }[];
  trust: Record<string, number | null>;
}

export interface Neighbour {
  id: string;
  distance: number;
}

export interface SearchResult {
  neighbours: Neighbour[];
  position: number[] | null;
  duration_s: number;
}

export interface PictureInfo {
  duration_s: number;
  sample_rate: number;
  peaks: [number, number][];
  spectrogram: {
    frames: number;
    bins: number;
    floor_db: number;
    low_hz: number;
    high_hz: number;
    duration_s: number;
  };
}

export interface Picture extends PictureInfo {
  /** `(frames, bins)`, row by row; 0 is the floor, 255 the loudest bin. */
  levels: Uint8Array;
}

export type JobState = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';

export interface JobInfo {
  /** Of two states of one job, the one with the higher revision is the newer. */
  revision: number;
  id: string;
  kind: string;
  title: string;
  unit: string;
  state: JobState;
  done: number;
  total: number | null;
  rate: number;
  eta_s: number | null;
  message: string;
  error: string;
}

export interface LayoutParams {
  space: string;
  method: string;
  dims: number;
  seed: number;
}

export type ServerEvent =
  | { type: 'job'; job: JobInfo }
  | { type: 'items'; n_items: number; version: number }
  | { type: 'map'; name: string }
  | { type: 'atlas' }
  | { type: 'words' }
  | SettingsEvent;

/** A flow that pulls factors apart, and whether it can edit. */
export interface FlowInfo {
  name: string;
  space: string;
  layer: string | null;
  factors: { name: string; n_dims: number; classes: string[] }[];
  editable: boolean;
}

export interface FactorsInfo {
  flows: FlowInfo[];
  /** What to run until there is a flow that can edit. */
  commands: { does: string; line: string }[];
  missing: { error: string; remedy: string } | null;
}

export interface EditParams {
  item: string;
  /** Factor to item, or to "class:wood". */
  donors: Record<string, string>;
  model: string;
  /** 0 is no edit, 1 a swap. */
  strength: number;
  hear: boolean;
}

export interface Reading {
  factor: string;
  edited: boolean;
  where: 'layer' | 'logits';
  receptor: string;
  donor: string;
  before: string;
  after: string;
  /** Probability of the wanted class: the donor's where edited, else the receptor's. */
  p_before: number;
  p_after: number;
}

export interface EditInfo {
  id: string;
  model: string;
  layer: string;
  item: string;
  donors: Record<string, string>;
  space: string;
  strength: number;
  classes: { name: string; before: number; after: number }[];
  moved: { name: string; logits: number }[];
  distances: {
    receptor: number;
    donors: Record<string, { before: number; after: number }>;
  };
  readings: Reading[];
  nearest: Neighbour[];
  manifold_ratio: number | null;
  clipped: {
    n_negative: number;
    n_over: number;
    n_values: number;
    lost: number;
    share: number;
  };
  /** Where it lies on each map. */
  positions: Record<string, number[]>;
  heard: {
    travelled: number | null;
    duration_s: number;
    figures: Record<string, number | null>;
  } | null;
}

export interface ReportInfo {
  name: string;
  title: string;
  written: string;
}
