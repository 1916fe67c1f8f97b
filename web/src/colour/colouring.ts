import type { DescriptorInfo, Items } from '../source/types';
import type { Layout } from '../map/layout';
import { extent, unit } from '../map/layout';
import {
  categoryColours,
  CUBE,
  cubeColours,
  NONE,
  rampColours,
  type Ramp,
  type Theme,
} from './palette';
import type { Rgb } from './rgb';

/** What a colour on the map can stand for. */
export type ColourBy =
  | { kind: 'none' }
  | { kind: 'label'; name: string }
  | { kind: 'descriptor'; name: string }
  /** A word of the user's own. */
  | { kind: 'word'; name: string }
  /** A place in a 3-D map as a colour, or its depth alone. */
  | { kind: 'cube'; name: string }
  | { kind: 'depth'; name: string }
  | { kind: 'trust' };

/** What every item has of a word of the user's own, and how the word is called and scaled. */
export interface WordColumn {
  title: string;
  unit: string;
  low: number;
  high: number;
  values: Float32Array;
}

export interface Level {
  code: number;
  name: string;
  colour: Rgb;
  n: number;
}

export type Legend =
  | { kind: 'levels'; title: string; label: string; levels: Level[]; n_without: number }
  | {
      kind: 'ramp';
      title: string;
      unit: string;
      low: number;
      high: number;
      colours: Rgb[];
      n_without: number;
    }
  | { kind: 'cube'; title: string }
  | { kind: 'plain'; title: string };

/** A palette, and for every item its place in it. */
export interface Colouring {
  palette: Rgb[];
  index: Uint16Array;
  legend: Legend;
}

const NAMED = ['label', 'descriptor', 'word', 'cube', 'depth'];

/** As in a session file or in a notebook's `colour_by`: `label:material`, `descriptor:pitch`. */
export function colourByText(by: ColourBy): string {
  return 'name' in by ? `${by.kind}:${by.name}` : by.kind;
}

export function colourByFrom(text: string): ColourBy {
  const [, kind = 'none', name = ''] = /^([a-z]+)(?::(.*))?$/s.exec(text) ?? [];
  if (NAMED.includes(kind)) return { kind, name } as ColourBy;
  return kind === 'trust' ? { kind } : { kind: 'none' };
}

export interface Palette {
  theme: Theme;
  ramp: Ramp;
}

const STEPS = 256;

/** The colour of every item. */
export function colouringOf(
  by: ColourBy,
  items: Items,
  descriptors: readonly DescriptorInfo[],
  layouts: ReadonlyMap<string, Layout>,
  shown: Layout | null,
  style: Palette,
  words: ReadonlyMap<string, WordColumn> = new Map(),
): Colouring {
  const n = items.id.length;
  if (by.kind === 'label' && items.labels[by.name]) return byLabel(by.name, items, style.theme);
  if (by.kind === 'descriptor' && items.descriptors[by.name]) {
    const info = descriptors.find((each) => each.name === by.name);
    const values = items.descriptors[by.name]!.map((each) => each ?? NaN);
    return byValue(values, n, info?.title ?? by.name, info?.unit ?? '', style, info);
  }
  const word = by.kind === 'word' ? words.get(by.name) : undefined;
  if (word) return byValue(word.values, n, word.title, word.unit, style, word, true);
  const deep = 'name' in by ? layouts.get(by.name) : undefined;
  if (by.kind === 'cube' && deep?.depth) return byCube(deep, n, style.theme);
  if (by.kind === 'depth' && deep?.depth) {
    return byValue(deep.depth, n, `Depth of ${deep.name}`, '', style);
  }
  if (by.kind === 'trust' && shown) {
    const info = { low: 0, high: 1 };
    return byValue(shown.trust, n, 'Trust in the neighbours', '', style, info);
  }
  const palette = [categoryColours(1, style.theme)[0]!];
  return { palette, index: new Uint16Array(n), legend: { kind: 'plain', title: 'One colour' } };
}

function byLabel(name: string, items: Items, theme: Theme): Colouring {
  const { levels, codes } = items.labels[name]!;
  const counts = new Array<number>(levels.length).fill(0);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  const ranked = levels.map((_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const colours = categoryColours(levels.length, theme);
  const palette: Rgb[] = new Array<Rgb>(levels.length);
  ranked.forEach((code, rank) => (palette[code] = colours[rank]!));
  palette.push(NONE[theme]);
  const index = Uint16Array.from(codes, (code) => (code < 0 ? levels.length : code));
  const shown = ranked.map((code) => ({
    code,
    name: levels[code]!,
    colour: palette[code]!,
    n: counts[code]!,
  }));
  const n_without = codes.reduce((sum, code) => sum + Number(code < 0), 0);
  return {
    palette,
    index,
    legend: { kind: 'levels', title: name, label: name, levels: shown, n_without },
  };
}

/**
 * Colours from low to high. The ends are the 2nd and 98th percentile, so that a few outliers do
 * not leave everything else in one colour; beyond them the colour stays that of the end.
 */
function byValue(
  values: ArrayLike<number>,
  n: number,
  title: string,
  unitName: string,
  style: Palette,
  range?: { low: number | null; high: number | null },
  /** Whether the colours go over the whole range, whatever values there are. */
  whole = range?.low === 0 && range.high === 1,
): Colouring {
  const finite = Array.from(values)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const at = (share: number): number => finite[Math.round(share * (finite.length - 1))] ?? 0;
  let [low, high] = finite.length > 50 ? [at(0.02), at(0.98)] : extent(finite);
  if (whole) [low, high] = [range?.low ?? low, range?.high ?? high];
  const palette = [...rampColours(style.ramp, STEPS, style.theme), NONE[style.theme]];
  const index = new Uint16Array(n).fill(STEPS);
  for (let i = 0; i < Math.min(n, values.length); i++) {
    const share = (values[i]! - low) / (high - low || 1);
    if (Number.isFinite(share)) {
      index[i] = Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1));
    }
  }
  const colours = palette.slice(0, STEPS);
  const n_without = n - finite.length;
  return {
    palette,
    index,
    legend: { kind: 'ramp', title, unit: unitName, low, high, colours, n_without },
  };
}

function byCube(layout: Layout, n: number, theme: Theme): Colouring {
  const column = (axis: 0 | 1): Float32Array =>
    unit(Float32Array.from({ length: layout.n }, (_, i) => layout.xy[2 * i + axis]!));
  const axes = [column(0), column(1), layout.depth!];
  const palette = [...cubeColours(theme), NONE[theme]];
  const index = new Uint16Array(n).fill(CUBE ** 3);
  for (let i = 0; i < Math.min(n, layout.n); i++) {
    const [x, y, z] = axes.map((axis) => Math.round(axis[i]! * (CUBE - 1))) as [
      number,
      number,
      number,
    ];
    if (Number.isFinite(x + y + z)) index[i] = x + CUBE * (y + CUBE * z);
  }
  return { palette, index, legend: { kind: 'cube', title: `Place in ${layout.name}` } };
}
