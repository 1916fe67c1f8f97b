import type { Rgb } from '../colour/rgb';
import { drawHeat } from '../live/pad';
import type { HeatInfo } from '../source/live';
import { toScreen, type Size, type View } from './camera';
import type { Layout } from './layout';

/** Where a heat map lies, in map units: left, top, right, bottom. */
export function heatCorners(
  heat: Pick<HeatInfo, 'x' | 'y'>,
  { offset, scale }: Pick<Layout, 'offset' | 'scale'>,
): [number, number, number, number] {
  const ends = (values: readonly number[], axis: 0 | 1): [number, number] => {
    const [first, last] = [values[0]!, values.at(-1)!];
    // The values stand for the middles of their cells.
    const half = (last - first) / Math.max(1, values.length - 1) / 2;
    return [(first - half - offset[axis]) * scale, (last + half - offset[axis]) * scale];
  };
  const [left, right] = ends(heat.x, 0);
  const [bottom, top] = ends(heat.y, 1);
  return [left, top, right, bottom];
}

/** A heat map under the points: one pixel a cell, put in its place and enlarged by the browser. */
export class HeatLayer {
  private corners: [number, number, number, number] | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  show(heat: HeatInfo | null, layout: Layout | null, ramp: readonly Rgb[]): void {
    this.corners = heat && layout ? heatCorners(heat, layout) : null;
    if (heat) drawHeat(this.canvas, heat, ramp);
    this.canvas.hidden = !this.corners;
  }

  /** Follows the camera. */
  follow(view: View, size: Size): void {
    if (!this.corners) return;
    const [left, top, right, bottom] = this.corners;
    const [x, y] = toScreen(view, size, left, top);
    const [endX, endY] = toScreen(view, size, right, bottom);
    const { style } = this.canvas;
    [style.left, style.top] = [`${x}px`, `${y}px`];
    [style.width, style.height] = [`${endX - x}px`, `${endY - y}px`];
  }
}
