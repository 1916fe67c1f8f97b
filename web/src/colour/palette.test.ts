import { describe, expect, it } from 'vitest';
import {
  categoryColours,
  CATEGORIES,
  CUBE,
  cubeColours,
  GROUND,
  NONE,
  rampColours,
  type Theme,
} from './palette';
import { contrast, fromOklab, toLinear, type Rgb } from './rgb';

const THEMES: Theme[] = ['dark', 'light'];

/** How a colour looks to people without red or green cones (Machado et al., 2009). */
const SIGHT: Record<string, number[]> = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  'no green': [0.367, 0.861, -0.228, 0.28, 0.673, 0.047, -0.012, 0.043, 0.969],
  'no red': [0.152, 1.053, -0.205, 0.115, 0.786, 0.099, -0.004, -0.048, 1.052],
};

function oklab(colour: Rgb, sight: number[]): number[] {
  const seen = times(sight, colour.map(toLinear)).map((each) => Math.min(1, Math.max(0, each)));
  const lms = times([0.4122, 0.5363, 0.0514, 0.2119, 0.6807, 0.1074, 0.0883, 0.2817, 0.63], seen);
  return times(
    [0.2105, 0.7936, -0.0041, 1.978, -2.4286, 0.4506, 0.0259, 0.7828, -0.8087],
    lms.map(Math.cbrt),
  );
}

function times(matrix: number[], vector: readonly number[]): number[] {
  return [0, 3, 6].map((row) => vector.reduce((sum, each, i) => sum + each * matrix[row + i]!, 0));
}

describe.each(THEMES)('the %s palette', (theme) => {
  it.each(Object.keys(SIGHT))('keeps eight categories apart for sight with %s', (sight) => {
    const places = CATEGORIES[theme].map((colour) => oklab(colour, SIGHT[sight]!));
    for (const [i, a] of places.entries())
      for (const b of places.slice(i + 1)) {
        expect(Math.hypot(...a.map((each, k) => each - b[k]!))).toBeGreaterThan(0.07);
      }
  });

  it('stands out from the ground (WCAG 1.4.11)', () => {
    for (const colour of [...CATEGORIES[theme], NONE[theme]]) {
      expect(contrast(colour, GROUND[theme])).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives any number of categories, the first eight unshaded', () => {
    const many = categoryColours(70, theme);
    expect(many).toHaveLength(70);
    expect(many.slice(0, 8)).toEqual(CATEGORIES[theme]);
    expect(new Set(many.slice(0, 24).map(String)).size).toBe(24);
  });

  it.each(['viridis', 'cividis'] as const)('runs evenly from dark to light along %s', (ramp) => {
    const light = rampColours(ramp, 64, theme).map((colour) => oklab(colour, SIGHT['all']!)[0]!);
    for (let i = 1; i < light.length; i++) expect(light[i]).toBeGreaterThan(light[i - 1]!);
  });

  it('has a colour for every place of the cube', () => {
    expect(new Set(cubeColours(theme).map(String)).size).toBeGreaterThan(0.95 * CUBE ** 3);
  });
});

it('reads Oklab as its author does', () => {
  expect(fromOklab(1, 0, 0)).toEqual([1, 1, 1].map((each) => expect.closeTo(each, 3)));
});
