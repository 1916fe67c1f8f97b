import type { Rgb } from '../colour/rgb';
import {
  fitted,
  pannedBy,
  shown,
  toMap,
  toScreen,
  zoomedAt,
  type Insets,
  type Size,
  type View,
} from './camera';
import { PointGrid } from './grid';
import { nearestOn, pointAt } from './path';
import { Overlay, type Ink, type Marks } from './overlay';
import { Scatter, type Style } from './scatter';

/** How near the pointer must come to a point, beyond the point's own edge. */
const REACH_PX = 9;
/** How near to the handle of the path, and to its line, a hand takes hold of it. */
const HANDLE_PX = 16;
const LINE_PX = 6;
const MOVE_MS = 800;
const GLIDE_MS = 220;

export interface Scene {
  xy: Float32Array;
  colour: Uint16Array;
  shade: Uint8Array;
  palette: readonly Rgb[];
  ink: Ink;
}

/** The map's two canvases, its camera, and where its points are. */
export class Stage {
  size: Size = { width: 1, height: 1 };
  view: View = { x: 0, y: 0, zoom: 1 };
  insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  /** What lies under the points, and moves with them. */
  under: { follow(view: View, size: Size): void } | null = null;
  /** Milliseconds between the last frames, for a test to read. */
  readonly frames_ms: number[] = [];
  private readonly scatter: Scatter;
  private readonly overlay: Overlay;
  private scene: Scene | null = null;
  private grid = new PointGrid(new Float32Array(0));
  private moved = false;
  private dirty = true;
  private frame = 0;
  private glide = 0;
  private frame_ms = 0;
  private readonly watch: ResizeObserver;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    overlay: HTMLCanvasElement,
    private readonly marks: () => Marks,
  ) {
    this.scatter = new Scatter(canvas, () => this.count());
    this.overlay = new Overlay(overlay);
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(canvas);
    this.resize();
    this.loop();
  }

  get isSupported(): boolean {
    return this.scatter.isSupported;
  }

  /** Half the width of a dot on the screen. */
  get dot(): number {
    const { zoom } = this.view;
    const grown = zoom > 1 ? Math.asinh(zoom) / Math.asinh(1) : zoom;
    return Math.max(1, (this.dotSize * grown) / 2);
  }

  get isMoving(): boolean {
    return this.glide !== 0;
  }

  /** Shows these points; those that were there before go to their new places. */
  show(scene: Scene, move: boolean): void {
    const before = this.scene;
    this.scene = scene;
    const n = scene.shade.length;
    this.scatter.setStyle(this.style(scene));
    this.grid = new PointGrid(scene.xy, (item) => scene.shade[item]! > 0);
    const points = { n, xy: scene.xy, colour: scene.colour, shade: scene.shade };
    if (!move || !before || calm()) {
      void this.scatter.draw(points);
    } else if (before.shade.length === n && !hasNewPlaces(before.xy, scene.xy)) {
      void this.scatter.draw(points, MOVE_MS);
    } else {
      const from = { ...points, xy: startingAt(before.xy, scene.xy) };
      void this.scatter.draw(from).then(() => this.scatter.draw(points, MOVE_MS));
    }
    if (!this.moved) this.reset(false);
    this.touch();
  }

  select(items: readonly number[]): void {
    this.scatter.select(items);
  }

  /** Draws the marks again in the next frame. */
  touch(): void {
    this.dirty = true;
  }

  /** The item at a pixel, or -1. */
  pick(px: number, py: number): number {
    const [x, y] = toMap(this.view, this.size, px, py);
    return this.grid.nearest(x, y, this.units(this.dot + REACH_PX));
  }

  /** The items that a straight movement crosses, in order. */
  crossed(fromX: number, fromY: number, toX: number, toY: number): number[] {
    const steps = Math.max(1, Math.ceil(Math.hypot(toX - fromX, toY - fromY) / 4));
    const found: number[] = [];
    for (let step = 1; step <= steps; step++) {
      const share = step / steps;
      const item = this.pick(fromX + (toX - fromX) * share, fromY + (toY - fromY) * share);
      if (item >= 0 && found.at(-1) !== item) found.push(item);
    }
    return found;
  }

  /** The items near a pixel, nearest first: what is likely to be heard next. */
  around(px: number, py: number, most = 24): number[] {
    const [x, y] = toMap(this.view, this.size, px, py);
    return this.grid.around(x, y, this.units(160), most);
  }

  /** A pixel in map units. */
  toMap(px: number, py: number): [number, number] {
    return toMap(this.view, this.size, px, py);
  }

  /** Where an item is in map units; null where it has no place. */
  placeOf(item: number): [number, number] | null {
    const xy = this.scene?.xy;
    const [x, y] = [xy?.[2 * item], xy?.[2 * item + 1]];
    return x !== undefined && Number.isFinite(x) ? [x, y!] : null;
  }

  /** Items around a place in map units, nearest first, however far away they are. */
  nearTo(x: number, y: number, most: number): { item: number; distance: number }[] {
    return this.grid.near(x, y, most).map((item) => {
      const [px, py] = this.placeOf(item)!;
      return { item, distance: Math.hypot(px - x, py - y) };
    });
  }

  /** The items inside a path of pixels. */
  inside(path: readonly number[]): number[] {
    const polygon: number[] = [];
    for (let i = 0; i + 1 < path.length; i += 2) {
      polygon.push(...toMap(this.view, this.size, path[i]!, path[i + 1]!));
    }
    return polygon.length >= 6 ? this.grid.inside(polygon) : [];
  }

  /** The item one goes to from another in a direction; from the middle of the view without one. */
  towards(item: number, dx: number, dy: number): number {
    const place = item >= 0 ? this.placeOf(item) : null;
    if (place) return this.grid.towards(...place, dx, dy, item);
    const [x, y] = this.centre();
    return this.grid.nearest(x, y, 1e9);
  }

  /** Where an item is on the screen; null where it has no place. */
  pixelOf(item: number): [number, number] | null {
    const place = this.placeOf(item);
    return place && toScreen(this.view, this.size, ...place);
  }

  /** The place of a path through items that a hand at a pixel takes hold of; null for none. */
  onPath(items: readonly number[], at: number, px: number, py: number): number | null {
    const points = items.map((item) => this.pixelOf(item));
    const handle = items.length > 1 ? pointAt(points, at) : null;
    if (handle && Math.hypot(handle[0] - px, handle[1] - py) <= HANDLE_PX) {
      // Where the handle lies on a point, it is the handle that one takes.
      return at;
    }
    const near = nearestOn(points, [px, py]);
    return near && near.distance <= LINE_PX && this.pick(px, py) < 0 ? near.at : null;
  }

  /** The place that a hand which drags along a path has come to. */
  alongPath(items: readonly number[], at: number, px: number, py: number): number | null {
    const points = items.map((item) => this.pixelOf(item));
    return nearestOn(points, [px, py], at)?.at ?? null;
  }

  pan(dx: number, dy: number): void {
    this.setView(pannedBy(this.view, this.size, dx, dy));
  }

  zoom(px: number, py: number, factor: number): void {
    this.setView(zoomedAt(this.view, this.size, px, py, factor));
  }

  /** Enlarges around the middle of the free part. */
  zoomMiddle(factor: number): void {
    const { left, right, top, bottom } = this.insets;
    const { width, height } = this.size;
    this.zoom((left + width - right) / 2, (top + height - bottom) / 2, factor);
  }

  reset(smooth = true): void {
    this.moved = false;
    this.go(fitted(this.size, this.insets), smooth);
  }

  /** Brings an item into the part of the map that nothing covers. */
  reveal(item: number): void {
    const place = this.placeOf(item);
    if (place) this.go(shown(this.view, this.size, this.insets, ...place), true);
  }

  setView(view: View): void {
    cancelAnimationFrame(this.glide);
    this.glide = 0;
    this.moved = true;
    this.put(view);
  }

  setInsets(insets: Insets): void {
    this.insets = insets;
    if (!this.moved) this.reset(this.scene !== null);
  }

  /** The map as a picture, with the marks. */
  picture(): HTMLCanvasElement {
    const picture = document.createElement('canvas');
    [picture.width, picture.height] = [this.canvas.width, this.canvas.height];
    const pen = picture.getContext('2d')!;
    pen.drawImage(this.canvas, 0, 0);
    pen.drawImage(this.overlay.canvas, 0, 0, picture.width, picture.height);
    return picture;
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.glide);
    this.watch.disconnect();
    this.scatter.destroy();
  }

  private get dotSize(): number {
    const area = this.size.width * this.size.height;
    const n = Math.max(1, this.scene?.shade.length ?? 1);
    return Math.min(11, Math.max(2.4, 0.3 * Math.sqrt(area / n)));
  }

  private style({ palette, ink }: Scene): Style {
    return { palette, ground: ink.ground, active: ink.text, size: this.dotSize };
  }

  private centre(): [number, number] {
    const { left, right, top, bottom } = this.insets;
    const { width, height } = this.size;
    return toMap(this.view, this.size, (left + width - right) / 2, (top + height - bottom) / 2);
  }

  private units(pixels: number): number {
    return pixels / ((this.view.zoom * this.size.height) / 2);
  }

  private go(view: View, smooth: boolean): void {
    cancelAnimationFrame(this.glide);
    this.glide = 0;
    if (!smooth || calm()) {
      this.put(view);
      return;
    }
    const [from, begun] = [this.view, performance.now()];
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - begun) / GLIDE_MS));
      const share = t * (2 - t);
      const between = (a: number, b: number): number => a + (b - a) * share;
      const zoom = from.zoom * (view.zoom / from.zoom) ** share;
      this.put({ x: between(from.x, view.x), y: between(from.y, view.y), zoom });
      this.glide = t < 1 ? requestAnimationFrame(step) : 0;
    };
    this.glide = requestAnimationFrame(step);
  }

  private put(view: View): void {
    this.view = view;
    this.scatter.setView(view);
    this.under?.follow(view, this.size);
    this.touch();
  }

  private resize(): void {
    const { width, height } = this.canvas.getBoundingClientRect();
    this.size = { width: Math.max(1, width), height: Math.max(1, height) };
    this.overlay.resize(this.size, window.devicePixelRatio);
    if (this.scene) this.scatter.setStyle(this.style(this.scene));
    if (!this.moved) this.go(fitted(this.size, this.insets), false);
    this.under?.follow(this.view, this.size);
    this.touch();
  }

  private readonly loop = (): void => {
    this.frame = requestAnimationFrame(this.loop);
    if (!this.scene || !this.dirty) return;
    const marks = this.marks();
    this.overlay.draw(marks, this.scene.xy, this.view, this.size, this.dot, this.scene.ink);
    this.dirty = marks.trail.length > 0;
  };

  private count(): void {
    const now_ms = performance.now();
    this.frames_ms.push(now_ms - this.frame_ms);
    if (this.frames_ms.length > 600) this.frames_ms.shift();
    this.frame_ms = now_ms;
  }
}

/** Whether the person has asked the system for less movement. */
function calm(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function hasNewPlaces(before: Float32Array, after: Float32Array): boolean {
  return after.some((value, i) => Number.isFinite(value) && !Number.isFinite(before[i]));
}

/** Where points begin to move: where they were, or for new ones, where they go. */
function startingAt(before: Float32Array, after: Float32Array): Float32Array {
  return after.map((value, i) => (Number.isFinite(before[i]) ? before[i]! : value));
}
