import type { Rgb } from '../colour/rgb';
import type { ArrowsInfo, HeatInfo } from '../source/live';
import { clip, shareOf, valueAt, type Reach } from './reach';

/** What lies from left to right, and from the bottom up. */
export interface Axes {
  x: Reach;
  y: Reach;
}

/** Where a value lies from one end to the other, in 0 to 1. */
const within = (reach: Reach, value: number): number =>
  reach.high > reach.low ? clip(shareOf(reach, value)) : 0.5;

/** A place in shares of the pad, from its upper left corner. */
export function toPixel(axes: Axes, [x, y]: readonly [number, number]): [number, number] {
  return [within(axes.x, x), 1 - within(axes.y, y)];
}

export function fromPixel(axes: Axes, [px, py]: readonly [number, number]): [number, number] {
  return [valueAt(axes.x, clip(px)), valueAt(axes.y, clip(1 - py))];
}

/** A place moved by shares of the pad, and kept within it. */
export function moved(
  axes: Axes,
  at: readonly [number, number],
  by: readonly [number, number],
): [number, number] {
  const [px, py] = toPixel(axes, at);
  return fromPixel(axes, [px + by[0], py - by[1]]);
}

/** The longest arrow, in hundredths of the pad. */
const LONGEST = 22;

/** What a dim does to a word: how much, and whether that is beyond doubt. */
export interface Effect {
  value: number;
  sure: boolean;
}

/** By dim, what the surrogate says of a word here; empty where nothing is known. */
export function effectsOf(arrows: ArrowsInfo | null, word: string, heard = false): Effect[] {
  const found = arrows?.words[word];
  const slopes = heard ? found?.heard : found?.believed;
  return (slopes?.value ?? []).map((value, dim) => {
    const [low, high] = [slopes?.low[dim] ?? 0, slopes?.high[dim] ?? 0];
    return { value: value ?? 0, sure: low > 0 || high < 0 };
  });
}

/**
 * Which way a word rises from here, in hundredths of the pad; null where that is not known.
 *
 * The longest arrow stands for half of what the word reaches, within one deviation of the dims.
 */
export function arrowAt(
  effects: readonly Effect[],
  dims: { x: number; y: number },
): { dx: number; dy: number; sure: boolean } | null {
  const [x, y] = [effects[dims.x], effects[dims.y]];
  const length = Math.hypot(x?.value ?? 0, y?.value ?? 0);
  if (!x || !y || length < 1e-6) return null;
  const drawn = (LONGEST * Math.min(1, 2 * length)) / length;
  return { dx: x.value * drawn, dy: -y.value * drawn, sure: x.sure || y.sure };
}

/** How clear a place is drawn where the voice is not known, or the surrogate is not sure. */
const DIM = 110;

/** Draws a heat map, one pixel a value; what is not known well is pale. */
export function drawHeat(
  canvas: HTMLCanvasElement,
  heat: HeatInfo | null,
  ramp: readonly Rgb[],
): void {
  if (!heat) return;
  const pen = canvas.getContext('2d')!;
  const [rows, columns] = [heat.y.length, heat.x.length];
  [canvas.width, canvas.height] = [columns, rows];
  const [low, high] = heat.reach;
  const image = pen.createImageData(columns, rows);
  heat.values.forEach((line, row) =>
    line.forEach((value, column) => {
      if (value === null) return;
      const colour = ramp[Math.round(within({ low, high }, value) * (ramp.length - 1))]!;
      const clear = heat.known[row]?.[column] && heat.sure[row]?.[column] ? 255 : DIM;
      const at = 4 * ((rows - 1 - row) * columns + column);
      image.data.set([...colour.map((part) => 255 * part), clear], at);
    }),
  );
  pen.putImageData(image, 0, 0);
}

/** Where a heat map lies on the pad, in shares of it: left, top, width, height. */
export function heatBox(heat: HeatInfo, axes: Axes): [number, number, number, number] {
  const ends = (values: number[], { low, high }: Reach): [number, number] => {
    const span = high - low || 1;
    const half = (values.at(-1)! - values[0]!) / Math.max(1, values.length - 1) / 2;
    return [(values[0]! - half - low) / span, (values.at(-1)! + half - low) / span];
  };
  const [left, right] = ends(heat.x, axes.x);
  const [bottom, top] = ends(heat.y, axes.y);
  return [left, 1 - top, right - left, top - bottom];
}
