import { toCss, type Rgb } from '../colour/rgb';
import { toScreen, type Size, type View } from './camera';
import { middleOf, pointAt, type Point } from './path';

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
  /** Sounds that the word being taught was marked on, 1 (not) to 5 (so). */
  said: readonly { item: number; rating: number }[];
  /** x, y, x, y, ... in pixels. */
  lasso: readonly number[];
  /** A cross for drawing a lasso by keyboard, in pixels. */
  cross: [number, number] | null;
  /** Sounds in their order, the place between them, and whether it is on its way to the ear. */
  path: { items: readonly number[]; at: number; mean: boolean; live: boolean } | null;
  /** Where the instrument stands, in map units, and the sounds that it is made of there. */
  player: {
    place: readonly [number, number];
    shares: readonly { item: number; weight: number }[];
  } | null;
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
    if (marks.path) this.path(marks.path, marks.path.items.map(at), dot, ink);
    if (marks.player) {
      const { place, shares } = marks.player;
      const threads = shares.map(({ item, weight }) => ({ to: at(item), weight }));
      this.player(toScreen(view, size, ...place), threads, dot, ink);
    }
    const text = toCss(ink.text);
    for (const item of marks.neighbours) ring(item, dot + 3, 1.25, toCss(ink.accent));
    for (const { item, rating } of marks.said) {
      const place = at(item);
      if (place) this.said(place, rating, dot, ink);
    }
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

  /** A badge on the point: a plus, a minus, or the rating between. */
  private said([x, y]: [number, number], rating: number, dot: number, ink: Ink): void {
    const { pen } = this;
    const [cx, cy] = [x + dot + 3, y - dot - 3];
    pen.beginPath();
    pen.arc(cx, cy, 6.5, 0, 2 * Math.PI);
    pen.fillStyle = toCss(rating > 3 ? ink.accent : ink.ground);
    pen.fill();
    pen.lineWidth = 1.25;
    pen.strokeStyle = toCss(rating > 3 ? ink.ground : ink.text);
    pen.stroke();
    pen.fillStyle = toCss(rating > 3 ? ink.ground : ink.text);
    pen.font = '600 10px system-ui, sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(rating === 5 ? '+' : rating === 1 ? '−' : String(rating), cx, cy + 0.5);
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

  /** The way through the sounds, their numbers, and a handle where the ear is. */
  private path(
    { at, mean, live }: NonNullable<Marks['path']>,
    points: readonly (Point | null)[],
    dot: number,
    ink: Ink,
  ): void {
    const { pen } = this;
    const [accent, ground] = [toCss(ink.accent), toCss(ink.ground)];
    const handle = mean ? middleOf(points) : pointAt(points, at);
    pen.lineJoin = pen.lineCap = 'round';
    for (const [style, width] of [
      [ground, 5],
      [accent, 2],
    ] as const) {
      pen.strokeStyle = style;
      pen.lineWidth = width;
      if (mean) pen.setLineDash([2, 5]);
      pen.beginPath();
      for (let i = 0; i < points.length; i++) {
        const to = points[i];
        const from = mean ? handle : points[i - 1];
        if (!from || !to) continue;
        pen.moveTo(...from);
        pen.lineTo(...to);
      }
      pen.stroke();
      pen.setLineDash([]);
    }
    points.forEach((place, i) => place && this.number(place, i + 1, dot, ink));
    if (!handle) return;
    this.disc(handle, 9, ground);
    this.disc(handle, 7, accent);
    if (live) this.ring([...handle], 12, 1.5, accent);
  }

  /** A disc with threads to the sounds that it is made of, each as strong as its share. */
  private player(
    place: Point,
    threads: readonly { to: Point | null; weight: number }[],
    dot: number,
    ink: Ink,
  ): void {
    const { pen } = this;
    const [accent, ground] = [toCss(ink.accent), toCss(ink.ground)];
    pen.lineCap = 'round';
    for (const { to, weight } of threads) {
      if (!to) continue;
      for (const [style, wider] of [
        [ground, 2.5],
        [accent, 0],
      ] as const) {
        pen.strokeStyle = style;
        pen.globalAlpha = 0.25 + 0.75 * weight;
        pen.lineWidth = 1 + 4 * weight + wider;
        pen.beginPath();
        pen.moveTo(...place);
        pen.lineTo(...to);
        pen.stroke();
      }
      this.ring([...to], dot + 2.5, 1 + 1.5 * weight, accent);
    }
    pen.globalAlpha = 1;
    this.disc(place, 10, ground);
    this.disc(place, 8, accent);
    this.disc(place, 3, ground);
  }

  /** Which sound it is on the path, beside its point. */
  private number([x, y]: Point, n: number, dot: number, ink: Ink): void {
    const { pen } = this;
    const place: Point = [x - dot - 9, y - dot - 9];
    this.ring([x, y], dot + 3.5, 2, toCss(ink.accent));
    this.disc(place, 9, toCss(ink.ground));
    this.ring([...place], 8, 1.25, toCss(ink.accent));
    pen.fillStyle = toCss(ink.text);
    pen.font = '600 11px system-ui, sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(String(n), place[0], place[1] + 0.5);
  }

  private disc([x, y]: Point, radius: number, style: string): void {
    const { pen } = this;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fillStyle = style;
    pen.fill();
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
