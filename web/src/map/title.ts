import type { MapInfo } from '../source/types';

const METHODS: Record<string, string> = {
  umap: 'UMAP',
  tsne: 't-SNE',
  pca: 'PCA',
  pacmap: 'PaCMAP',
};

/** A map's name for people: `UMAP 2-D`, with its space and its own name where that is not enough. */
export function mapTitle(map: MapInfo, maps: readonly MapInfo[]): string {
  const short = `${METHODS[map.method] ?? map.method} ${map.dims}-D`;
  const alike = maps.filter((each) => each.method === map.method && each.dims === map.dims);
  if (alike.length < 2) return short;
  const long = `${short}, ${map.space}`;
  return alike.some((each) => each !== map && each.space === map.space)
    ? `${long}, seed ${map.seed}`
    : long;
}
