import { describe, expect, it, vi } from 'vitest';
import { AtlasStore } from './atlas.svelte';
import type { Chart } from './chart.svelte';
import { Chosen } from './chosen.svelte';
import type { Detail } from './detail.svelte';
import { Focus } from './focus.svelte';
import { Front } from './front.svelte';
import type { Api } from '../source/api';
import type { Items } from '../source/types';

const IDS = [...'abcdefghijkl'];
const ITEMS = {
  version: 1,
  id: IDS,
  name: IDS.map((id) => `${id}.wav`),
  group: IDS.map(() => ''),
  duration_s: IDS.map(() => 1),
  labels: { material: { levels: ['wood', 'glass'], codes: IDS.map((_, i) => (i % 3) - 1) } },
  descriptors: {},
} as unknown as Items;

async function world() {
  const info = { n_items: IDS.length, maps: [], labels: ['material'] };
  const api = { atlas: () => Promise.resolve(info), items: () => Promise.resolve(ITEMS) };
  const atlas = new AtlasStore(api as unknown as Api);
  await atlas.load();
  const detail = { neighbours: [{ id: 'c' }, { id: 'e' }], show: vi.fn() };
  const chart = { space: 'yamnet', label: 'material' } as unknown as Chart;
  const front = new Front();
  const focus = new Focus(atlas, chart, detail as unknown as Detail, front);
  return { focus, detail, front, chosen: new Chosen(atlas, focus, front) };
}

describe('pinned sounds', () => {
  it('are at most nine, the last ones, and each once', async () => {
    const { chosen } = await world();
    for (let item = 0; item < 10; item++) chosen.pin(item);
    chosen.pin(4);
    expect(chosen.pinned).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 4]);
  });

  it('hold the panel, until the one in it is let go', async () => {
    const { chosen, focus } = await world();
    focus.turnTo(3, true);
    chosen.flipPin(3);
    chosen.pin(5);
    expect([chosen.pinned, focus.held]).toEqual([[3, 5], true]);
    chosen.flipPin(5);
    expect(focus.held).toBe(true);
    chosen.flipPin(3);
    expect([chosen.pinned, focus.held]).toEqual([[], false]);
    chosen.flipPin(-1);
    expect(chosen.pinned).toEqual([]);
  });
});

describe('the selection', () => {
  it('is in order, grows where it is added to, and is read aloud', async () => {
    const { chosen, front } = await world();
    chosen.select([5, 2]);
    chosen.select([3, 5], true);
    expect([chosen.selection, front.spoken]).toEqual([[2, 3, 5], '3 selected']);
    chosen.flipSelected(3);
    chosen.flipSelected(0);
    chosen.flipSelected(-1);
    expect(chosen.selection).toEqual([0, 2, 5]);
  });

  it('takes all of a level; a level that nothing has is empty', async () => {
    const { chosen } = await world();
    chosen.selectLevel('material', 'glass');
    expect(chosen.selection).toEqual([2, 5, 8, 11]);
    chosen.selectLevel('material', 'iron');
    expect(chosen.selection).toEqual([]);
  });
});

describe('the sound that one is at', () => {
  it('is asked for with the space of the map, and has a level', async () => {
    const { focus, detail } = await world();
    expect(focus.level).toBeNull();
    focus.turnTo(1, false);
    expect(detail.show).toHaveBeenCalledWith('b', 'yamnet', false);
    expect(focus.level).toEqual(['material', 'wood']);
    focus.turnTo(0, false);
    expect(focus.level).toBeNull();
  });

  it('leads from neighbour to neighbour and round again, anew for each sound', async () => {
    const { focus, front } = await world();
    expect(focus.nextNeighbour()).toBe(-1);
    focus.turnTo(0, true);
    expect([1, 2, 3].map(() => focus.nextNeighbour())).toEqual([2, 4, 2]);
    expect(front.spoken).toBe('Neighbour 3: c, glass');
    focus.turnTo(1, true);
    expect([focus.nextNeighbour(), focus.pointed]).toEqual([2, 2]);
  });
});
