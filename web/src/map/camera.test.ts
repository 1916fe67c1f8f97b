import { describe, expect, it } from 'vitest';
import { fitted, pannedBy, shown, toMap, toScreen, zoomedAt, type View } from './camera';

const size = { width: 900, height: 600 };
const insets = { top: 48, right: 320, bottom: 0, left: 0 };
const views: View[] = [
  { x: 0, y: 0, zoom: 1 },
  { x: 0.3, y: -0.7, zoom: 5.5 },
];

describe('camera', () => {
  it.each(views)('goes to the screen and back from %o', (view) => {
    const [px, py] = toScreen(view, size, 0.25, -0.5);
    const [x, y] = toMap(view, size, px, py);
    expect([x, y]).toEqual([expect.closeTo(0.25), expect.closeTo(-0.5)]);
  });

  it.each(views)('keeps what lies under the cursor when zooming from %o', (view) => {
    const before = toMap(view, size, 700, 100);
    const after = toMap(zoomedAt(view, size, 700, 100, 1.7), size, 700, 100);
    expect(after).toEqual(before.map((each) => expect.closeTo(each)));
  });

  it.each(views)('moves what it shows with the hand from %o', (view) => {
    const [px, py] = toScreen(view, size, 0.1, 0.1);
    const [qx, qy] = toScreen(pannedBy(view, size, 30, -20), size, 0.1, 0.1);
    expect([qx - px, qy - py]).toEqual([expect.closeTo(30), expect.closeTo(-20)]);
  });

  it('fits the whole map beside the panel', () => {
    const view = fitted(size, insets);
    for (const [x, y] of [
      [-1, -1],
      [1, 1],
    ] as const) {
      const [px, py] = toScreen(view, size, x, y);
      expect(px).toBeGreaterThan(0);
      expect(px).toBeLessThan(size.width - insets.right);
      expect(py).toBeGreaterThan(insets.top);
      expect(py).toBeLessThan(size.height);
    }
  });

  it('brings a hidden point in, and leaves a visible one alone', () => {
    const view = fitted(size, insets);
    expect(shown(view, size, insets, 0, 0)).toEqual(view);
    const moved = shown(view, size, insets, 9, 0);
    const [px] = toScreen(moved, size, 9, 0);
    expect(px).toBeCloseTo(size.width - insets.right - 40);
  });
});
