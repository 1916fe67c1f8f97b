import type { Api } from '../source/api';
import type { Items, SearchResult } from '../source/types';
import type { AtlasStore } from './atlas.svelte';

const N_LIKE = 12;

/** Search by words, and by a sound. */
export class Search {
  text = $state('');
  /** The sound that was dropped, and what is like it. */
  file = $state.raw<{ name: string; bytes: ArrayBuffer; found: SearchResult } | null>(null);
  busy = $state(false);

  /** The items that hold all words in their name, group or labels; null without words. */
  readonly matches = $derived.by((): number[] | null => {
    const { items } = this.atlas;
    return items ? matching(this.text, items) : null;
  });

  constructor(
    private readonly api: Api,
    private readonly atlas: AtlasStore,
  ) {}

  async byFile(file: File, space: string, map: string): Promise<SearchResult> {
    this.busy = true;
    try {
      const bytes = await file.arrayBuffer();
      const found = await this.api.search(bytes, space, N_LIKE, map);
      this.file = { name: file.name, bytes, found };
      return found;
    } finally {
      this.busy = false;
    }
  }

  clear(): void {
    this.text = '';
    this.file = null;
  }
}

/** The items that hold all words of `text`; null without words. */
export function matching(text: string, items: Items): number[] | null {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  const columns = Object.values(items.labels);
  const found: number[] = [];
  for (let i = 0; i < items.id.length; i++) {
    const labels = columns.map(({ levels, codes }) => levels[codes[i] ?? -1] ?? '');
    const line = [items.name[i], items.group[i] ?? '', ...labels].join('\n').toLowerCase();
    if (words.every((word) => line.includes(word))) found.push(i);
  }
  return found;
}
