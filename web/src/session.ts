import { colourByFrom, colourByText } from './colour/colouring';
import type { Ramp, Theme } from './colour/palette';
import type { View } from './map/camera';

/** A session as one file: what is shown, chosen and pinned. Items are named by id. */
export interface Session {
  timbrespace_session: 1;
  atlas: string;
  map: string | null;
  view: View | null;
  colour_by: string;
  ramp: Ramp;
  hidden: Record<string, string[]>;
  trust: boolean;
  hover: boolean;
  volume: number;
  theme: Theme | null;
  current: string | null;
  pinned: string[];
  selection: string[];
  search: string;
}

/** What a file must be to be opened. */
export class NotASession extends Error {}

/** Reads a session file; what it lacks or says wrongly becomes the usual value. */
export function readSession(text: string): Session {
  let said: Record<string, unknown>;
  try {
    said = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new NotASession('This file is no session: it is not JSON.');
  }
  if (said?.['timbrespace_session'] !== 1) {
    throw new NotASession('This file is no timbrespace session that this version can read.');
  }
  const view = said['view'] as Partial<View> | null;
  const placed = view && [view.x, view.y, view.zoom].every(Number.isFinite) && view.zoom! > 0;
  const theme = said['theme'];
  return {
    timbrespace_session: 1,
    atlas: textOr(said['atlas'], ''),
    map: typeof said['map'] === 'string' ? said['map'] : null,
    view: placed ? { x: view.x!, y: view.y!, zoom: view.zoom! } : null,
    colour_by: colourByText(colourByFrom(textOr(said['colour_by'], 'none'))),
    ramp: said['ramp'] === 'cividis' ? 'cividis' : 'viridis',
    hidden: levelsOf(said['hidden']),
    trust: said['trust'] === true,
    hover: said['hover'] !== false,
    volume: Math.min(1, Math.max(0, Number(said['volume'] ?? 0.8) || 0)),
    theme: theme === 'dark' || theme === 'light' ? theme : null,
    current: typeof said['current'] === 'string' ? said['current'] : null,
    pinned: textsOf(said['pinned']),
    selection: textsOf(said['selection']),
    search: textOr(said['search'], ''),
  };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function levelsOf(value: unknown): Record<string, string[]> {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([label, levels]) => [label, textsOf(levels)]),
  );
}
