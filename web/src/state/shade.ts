import type { Layout } from '../map/layout';
import { SHADES } from '../map/scatter';
import type { Items } from '../source/types';

export interface ShadeBy {
  hidden: Readonly<Record<string, readonly string[]>>;
  /** Only these stand out; null lets all do. */
  only: ReadonlySet<number> | null;
  /** Whether points whose neighbours cannot be trusted recede. */
  trust: boolean;
}

/** How visible each item is: 0 is hidden, `SHADES` is fully there. */
export function shadesOf(items: Items, layout: Layout | null, by: ShadeBy): Uint8Array {
  const shades = new Uint8Array(items.id.length).fill(SHADES);
  if (by.trust && layout) {
    for (let i = 0; i < Math.min(shades.length, layout.n); i++) {
      const trust = layout.trust[i]!;
      if (Number.isFinite(trust)) shades[i] = 1 + Math.round(trust ** 2 * (SHADES - 1));
    }
  }
  if (by.only) {
    for (let i = 0; i < shades.length; i++) if (!by.only.has(i)) shades[i] = 1;
  }
  for (const [label, levels] of Object.entries(by.hidden)) {
    const column = items.labels[label];
    if (!column || !levels.length) continue;
    const gone = new Set(levels.map((level) => column.levels.indexOf(level)));
    for (let i = 0; i < shades.length; i++) if (gone.has(column.codes[i]!)) shades[i] = 0;
  }
  return shades;
}
