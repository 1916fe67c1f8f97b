import { describe, expect, it, vi } from 'vitest';
import type { ColourBy } from '../colour/colouring';
import type { AtlasStore } from './atlas.svelte';
import { Chart } from './chart.svelte';
import type { Look } from './look.svelte';
import type { Words } from './words.svelte';

const MAPS = [
  { name: 'umap', dims: 2, space: 'yamnet' },
  { name: 'umap-3d', dims: 3, space: 'yamnet' },
];

function world(maps = MAPS) {
  const atlas = {
    info: {
      labels: ['material'],
      descriptors: [{ name: 'brightness' }],
      spaces: [{ id: 'descriptors' }],
    },
    items: { id: ['a', 'b'] },
    maps,
    bestMap: maps[0] ?? null,
    layouts: new Map(),
    layout: vi.fn((name: string) => Promise.resolve(name === 'lost' ? null : { name })),
    mapNamed: (name: string | null) => maps.find((each) => each.name === name) ?? null,
  };
  const look = {
    map: null as string | null,
    chosen: false,
    colourBy: { kind: 'none' } as ColourBy,
  };
  const words = { columns: new Map([['warm', {}]]), gone: (_: string, __: string | null) => {} };
  const chart = new Chart(
    atlas as unknown as AtlasStore,
    look as unknown as Look,
    words as unknown as Words,
  );
  return { chart, atlas, look, words };
}

describe('the map that is shown', () => {
  it('is the best one until a person chooses', async () => {
    const { chart, atlas, look } = world();
    await chart.settle();
    expect([look.map, look.chosen]).toEqual(['umap', false]);
    await chart.show('umap-3d');
    atlas.bestMap = MAPS[0]!;
    await chart.settle();
    expect([look.map, look.chosen]).toEqual(['umap-3d', true]);
  });

  it('is replaced where it is gone, and kept where another cannot be read', async () => {
    const { chart, look } = world();
    await chart.show('umap');
    await chart.show('lost');
    expect(look.map).toBe('umap');
    look.map = 'deleted';
    await chart.settle();
    expect(look.map).toBe('umap');
  });

  it('says in which space neighbours are looked for; without a map, in the first', () => {
    const { chart, look } = world();
    expect(chart.space).toBe('descriptors');
    look.map = 'umap';
    expect(chart.space).toBe('yamnet');
  });

  it('gives way to the next, and the last to the first', async () => {
    const { chart, look } = world();
    for (const wanted of ['umap', 'umap-3d', 'umap']) {
      chart.nextMap();
      await vi.waitFor(() => expect(look.map).toBe(wanted));
    }
  });
});

describe('what colours stand for', () => {
  it('begins with the first label, once', async () => {
    const { chart, look } = world();
    await chart.settle();
    expect(look.colourBy).toEqual({ kind: 'label', name: 'material' });
    await chart.colourBy({ kind: 'none' });
    await chart.settle();
    expect(look.colourBy).toEqual({ kind: 'none' });
  });

  it('can be labels, descriptors, words, deep maps, trust or nothing, one after another', () => {
    const { chart, look } = world();
    const kinds = chart.colourChoices.map(({ kind }) => kind);
    expect(kinds).toEqual([...['label', 'descriptor', 'word', 'cube', 'depth', 'trust', 'none']]);
    chart.nextColour();
    expect(look.colourBy.kind).toBe('label');
    chart.nextColour();
    expect(look.colourBy.kind).toBe('descriptor');
  });

  it('needs the deep map that it is read from', async () => {
    const { chart, atlas, look } = world();
    await chart.colourBy({ kind: 'depth', name: 'umap-3d' });
    expect(atlas.layout).toHaveBeenCalledWith('umap-3d');
    expect(look.colourBy.kind).toBe('depth');
  });

  it('follows a word to its new name, and is given up with the word', () => {
    const { look, words } = world();
    look.colourBy = { kind: 'word', name: 'warm' };
    words.gone('cold', null);
    words.gone('warm', 'warmer');
    expect(look.colourBy).toEqual({ kind: 'word', name: 'warmer' });
    words.gone('warmer', null);
    expect(look.colourBy).toEqual({ kind: 'label', name: 'material' });
  });

  it('gives keys the label that is seen, else the first', () => {
    const { chart, look } = world();
    expect(chart.label).toBe('material');
    look.colourBy = { kind: 'label', name: 'player' };
    expect(chart.label).toBe('player');
  });
});
