import { Trail } from '../map/trail';
import type { Heard, Why } from './ear.svelte';
import type { Page } from './page.svelte';

/** Sounds that the log goes back to. */
const MOST_LOGGED = 2000;

type Around = Pick<Page, 'atlas' | 'ear' | 'focus' | 'front' | 'notices' | 'surface'>;

/** The sounds of the map: what plays them, and what has been heard. */
export class Sounds {
  readonly trail = new Trail();
  /** Every sound that was started, for the probe. */
  readonly log: Heard[] = [];

  constructor(private readonly page: Around) {}

  /** Plays an item; by a key, while the map plays the instrument, it goes to its place instead. */
  play(item: number, why: Why): void {
    const { atlas, ear, front, notices, surface } = this.page;
    const id = atlas.idOf(item);
    if (!id) return;
    const place = surface.played && why === 'key' ? front.stage?.placeOf(item) : null;
    if (place) {
      surface.move(...place);
      return;
    }
    ear.play(id, why).catch((error: unknown) => {
      // What is only passed by is left silent, but for an atlas that has lost all its sounds.
      const passing = why === 'hover' || why === 'drag';
      if (!passing || !atlas.info?.sounds_found) notices.fail(error);
    });
  }

  /** Goes to an item, plays it, and shows it in the panel. */
  goTo(item: number, why: Why): void {
    if (item < 0) return;
    const { focus, front } = this.page;
    focus.turnTo(item, true);
    front.stage?.reveal(item);
    this.play(item, why);
  }

  replay(): void {
    const { current } = this.page.focus;
    if (current >= 0) this.play(current, 'key');
  }

  /** Plays the next of the current sound's neighbours in the full space. */
  playNeighbour(): void {
    this.play(this.page.focus.nextNeighbour(), 'list');
  }

  /** What may be heard next is fetched ahead. */
  likely(items: readonly number[]): void {
    const { atlas, ear } = this.page;
    ear.prefetch(items.map((item) => atlas.idOf(item)));
  }

  /** A sound was started: it leaves its trace on the map. */
  heard(heard: Heard): void {
    const { atlas, front } = this.page;
    this.log.push(heard);
    if (this.log.length > MOST_LOGGED) this.log.shift();
    const item = atlas.indexOf(heard.id);
    if (item >= 0) {
      this.trail.add(item, performance.now());
      if (heard.why !== 'hover' && heard.why !== 'drag') front.say(atlas.described(item));
    }
    front.touch();
  }
}
