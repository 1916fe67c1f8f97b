import type { Rgb } from '../colour/rgb';
import type { ArrowsInfo, HeatInfo, LiveWord } from '../source/live';

/** What lies from left to right, and from the bottom up. */
export interface Axes {
  x: [number, number];
  y: [number, number];
}

const clip = (share: number): number => Math.min(1, Math.max(0, share));
const shareOf = (value: number, [low, high]: [number, number]): number =>
  high > low ? clip((value - low) / (high - low)) : 0.5;

/** A place in shares of the pad, from its upper left corner. */
export function toPixel(axes: Axes, [x, y]: readonly [number, number]): [number, number] {
  return [shareOf(x, axes.x), 1 - shareOf(y, axes.y)];
}

export function fromPixel(axes: Axes, [px, py]: readonly [number, number]): [number, number] {
  const between = ([low, high]: [number, number], share: number): number =>
    low + clip(share) * (high - low);
  return [between(axes.x, px), between(axes.y, 1 - py)];
}

/** The longest arrow, in hundredths of the pad. */
const LONGEST = 16;

/**
 * Which way a word rises from here, in hundredths of the pad; null where that is not known.
 *
 * The longest arrow stands for a word that goes through its whole range along one axis.
 */
export function arrowAt(
  arrows: ArrowsInfo | null,
  word: LiveWord,
  dims: { x: number; y: number },
  axes: Axes,
): { dx: number; dy: number; sure: boolean } | null {
  const row = arrows?.words.indexOf(word.name) ?? -1;
  if (!arrows || row < 0) return null;
  const span = word.high - word.low || 1;
  const part = (dim: number, [low, high]: [number, number]): [number, number] => {
    const scale = (high - low) / span;
    return [(arrows.change[row]?.[dim] ?? 0) * scale, (arrows.spread[row]?.[dim] ?? 0) * scale];
  };
  const [x, xSpread] = part(dims.x, axes.x);
  const [y, ySpread] = part(dims.y, axes.y);
  const length = Math.hypot(x, y);
  if (length < 1e-6) return null;
  const drawn = (LONGEST * Math.min(1, length)) / length;
  return {
    dx: x * drawn,
    dy: -y * drawn,
    sure: length > 2 * Math.hypot(xSpread, ySpread),
  };
}

/** Draws a heat map, one pixel a value; what is not known stays clear. */
export function drawHeat(
  canvas: HTMLCanvasElement,
  heat: HeatInfo | null,
  ramp: readonly Rgb[],
): void {
  if (!heat) return;
  const pen = canvas.getContext('2d')!;
  [canvas.width, canvas.height] = [heat.n, heat.n];
  const image = pen.createImageData(heat.n, heat.n);
  heat.values.forEach((value, i) => {
    if (value === null) return;
    const [x, y] = [i % heat.n, heat.n - 1 - Math.floor(i / heat.n)];
    const share = shareOf(value, [heat.low, heat.high]);
    const [r, g, b] = ramp[Math.round(share * (ramp.length - 1))]!;
    image.data.set([255 * r, 255 * g, 255 * b, 255], 4 * (y * heat.n + x));
  });
  pen.putImageData(image, 0, 0);
}
