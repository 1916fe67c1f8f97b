/** What the map shows: the point in the middle, and how much it is enlarged. */
export interface View {
  x: number;
  y: number;
  /** At 1, map units -1 to 1 fill the height of the window. */
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Pixels at the edges that other parts of the page cover. */
export interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export const LEAST_ZOOM = 0.2;
export const MOST_ZOOM = 400;

/** Pixels for one map unit. */
export function scaleOf(view: View, size: Size): number {
  return (view.zoom * size.height) / 2;
}

export function toScreen(view: View, size: Size, x: number, y: number): [number, number] {
  const scale = scaleOf(view, size);
  return [size.width / 2 + (x - view.x) * scale, size.height / 2 - (y - view.y) * scale];
}

export function toMap(view: View, size: Size, px: number, py: number): [number, number] {
  const scale = scaleOf(view, size);
  return [view.x + (px - size.width / 2) / scale, view.y - (py - size.height / 2) / scale];
}

/** Enlarges by `factor`; what lies under the pixel stays under it. */
export function zoomedAt(view: View, size: Size, px: number, py: number, factor: number): View {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.zoom * factor));
  const [x, y] = toMap(view, size, px, py);
  const scale = scaleOf({ ...view, zoom }, size);
  return { x: x - (px - size.width / 2) / scale, y: y + (py - size.height / 2) / scale, zoom };
}

export function pannedBy(view: View, size: Size, dx: number, dy: number): View {
  const scale = scaleOf(view, size);
  return { ...view, x: view.x - dx / scale, y: view.y + dy / scale };
}

/** The view that shows map units -1 to 1 in the part of the window that is free. */
export function fitted(size: Size, insets: Insets): View {
  const width = Math.max(80, size.width - insets.left - insets.right);
  const height = Math.max(80, size.height - insets.top - insets.bottom);
  const scale = Math.min(width, height) / 2.12;
  const zoom = (2 * scale) / Math.max(1, size.height);
  return {
    x: (insets.right - insets.left) / 2 / scale,
    y: (insets.top - insets.bottom) / 2 / scale,
    zoom,
  };
}

/** The view, moved as little as shows (x, y) at least `margin` pixels inside the free part. */
export function shown(
  view: View,
  size: Size,
  insets: Insets,
  x: number,
  y: number,
  margin = 40,
): View {
  const [px, py] = toScreen(view, size, x, y);
  const push = (at: number, low: number, high: number): number =>
    at < low ? low - at : at > high ? high - at : 0;
  const dx = push(px, insets.left + margin, size.width - insets.right - margin);
  const dy = push(py, insets.top + margin, size.height - insets.bottom - margin);
  return dx || dy ? pannedBy(view, size, dx, dy) : view;
}

/** The view as the 4 x 4 matrix that the scatter's camera takes. */
export function matrixOf({ x, y, zoom }: View): Float32Array {
  return new Float32Array([zoom, 0, 0, 0, 0, zoom, 0, 0, 0, 0, 1, 0, -x * zoom, -y * zoom, 0, 1]);
}
