import { toCss } from '../colour/rgb';
import type { Rgb } from '../colour/rgb';

/** Where a map from -1 to 1 lies on its canvas: its middle and half its sides, in pixels. */
export interface Frame {
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
}

/** A map is stretched to its canvas, but not by more than this: near must look near. */
const MOST_STRETCH = 1.4;

export function frameIn(width: number, height: number): Frame {
  const margin = Math.min(64, Math.max(22, 0.09 * Math.min(width, height)));
  const [w, h] = [Math.max(20, width - 2 * margin), Math.max(20, height - 2 * margin)];
  return {
    x: width / 2,
    y: height / 2,
    halfWidth: Math.min(w, MOST_STRETCH * h) / 2,
    halfHeight: Math.min(h, MOST_STRETCH * w) / 2,
  };
}

export function pixelOf(frame: Frame, x: number, y: number): [number, number] {
  return [frame.x + x * frame.halfWidth, frame.y - y * frame.halfHeight];
}

/** The place of a pixel; beyond the edge, the edge. */
export function placeOf(frame: Frame, px: number, py: number): [number, number] {
  const clip = (value: number): number => Math.min(1, Math.max(-1, value));
  return [clip((px - frame.x) / frame.halfWidth), clip((frame.y - py) / frame.halfHeight)];
}

/** How large a point is drawn: fewer are larger. */
export function radiusOf(n: number, frame: Frame): number {
  const room = Math.sqrt((4 * frame.halfWidth * frame.halfHeight) / Math.max(1, n));
  return Math.min(6, Math.max(1.6, 0.17 * room));
}

export interface Dots {
  xy: Float32Array;
  /** Place of each point in the palette. */
  bins: Uint8Array;
  palette: readonly Rgb[];
}

const FULL = 2 * Math.PI;

/** Points on a plain canvas; they move to where they belong, and new ones grow. */
export class DotPlot {
  frame: Frame = frameIn(100, 100);
  private dots: Dots | null = null;
  private from: Float32Array = new Float32Array(0);
  private began_ms = 0;
  private move_ms = 0;
  private turn = 0;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  resize(width: number, height: number): void {
    const dense = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * dense);
    this.canvas.height = Math.round(height * dense);
    this.frame = frameIn(width, height);
    this.draw();
  }

  show(dots: Dots, move_ms: number): void {
    const moved = this.dots !== null && dots.xy !== this.dots.xy;
    if (moved) {
      this.from = this.now();
      this.began_ms = performance.now();
      this.move_ms = move_ms;
    }
    this.dots = dots;
    this.draw();
  }

  destroy(): void {
    cancelAnimationFrame(this.turn);
  }

  /** Share of the way that the points have gone. */
  private get share(): number {
    if (this.move_ms <= 0) return 1;
    const t = Math.min(1, (performance.now() - this.began_ms) / this.move_ms);
    return 1 - (1 - t) ** 3;
  }

  /** Where the points are drawn at this moment. */
  private now(): Float32Array {
    const { dots, from, share } = this;
    if (!dots || share >= 1) return dots?.xy ?? from;
    return dots.xy.map((to, i) => {
      const before = from[i];
      return before === undefined || Number.isNaN(before) ? to : before + share * (to - before);
    });
  }

  private draw(): void {
    cancelAnimationFrame(this.turn);
    const { dots, canvas, frame, share } = this;
    const pen = canvas.getContext('2d');
    if (!pen || !dots) return;
    const dense = window.devicePixelRatio || 1;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    const xy = this.now();
    const radius = radiusOf(xy.length / 2, frame);
    for (const [bin, points] of sorted(dots.bins, dots.palette.length).entries()) {
      pen.beginPath();
      for (const point of points) {
        const [x, y] = [xy[2 * point]!, xy[2 * point + 1]!];
        if (Number.isNaN(x)) continue;
        const isNew = share < 1 && !Number.isFinite(this.from[2 * point] ?? NaN);
        const [px, py] = pixelOf(frame, x, y);
        pen.moveTo(px + radius, py);
        pen.arc(px, py, isNew ? radius * share : radius, 0, FULL);
      }
      pen.fillStyle = toCss(dots.palette[bin]!);
      pen.globalAlpha = 0.86;
      pen.fill();
    }
    if (share < 1) this.turn = requestAnimationFrame(() => this.draw());
  }
}

/** Points by bin: one colour is drawn at once. */
function sorted(bins: Uint8Array, n: number): number[][] {
  const found: number[][] = Array.from({ length: n }, () => []);
  bins.forEach((bin, point) => found[bin]?.push(point));
  return found;
}
