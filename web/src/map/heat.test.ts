import { describe, expect, it } from 'vitest';
import { heatCorners } from './heat';

describe('a heat map under the map', () => {
  it('lies where its cells are, half a cell beyond their middles', () => {
    const heat = { x: [0, 1, 2, 3, 4], y: [10, 20, 30] };
    const corners = heatCorners(heat, { offset: [2, 20], scale: 0.1 });
    expect(corners.map((each) => Number(each.toFixed(6)))).toEqual([-0.25, 1.5, 0.25, -1.5]);
  });
});
