import { describe, expect, it } from 'vitest';
import { layoutOf } from '../map/layout';
import type { Items } from '../source/types';
import { colourByFrom, colourByText, colouringOf } from './colouring';

const items: Items = {
  version: 1,
  id: ['a', 'b', 'c', 'd'],
  name: ['a', 'b', 'c', 'd'],
  group: ['', '', '', ''],
  duration_s: [1, 1, 1, 1],
  labels: { material: { levels: ['wood', 'glass'], codes: [1, 1, 0, -1] } },
  descriptors: { pitch: [100, 200, null, 300] },
};
const style = { theme: 'dark', ramp: 'viridis' } as const;
const pitch = { name: 'pitch', title: 'Pitch', unit: 'Hz', low: null, high: null };
const rows = Float32Array.of(0, 0, 0, 1, 1, 1, 1, 1, 2, 0, 0.5, 1, NaN, NaN, NaN, NaN);
const deep = layoutOf({ name: 'umap3', dims: 3 }, rows);

describe('colouringOf', () => {
  it('gives the most frequent level the first colour, and tells what has no label', () => {
    const { index, legend, palette } = colouringOf(
      { kind: 'label', name: 'material' },
      items,
      [],
      new Map(),
      null,
      style,
    );
    expect([...index]).toEqual([1, 1, 0, 2]);
    expect(legend).toMatchObject({ kind: 'levels', n_without: 1 });
    expect(legend.kind === 'levels' && legend.levels.map((each) => each.name)).toEqual([
      'glass',
      'wood',
    ]);
    expect(palette).toHaveLength(3);
  });

  it("runs a word of one's own over its whole scale, whatever values there are", () => {
    const values = Float32Array.of(2, 5, NaN, 3.5);
    const words = new Map([['wobbly', { title: 'Wobbly', unit: '%', low: 5, high: 1, values }]]);
    const by = { kind: 'word', name: 'wobbly' } as const;
    const found = colouringOf(by, items, [], new Map(), null, style, words);
    expect([...found.index]).toEqual([191, 0, 256, 96]);
    expect(found.legend).toMatchObject({
      title: 'Wobbly',
      unit: '%',
      low: 5,
      high: 1,
      n_without: 1,
    });
    expect(colourByFrom(colourByText(by))).toEqual(by);
    expect(colouringOf(by, items, [], new Map(), null, style).legend.kind).toBe('plain');
  });

  it('runs a descriptor from low to high, with a colour of its own for no value', () => {
    const by = { kind: 'descriptor', name: 'pitch' } as const;
    const { index, legend } = colouringOf(by, items, [pitch], new Map(), null, style);
    expect([...index]).toEqual([0, 128, 256, 255]);
    expect(legend).toMatchObject({ unit: 'Hz', low: 100, high: 300, n_without: 1 });
  });

  it('makes a place in 3-D a colour', () => {
    const by = { kind: 'cube', name: 'umap3' } as const;
    const { index, palette } = colouringOf(by, items, [], new Map([['umap3', deep]]), null, style);
    expect(new Set(index).size).toBe(4);
    expect(index[3]).toBe(palette.length - 1);
  });

  it('falls back to one colour where there is nothing to colour by', () => {
    const { index } = colouringOf(
      { kind: 'label', name: 'gone' },
      items,
      [],
      new Map(),
      null,
      style,
    );
    expect([...index]).toEqual([0, 0, 0, 0]);
  });
});

it.each(['label:a:b', 'descriptor:pitch', 'cube:umap3', 'depth:umap3', 'trust', 'none'])(
  'writes %s and reads it again',
  (text) => expect(colourByText(colourByFrom(text))).toBe(text),
);
