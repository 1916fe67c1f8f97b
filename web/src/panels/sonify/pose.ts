import type { Figure } from '../../source/types';

/** A point on the canvas, in its pixels. */
export type Point = readonly [x: number, y: number];

/** How a clip is looked at: the same for all its frames, so that nothing jumps. */
export interface View {
  /** Pixels of one reach. */
  scale: number;
  /** Pixels from the top to the ground. */
  ground: number;
  middle: number;
  /** The heights of the ground and of the highest joint, in reaches. */
  low: number;
  high: number;
}

/** From a little to the side, so that arms and legs do not hide each other. */
const TURN = (35 * Math.PI) / 180;
const MARGIN = 0.1;
/** Reaches from one mark on the ground to the next. */
export const STRIDE = 0.5;

/** The frame that is seen at a moment of a sound that lasts as long as its clip. */
export function frameAt(at_s: number, duration_s: number, n_frames: number): number {
  if (!(duration_s > 0) || n_frames < 1) return 0;
  const frame = Math.floor((at_s / duration_s) * n_frames);
  return Math.min(n_frames - 1, Math.max(0, frame));
}

/** A place for all frames of a clip on a canvas. */
export function viewOf(figure: Figure, width: number, height: number): View {
  let [low, high] = [Infinity, -Infinity];
  for (let at = 1; at < figure.places.length; at += 3) {
    low = Math.min(low, figure.places[at]!);
    high = Math.max(high, figure.places[at]!);
  }
  if (!(high > low)) [low, high] = [0, 1];
  const wide = width / (1.6 * Math.max(1, high - low));
  const scale = Math.min((height * (1 - 2 * MARGIN)) / (high - low), wide);
  return { scale, ground: height * (1 - MARGIN), middle: width / 2, low, high };
}

/** Where the joints of a frame are; the root stays in the middle while the ground passes by. */
export function poseAt(figure: Figure, frame: number, view: View): Point[] {
  const start = 3 * frame * figure.n_joints;
  const root = across(figure, start);
  return Array.from({ length: figure.n_joints }, (_, joint) => {
    const at = start + 3 * joint;
    const x = across(figure, at);
    const y = figure.places[at + 1]! - view.low;
    return [view.middle + view.scale * (x - root), view.ground - view.scale * y] as const;
  });
}

/** Where the marks on the ground are, which show that the body travels. */
export function marksAt(figure: Figure, frame: number, view: View): number[] {
  const root = across(figure, 3 * frame * figure.n_joints);
  const reach = view.middle / view.scale;
  const first = Math.ceil((root - reach) / STRIDE);
  const last = Math.floor((root + reach) / STRIDE);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => view.middle + view.scale * ((first + i) * STRIDE - root),
  );
}

/** The joint that stands for the head: the one so called, or the highest at the beginning. */
export function headOf(figure: Figure): number {
  const named = figure.names.findIndex((name) => /head/i.test(name));
  if (named >= 0) return named;
  const heights = figure.names.map((_, joint) => figure.places[3 * joint + 1] ?? 0);
  return heights.indexOf(Math.max(...heights));
}

function across(figure: Figure, at: number): number {
  const [x, z] = [figure.places[at] ?? 0, figure.places[at + 2] ?? 0];
  return x * Math.cos(TURN) + z * Math.sin(TURN);
}
