import type { Ink } from '../map/overlay';
import { GROUND, type Theme } from './palette';
import { fromHex } from './rgb';

/** What is written and ringed on the map, and what it is written on. */
export const INK: Record<Theme, Ink> = {
  dark: { text: fromHex('#f2f3f5'), accent: fromHex('#ffd479'), ground: GROUND.dark },
  light: { text: fromHex('#16181d'), accent: fromHex('#a34a00'), ground: GROUND.light },
};
