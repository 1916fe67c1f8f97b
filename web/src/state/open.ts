import { readSession } from '../session';
import { restore } from './keep';
import type { Page } from './page.svelte';

/** Takes a file that was dropped or chosen: a session, or a sound to search by. */
export async function openFile(page: Page, file: File): Promise<void> {
  try {
    if (/\.json$/i.test(file.name)) await restore(page, readSession(await file.text()));
    else await searchBy(page, file);
  } catch (error) {
    page.notices.fail(error);
  }
}

/** Plays a sound of one's own, and shows what is like it. */
async function searchBy(page: Page, file: File): Promise<void> {
  const { chart, ear, front, look, search } = page;
  if (chart.space === null || look.map === null) return;
  const { neighbours } = await search.byFile(file, chart.space, look.map);
  look.panel = true;
  front.say(`${neighbours.length} sounds like ${file.name}`);
  ear.prefetch(neighbours.map((each) => each.id));
  await ear.playFile(search.file!.bytes).catch(() => undefined);
  front.touch();
}
