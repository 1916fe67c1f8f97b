/** What the server says about the instrument; see docs/server.md, "The instrument". */

/** A descriptor, or a word of one's own, as a control of the voice. */
export interface LiveWord {
  name: string;
  title: string;
  unit: string;
  /** What this voice reaches. */
  low: number;
  high: number;
  /** Whether the ear hears ratios in it (Hz): sliders go by octaves then. */
  log?: boolean;
  /** Null where it may move. */
  wanted: number | null;
  /** What the hand asked for, also beyond what is reached. */
  wish?: number | null;
  predicted: number | null;
  /** One standard deviation of it. */
  spread: number | null;
  /** Of the last half second, while it is measured. */
  measured?: number | null;
  /** Why it cannot be measured here; empty where it can, or where nobody measures. */
  unmeasured?: string;
  /** False: what was wanted is out of reach from here. */
  reached: boolean;
  /** Why it gets no slider; empty where it gets one. */
  problem: string;
  r2: number | null;
  closed_loop: number | null;
}

/** A word that is held, and that the voice does not have: it waits for one that does. */
export interface WaitingWord {
  name: string;
  title: string;
  unit: string;
  wish: number;
}

export interface LiveDim {
  name: string;
  /** After the word that it moves most, with a sign; '' where that is not known. */
  called?: string;
  unit: string;
  low: number | null;
  high: number | null;
}

export interface LiveState {
  voice: {
    id: string;
    title: string;
    sample_rate: number;
    hop: number;
    dims: LiveDim[];
    problem?: string;
  };
  words: LiveWord[];
  waiting?: WaitingWord[];
  /** Where the voice is now, and where it is going. */
  latents: number[];
  targets?: number[];
  playing: boolean;
  gain_db: number;
  /** Time constant of the latents. */
  smooth_ms?: number;
  measuring?: boolean;
  meters: { peak_db: number[]; rms_db: number[]; limiting_db: number };
  underruns: number;
  delay_ms: { model: number; buffering: number; transport: number };
  recording: boolean;
  undo: boolean;
  redo: boolean;
  slots?: string[];
  /** The voice that is being opened, or "". */
  opening?: string;
  /** What there is to say, numbered. */
  notices?: { number: number; text: string }[];
  /** Names of what was kept. */
  presets?: string[];
  performances?: string[];
  recorded_s?: number;
  /** Share of the time that one core is busy with it. */
  load?: number;
}

export type LiveMessage =
  | { do: 'play' | 'stop' | 'undo' | 'redo' }
  | { do: 'latent'; dim: number; value: number }
  | { do: 'latents'; values: number[] }
  | { do: 'word'; name: string; value: number }
  | { do: 'words'; values: Record<string, number> }
  | { do: 'free'; name: string }
  | { do: 'gain'; db: number }
  | { do: 'smooth'; ms: number }
  | { do: 'measure'; on: boolean }
  | { do: 'store' | 'recall'; slot: string }
  | { do: 'save' | 'load'; name: string }
  | { do: 'record'; on: boolean }
  | { do: 'voice'; id: string }
  | { do: 'replay'; name: string; by: 'latents' | 'words' }
  | { do: 'place'; items: string[]; weights: number[] };

export interface VoiceInfo {
  id: string;
  title: string;
  /** Why it cannot be opened here; empty where it can. */
  problem: string;
}

export interface VoicesInfo {
  voices: VoiceInfo[];
  /** The one that comes with timbrespace. */
  shipped: string;
}

/** Whether the map can be played with the voice that is on. */
export interface SurfaceInfo {
  voice: string;
  space: string | null;
  n_items: number;
  /** Rows of the items that have latents; null for all of them. */
  rows: number[] | null;
  /** What makes the latents that are not there. */
  command: string;
}

/** A word over two dims, around the place where the player stands. */
export interface HeatInfo {
  word: string;
  /** Of the columns, from left to right, and of the rows, from the bottom up. */
  x: number[];
  y: number[];
  values: (number | null)[][];
  /** Whether the voice is known there, and whether the surrogate is sure of it. */
  known: boolean[][];
  sure: boolean[][];
  /** What the word reaches on this voice. */
  reach: [number, number];
}

/** By dim: how a word changes with one deviation of it, as a share of the word's reach. */
export interface Slopes {
  value: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

/** What each dim does to each word at the place where the player stands. */
export interface ArrowsInfo {
  dims: string[];
  words: Record<
    string,
    {
      /** What the surrogate has, and what the voice itself has where it was asked. */
      believed: Slopes;
      heard: Slopes | null;
      /** Of the two: 1 they point the same way, 0 they have nothing to do with each other. */
      cosine: number | null;
    }
  >;
}
