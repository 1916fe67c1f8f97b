import { expect, it } from 'vitest';
import type { MapInfo } from '../source/types';
import { mapTitle } from './title';

const map = (over: Partial<MapInfo>): MapInfo => ({
  name: '',
  space: 'yamnet:8',
  method: 'umap',
  dims: 2,
  n_items: 1,
  seed: 0,
  params: {},
  trustworthiness: null,
  continuity: null,
  recall_at_10: null,
  n_queries: null,
  ...over,
});

it('says as much as tells the maps apart', () => {
  const [a, b, c, d] = [map({}), map({ dims: 3 }), map({ space: 'scores' }), map({ seed: 4 })];
  expect(mapTitle(a, [a, b])).toBe('UMAP 2-D');
  expect(mapTitle(c, [a, b, c])).toBe('UMAP 2-D, scores');
  expect(mapTitle(d, [a, d])).toBe('UMAP 2-D, yamnet:8, seed 4');
});
