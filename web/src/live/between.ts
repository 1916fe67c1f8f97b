/** A sound that a place on the map is made of, and its share. */
export interface Share {
  item: number;
  weight: number;
}

/** Sounds that one place is made of, at most. */
export const MOST_NEAR = 7;
/** Below this a sound adds nothing that is heard. */
const LEAST = 0.01;

/**
 * Shares of the nearest sounds at a place, adding up to 1.
 *
 * The nearest but for the farthest count, each by `((R - d) / (R d))²`, where `R` is how far the
 * farthest lies: shares change without a jump as sounds come and go (Franke and Nielson, 1980). On a
 * sound, that sound alone is heard.
 */
export function sharesAt(
  near: readonly { item: number; distance: number }[],
  most = MOST_NEAR,
): Share[] {
  const sorted = [...near].sort((a, b) => a.distance - b.distance).slice(0, most + 1);
  const first = sorted[0];
  if (!first) return [];
  const on = sorted.filter(({ distance }) => distance < 1e-9);
  if (on.length) return on.map(({ item }) => ({ item, weight: 1 / on.length }));
  if (sorted.length === 1) return [{ item: first.item, weight: 1 }];
  const reach = sorted.at(-1)!.distance;
  const raw = sorted.map(({ item, distance }) => ({
    item,
    weight: ((reach - distance) / (reach * distance)) ** 2,
  }));
  const all = raw.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return sorted.map(({ item }) => ({ item, weight: 1 / sorted.length }));
  const kept = raw.filter(({ weight }) => weight / all >= LEAST);
  const rest = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map(({ item, weight }) => ({ item, weight: weight / rest }));
}

/** What a person reads about a place: one sound, or between which. */
export function placeText(shares: readonly Share[], nameOf: (item: number) => string): string {
  const [first, second] = [...shares].sort((a, b) => b.weight - a.weight);
  if (!first) return '';
  const percent = (share: Share): string => `${Math.round(100 * share.weight)} %`;
  if (!second || first.weight > 0.95) return `On ${nameOf(first.item)}`;
  const more = shares.length > 2 ? ` and ${shares.length - 2} more` : '';
  return (
    `Between ${percent(first)} ${nameOf(first.item)}, ` +
    `${percent(second)} ${nameOf(second.item)}${more}`
  );
}
