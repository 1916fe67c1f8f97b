import { fromHex, fromOklab, mixed, type Rgb } from './rgb';

export type Theme = 'dark' | 'light';
export type Ramp = 'viridis' | 'cividis';

/** The map's ground; panels are a little lighter. */
export const GROUND: Record<Theme, Rgb> = { dark: fromHex('#101216'), light: fromHex('#f6f5f2') };

/** What has no label, or no value. */
export const NONE: Record<Theme, Rgb> = { dark: fromHex('#6f7682'), light: fromHex('#868b94') };

/**
 * Eight colours that stay apart for people who see no red, or no green.
 *
 * Dark: those of Okabe and Ito (2008), a pale blue in the place of black. Light: the same
 * where they stand out from paper, darker ones where they do not. A test holds both to it.
 */
export const CATEGORIES: Record<Theme, readonly Rgb[]> = {
  dark: [
    '#56b4e9',
    '#e69f00',
    '#009e73',
    '#cc79a7',
    '#f0e442',
    '#d55e00',
    '#0072b2',
    '#baf4fe',
  ].map(fromHex),
  light: [
    '#0072b2',
    '#d55e00',
    '#009e73',
    '#aa3377',
    '#3d2fa5',
    '#933204',
    '#55120b',
    '#3b0f67',
  ].map(fromHex),
};

/**
 * Colours for `n` categories.
 *
 * More than eight cannot be told apart by colour alone: the eight come again in a lighter and
 * in a deeper shade, then repeat, and it is the legend that singles one out.
 */
export function categoryColours(n: number, theme: Theme): Rgb[] {
  const base = CATEGORIES[theme];
  const white: Rgb = [1, 1, 1];
  const shades: ((colour: Rgb) => Rgb)[] = [
    (colour) => colour,
    (colour) => mixed(colour, white, theme === 'dark' ? 0.5 : 0.3),
    (colour) => mixed(colour, GROUND[theme], 0.35),
  ];
  return Array.from({ length: n }, (_, i) => {
    const shade = shades[Math.floor(i / base.length) % shades.length]!;
    return shade(base[i % base.length]!);
  });
}

/** Viridis (van der Walt, Smith, 2015) and cividis (Nuñez et al., 2018), at nine places. */
const STOPS: Record<Ramp, readonly Rgb[]> = {
  viridis: [
    '#440154',
    '#472d7b',
    '#3b528b',
    '#2c728e',
    '#21918c',
    '#28ae80',
    '#5ec962',
    '#addc30',
    '#fde725',
  ].map(fromHex),
  cividis: [
    '#00224e',
    '#1f3a6e',
    '#434e6c',
    '#61646f',
    '#7d7c78',
    '#9a9376',
    '#b9ac70',
    '#dac65d',
    '#fee838',
  ].map(fromHex),
};

/** The part of a ramp that stands out from the ground. */
const PART: Record<Theme, [number, number]> = { dark: [0.18, 1], light: [0, 0.86] };

/** `n` colours from low to high. */
export function rampColours(ramp: Ramp, n: number, theme: Theme): Rgb[] {
  const [from, to] = PART[theme];
  return Array.from({ length: n }, (_, i) => {
    return along(STOPS[ramp], from + ((to - from) * i) / Math.max(1, n - 1));
  });
}

function along(stops: readonly Rgb[], at: number): Rgb {
  const place = at * (stops.length - 1);
  const before = Math.min(stops.length - 2, Math.floor(place));
  return mixed(stops[before]!, stops[before + 1]!, place - before);
}

/** Levels of each coordinate when a place in 3-D becomes a colour. */
export const CUBE = 16;

/** The colours of a cube of `CUBE`³ places: two coordinates are hue and strength, one is light. */
export function cubeColours(theme: Theme): Rgb[] {
  const [dim, bright] = theme === 'dark' ? [0.52, 0.88] : [0.34, 0.7];
  const level = (i: number): number => i / (CUBE - 1);
  const colours: Rgb[] = [];
  for (let z = 0; z < CUBE; z++)
    for (let y = 0; y < CUBE; y++)
      for (let x = 0; x < CUBE; x++)
        colours.push(
          fromOklab(
            dim + (bright - dim) * level(z),
            0.26 * (level(x) - 0.5),
            0.3 * (level(y) - 0.5),
          ),
        );
  return colours;
}
