import { colourByFrom, colourByText } from '../colour/colouring';
import { INK } from '../colour/ink';
import { captioned } from '../map/picture';
import { save } from '../save';
import type { Session } from '../session';
import type { Page } from './page.svelte';

/** The selection, or else what is pinned, as a ZIP of its sounds and a table. */
export async function exportSelection(page: Page): Promise<void> {
  const items = page.chosen.selection.length ? page.chosen.selection : page.chosen.pinned;
  if (!items.length) {
    page.notices.say(
      'Nothing is selected.',
      'Draw a lasso (Shift and drag) or press X on a sound.',
    );
    return;
  }
  try {
    const zip = await page.api.exported(items.map((item) => page.atlas.idOf(item)));
    const name = `${fileName(page)}-${items.length}-sounds.zip`;
    save(new Blob([zip], { type: 'application/zip' }), name);
    page.notices.say(`${items.length} sounds and a table of them are in the ZIP.`);
  } catch (error) {
    page.notices.fail(error);
  }
}

/** What the map shows, as a PNG with its legend. */
export function exportPicture(page: Page): void {
  const { atlas, look } = page;
  const { stage } = page.front;
  const { colouring } = page.chart;
  if (!stage || !colouring) return;
  const title = [atlas.info?.name, look.map].filter(Boolean).join(', ');
  const picture = captioned(stage.picture(), title, colouring.legend, INK[look.ground]);
  picture.toBlob((blob) => blob && save(blob, `${fileName(page)}.png`), 'image/png');
}

/** All that a session file holds. */
export function sessionOf(page: Page): Session {
  const { look, atlas } = page;
  const id = (item: number): string => atlas.idOf(item);
  return {
    timbrespace_session: 1,
    atlas: atlas.info?.name ?? '',
    map: look.map,
    view: page.front.stage?.view ?? null,
    colour_by: colourByText(look.colourBy),
    ramp: look.ramp,
    hidden: Object.fromEntries(Object.entries(look.hidden).map(([k, v]) => [k, [...v]])),
    trust: look.trust,
    hover: look.hover,
    volume: look.volume,
    theme: look.theme,
    current: page.focus.current >= 0 ? id(page.focus.current) : null,
    pinned: page.chosen.pinned.map(id),
    selection: page.chosen.selection.map(id),
    search: page.search.text,
  };
}

export function saveSession(page: Page): void {
  const text = JSON.stringify(sessionOf(page), null, 2);
  save(new Blob([text], { type: 'application/json' }), `${fileName(page)}-session.json`);
}

/** Opens a session again; what this atlas does not have is left out, and said. */
export async function restore(page: Page, session: Session): Promise<void> {
  const { look, atlas } = page;
  const known = (ids: string[]): number[] =>
    ids.map((id) => atlas.indexOf(id)).filter((item) => item >= 0);
  if (session.map !== null) await page.chart.show(session.map);
  await page.chart.colourBy(colourByFrom(session.colour_by));
  const { ramp, hidden, trust, hover, volume, theme } = session;
  Object.assign(look, { ramp, hidden, trust, hover, volume, theme });
  page.search.text = session.search;
  page.chosen.pinned = known(session.pinned);
  page.chosen.select(known(session.selection));
  const [current = -1] = known(session.current === null ? [] : [session.current]);
  if (current >= 0) page.focus.turnTo(current, true);
  page.focus.held = page.chosen.pinned.includes(current);
  if (session.view) page.front.stage?.setView(session.view);
  const n_lost = session.selection.length - page.chosen.selection.length;
  page.notices.say(
    n_lost
      ? `The session is open; ${n_lost} of its sounds are not in this atlas.`
      : 'The session is open.',
  );
}

function fileName(page: Page): string {
  const name = (page.atlas.info?.name ?? '').replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '');
  return name || 'map';
}
