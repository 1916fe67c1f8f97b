import createScatterplot, { createSpatialIndex } from 'regl-scatterplot';
import type { Rgb } from '../colour/rgb';
import { matrixOf, type View } from './camera';

/** All that is drawn of the points: where, in which colour, how visible. */
export interface Points {
  n: number;
  /** x, y, x, y, ...; what is not finite is not drawn. */
  xy: Float32Array;
  /** Place in the palette. */
  colour: Uint16Array;
  /** 0 is hidden, `SHADES` fully visible. */
  shade: Uint8Array;
}

export interface Style {
  palette: readonly Rgb[];
  ground: Rgb;
  active: Rgb;
  size: number;
}

/** Steps between hidden and fully visible. */
export const SHADES = 8;
const OPACITY = Array.from({ length: SHADES + 1 }, (_, i) =>
  i === 0 ? 0 : 0.06 + 0.86 * (i / SHADES) ** 1.4,
);

type Plot = ReturnType<typeof createScatterplot>;

/**
 * The points, drawn by regl-scatterplot.
 *
 * It only draws here: pointer, keys and camera are this page's own, so its picking, and the
 * index it would build for that, stay unused. Calls that overlap are brought in line, the
 * newest winning, because the plot takes one drawing at a time.
 */
export class Scatter {
  private readonly plot: Plot;
  private next: (() => Promise<void>) | null = null;
  private busy: Promise<void> | null = null;
  private drawn = 0;
  private readonly index = createSpatialIndex([[0, 0]], false);

  constructor(
    canvas: HTMLCanvasElement,
    private readonly onFrame: () => void,
  ) {
    this.plot = createScatterplot({
      canvas,
      width: 'auto',
      height: 'auto',
      cameraIsFixed: true,
      showReticle: false,
      lassoInitiator: false,
      lassoOnLongPress: false,
      deselectOnDblClick: false,
      deselectOnEscape: false,
      colorBy: 'valueA',
      opacityBy: 'valueB',
      opacity: OPACITY,
      pointOutlineWidth: 1.5,
      pointSizeSelected: 2,
      opacityInactiveMax: 1,
      opacityInactiveScale: 0.35,
      spatialIndexUseWorker: false,
    });
    this.plot.subscribe('draw', this.onFrame);
  }

  get isSupported(): boolean {
    return this.plot.isSupported;
  }

  setStyle(style: Style): void {
    void this.plot.set({
      backgroundColor: [...style.ground, 1],
      pointColor: style.palette.map(([r, g, b]) => [r, g, b, 1]) as [
        number,
        number,
        number,
        number,
      ][],
      pointColorActive: [...style.active, 1],
      pointColorHover: [...style.active, 1],
      pointSize: style.size,
    });
  }

  setView(view: View): void {
    this.plot.view(Array.from(matrixOf(view)) as never, { preventEvent: true });
  }

  /** Draws these points; over `move_ms`, if they are as many as before. */
  draw(points: Points, move_ms = 0): Promise<void> {
    return this.inLine(async () => {
      const transition = move_ms > 0 && points.n === this.drawn;
      this.drawn = points.n;
      await this.plot.draw(rowsOf(points), {
        transition,
        transitionDuration: move_ms,
        transitionEasing: easeInOut,
        zDataType: 'categorical',
        wDataType: 'categorical',
        spatialIndex: await this.index,
        preventFilterReset: true,
      });
    });
  }

  select(points: readonly number[]): void {
    void this.inLine(async () => this.plot.select([...points], { preventEvent: true }), false);
  }

  redraw(): void {
    this.plot.redraw();
  }

  destroy(): void {
    this.next = null;
    this.plot.destroy();
  }

  private async inLine(work: () => Promise<void>, replace = true): Promise<void> {
    if (!replace && this.busy) {
      const after = this.next;
      this.next = after ? async () => (await after(), work()) : work;
      return;
    }
    this.next = work;
    this.busy ??= this.drain();
    await this.busy;
  }

  private async drain(): Promise<void> {
    while (this.next) {
      const work = this.next;
      this.next = null;
      try {
        await work();
      } catch (error) {
        console.warn('The map could not be drawn.', error);
      }
    }
    this.busy = null;
  }
}

function rowsOf({ n, xy, colour, shade }: Points): number[][] {
  const rows = new Array<number[]>(n);
  for (let i = 0; i < n; i++) {
    const [x, y] = [xy[2 * i]!, xy[2 * i + 1]!];
    const placed = Number.isFinite(x) && Number.isFinite(y);
    rows[i] = placed ? [x, y, colour[i]!, shade[i]!] : [0, 0, colour[i]!, 0];
  }
  return rows;
}

function easeInOut(t: number): number {
  return t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
}
