/** Points in square cells, to find the nearest one quickly. Points that are not finite are left out. */
export class PointGrid {
  private readonly side: number;
  private readonly starts: Uint32Array;
  private readonly order: Uint32Array;
  private readonly low: [number, number] = [Infinity, Infinity];
  private readonly step: [number, number];

  constructor(
    private readonly xy: Float32Array,
    keep: (point: number) => boolean = () => true,
  ) {
    const points: number[] = [];
    const high = [-Infinity, -Infinity];
    for (let i = 0; i < xy.length / 2; i++) {
      const [x, y] = [xy[2 * i]!, xy[2 * i + 1]!];
      if (!Number.isFinite(x) || !Number.isFinite(y) || !keep(i)) continue;
      points.push(i);
      this.low = [Math.min(this.low[0], x), Math.min(this.low[1], y)];
      high[0] = Math.max(high[0]!, x);
      high[1] = Math.max(high[1]!, y);
    }
    this.side = Math.max(1, Math.min(512, Math.ceil(Math.sqrt(points.length / 2))));
    this.step = [0, 1].map((axis) => (high[axis]! - this.low[axis]!) / this.side || 1) as [
      number,
      number,
    ];
    this.starts = new Uint32Array(this.side ** 2 + 1);
    this.order = new Uint32Array(points.length);
    this.fill(points);
  }

  get size(): number {
    return this.order.length;
  }

  /** The point nearest to (x, y) within `radius`, or -1. */
  nearest(x: number, y: number, radius: number): number {
    let [best, least] = [-1, radius * radius];
    this.visit(x - radius, y - radius, x + radius, y + radius, (point, px, py) => {
      const distance = (px - x) ** 2 + (py - y) ** 2;
      if (distance <= least) [best, least] = [point, distance];
    });
    return best;
  }

  /** Up to `most` points within `radius` of (x, y), nearest first. */
  around(x: number, y: number, radius: number, most: number): number[] {
    const found: [number, number][] = [];
    this.visit(x - radius, y - radius, x + radius, y + radius, (point, px, py) => {
      const distance = (px - x) ** 2 + (py - y) ** 2;
      if (distance <= radius * radius) found.push([distance, point]);
    });
    found.sort((a, b) => a[0] - b[0]);
    return found.slice(0, most).map(([, point]) => point);
  }

  /** The `most` points that are nearest to (x, y), nearest first, however far. */
  near(x: number, y: number, most: number): number[] {
    let found: number[] = [];
    for (let radius = 0.05; found.length < most && radius < 8; radius *= 2)
      found = this.around(x, y, radius, most);
    return found;
  }

  /** The points inside a polygon given as x, y, x, y, ... */
  inside(polygon: readonly number[]): number[] {
    const xs = polygon.filter((_, i) => i % 2 === 0);
    const ys = polygon.filter((_, i) => i % 2 === 1);
    const found: number[] = [];
    const visit = (point: number, x: number, y: number): void => {
      if (isInside(xs, ys, x, y)) found.push(point);
    };
    this.visit(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), visit);
    return found.sort((a, b) => a - b);
  }

  /**
   * The point to which one goes from (x, y) in a direction: near, and not far off the line.
   * A quarter circle around the direction is looked at first, then the half plane.
   */
  towards(x: number, y: number, dx: number, dy: number, except = -1): number {
    let [best, least, wide, leastWide] = [-1, Infinity, -1, Infinity];
    for (const point of this.order) {
      if (point === except) continue;
      const [rx, ry] = [this.xy[2 * point]! - x, this.xy[2 * point + 1]! - y];
      const along = rx * dx + ry * dy;
      if (along <= 1e-9) continue;
      const aside = Math.abs(rx * dy - ry * dx);
      const cost = along + 2 * aside;
      if (aside <= along && cost < least) [best, least] = [point, cost];
      else if (aside > along && cost < leastWide) [wide, leastWide] = [point, cost];
    }
    return best >= 0 ? best : wide;
  }

  private fill(points: number[]): void {
    const cells = points.map((point) => this.cellOf(point));
    for (const cell of cells) this.starts[cell + 1]! += 1;
    for (let cell = 0; cell < this.side ** 2; cell++) {
      this.starts[cell + 1]! += this.starts[cell]!;
    }
    const next = this.starts.slice();
    points.forEach((point, i) => (this.order[next[cells[i]!]!++] = point));
  }

  private cellOf(point: number): number {
    const column = this.clamped(this.xy[2 * point]!, 0);
    return this.clamped(this.xy[2 * point + 1]!, 1) * this.side + column;
  }

  private clamped(value: number, axis: 0 | 1): number {
    const cell = Math.floor((value - this.low[axis]) / this.step[axis]);
    return Math.max(0, Math.min(this.side - 1, cell));
  }

  private visit(
    lowX: number,
    lowY: number,
    highX: number,
    highY: number,
    on: (point: number, x: number, y: number) => void,
  ): void {
    if (!this.order.length) return;
    const [c0, c1] = [this.clamped(lowX, 0), this.clamped(highX, 0)];
    for (let row = this.clamped(lowY, 1); row <= this.clamped(highY, 1); row++) {
      const end = this.starts[row * this.side + c1 + 1]!;
      for (let at = this.starts[row * this.side + c0]!; at < end; at++) {
        const point = this.order[at]!;
        on(point, this.xy[2 * point]!, this.xy[2 * point + 1]!);
      }
    }
  }
}

/** Whether (x, y) lies inside a polygon: a ray to the right crosses it an odd number of times. */
function isInside(xs: number[], ys: number[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    const crosses = ys[i]! > y !== ys[j]! > y;
    if (crosses && x < ((xs[j]! - xs[i]!) * (y - ys[i]!)) / (ys[j]! - ys[i]!) + xs[i]!) {
      inside = !inside;
    }
  }
  return inside;
}
