import { toCss, type Rgb } from '../colour/rgb';
import { toScreen, type Size, type View } from './camera';

export interface Marks {
  /** What has been heard, oldest first. */
  trail: { item: number; strength: number }[];
  current: number;
  pointed: number;
  pinned: readonly number[];
  playing: readonly number[];
  /** Where a dropped sound would lie. */
  placed: [number, number] | null;
  neighbours: readonly number[];
  /** x, y, x, y, ... in pixels. */
  lasso: readonly number[];
  /** A cross for drawing a lasso by keyboard, in pixels. */
  cross: [number, number] | null;
}

export interface Ink {
  text: Rgb;
  accent: Rgb;
  ground: Rgb;
}

/** Everything on the map that is not a point: rings, the trail, the lasso. */
export class Overlay {
  private readonly pen: CanvasRenderingContext2D;

  constructor(readonly canvas: HTMLCanvasElement) {
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('This browser has no 2-D canvas.');
    this.pen = pen;
  }

  resize(size: Size, ratio: number): void {
    this.canvas.width = Math.round(size.width * ratio);
    this.canvas.height = Math.round(size.height * ratio);
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  draw(marks: Marks, xy: Float32Array, view: View, size: Size, dot: number, ink: Ink): void {
    const { pen } = this;
    pen.clearRect(0, 0, size.width, size.height);
    const at = (item: number): [number, number] | null => {
      const [x, y] = [xy[2 * item], xy[2 * item + 1]];
      return x !== undefined && Number.isFinite(x) ? toScreen(view, size, x, y!) : null;
    };
    const ring = (item: number, radius: number, width: number, style: string): void => {
      const place = at(item);
      if (place) this.ring(place, radius, width, style);
    };
    this.trail(marks.trail, at, ink);
    const text = toCss(ink.text);
    for (const item of marks.neighbours) ring(item, dot + 3, 1.25, toCss(ink.accent));
    for (const item of marks.pinned) ring(item, dot + 4, 1.5, text);
    for (const item of marks.playing) ring(item, dot + 6.5, 1.5, toCss(ink.accent));
    if (marks.pointed >= 0) ring(marks.pointed, dot + 2.5, 1.5, text);
    if (marks.current >= 0) {
      ring(marks.current, dot + 3.5, 4, toCss(ink.ground));
      ring(marks.current, dot + 3.5, 2, text);
    }
    if (marks.placed) this.placed(toScreen(view, size, ...marks.placed), ink);
    this.lasso(marks, ink);
  }

  private ring([x, y]: [number, number], radius: number, width: number, style: string): void {
    const { pen } = this;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.lineWidth = width;
    pen.strokeStyle = style;
    pen.stroke();
  }

  private trail(
    steps: Marks['trail'],
    at: (item: number) => [number, number] | null,
    ink: Ink,
  ): void {
    const { pen } = this;
    pen.strokeStyle = toCss(ink.accent);
    pen.lineWidth = 1.5;
    let before: [number, number] | null = null;
    for (const { item, strength } of steps) {
      const place = at(item);
      if (!place) continue;
      if (before) {
        pen.globalAlpha = 0.3 * strength;
        pen.beginPath();
        pen.moveTo(...before);
        pen.lineTo(...place);
        pen.stroke();
      }
      pen.globalAlpha = 0.8 * strength;
      this.ring(place, 3 + 5 * (1 - strength), 1, toCss(ink.accent));
      before = place;
    }
    pen.globalAlpha = 1;
  }

  /** A diamond: not an item of the atlas, but where a sound would lie. */
  private placed([x, y]: [number, number], ink: Ink): void {
    const { pen } = this;
    pen.beginPath();
    for (const [dx, dy] of [
      [0, -9],
      [9, 0],
      [0, 9],
      [-9, 0],
    ] as const)
      pen.lineTo(x + dx, y + dy);
    pen.closePath();
    pen.fillStyle = toCss(ink.accent);
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = toCss(ink.text);
    pen.stroke();
  }

  private lasso({ lasso, cross }: Marks, ink: Ink): void {
    const { pen } = this;
    pen.strokeStyle = toCss(ink.text);
    pen.lineWidth = 1.5;
    if (lasso.length >= 2) {
      pen.beginPath();
      for (let i = 0; i < lasso.length; i += 2) pen.lineTo(lasso[i]!, lasso[i + 1]!);
      if (cross) pen.lineTo(...cross);
      pen.closePath();
      pen.globalAlpha = 0.1;
      pen.fillStyle = toCss(ink.text);
      pen.fill();
      pen.globalAlpha = 1;
      pen.setLineDash([5, 4]);
      pen.stroke();
      pen.setLineDash([]);
    }
    if (!cross) return;
    pen.beginPath();
    pen.moveTo(cross[0] - 12, cross[1]);
    pen.lineTo(cross[0] + 12, cross[1]);
    pen.moveTo(cross[0], cross[1] - 12);
    pen.lineTo(cross[0], cross[1] + 12);
    pen.stroke();
  }
}
