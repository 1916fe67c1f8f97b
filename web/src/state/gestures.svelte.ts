import { KeyLasso } from '../map/lasso';
import type { Page } from './page.svelte';

type Around = Pick<
  Page,
  | 'atlas'
  | 'chosen'
  | 'decode'
  | 'ear'
  | 'effects'
  | 'factors'
  | 'focus'
  | 'front'
  | 'look'
  | 'sounds'
  | 'steering'
  | 'surface'
>;

/** What a hand on the map does to the sounds there, which depends on the panel that is open. */
export class Gestures {
  /** Whether Shift is down: it turns "hover to play" round. */
  turned = $state(false);
  readonly keyLasso = new KeyLasso();
  /** The lasso that the pointer draws: x, y, x, y, ... in pixels. */
  lassoPath: readonly number[] = [];

  constructor(private readonly page: Around) {}

  /** The pointer is over an item, or over none. */
  point(item: number): void {
    const { focus, front, look, sounds, surface } = this.page;
    if (item === focus.pointed) return;
    focus.pointed = item;
    front.touch();
    if (item < 0 || surface.played || look.hover === this.turned) return;
    if (!focus.held) focus.turnTo(item, false);
    sounds.play(item, 'hover');
  }

  /** The pointer went over an item while it was down: it plays whatever the switch says. */
  cross(item: number): void {
    const { focus, sounds } = this.page;
    focus.pointed = item;
    if (!focus.held) focus.turnTo(item, false);
    sounds.play(item, 'drag');
  }

  /** A click: play, show, and keep; or what the panel that is open waits for. */
  press(item: number, add = false): void {
    const { chosen, focus, sounds } = this.page;
    if (item < 0) focus.release();
    else if (add) chosen.flipSelected(item);
    else if (!this.handOver(item)) {
      focus.held = true;
      if (!chosen.pinned.includes(item)) chosen.pin(item);
      focus.turnTo(item, true);
      sounds.play(item, 'click');
    }
  }

  /** Gives an item to the panel that waits for one; returns whether one did. */
  handOver(item: number): boolean {
    const { decode, effects, factors } = this.page;
    if (factors.picking !== null) this.give(item);
    else if (decode.open) this.addToPath(item);
    else if (effects.choosing) this.putThrough(item);
    else return false;
    return true;
  }

  /** The sound becomes the donor that was asked for. */
  give(item: number): void {
    const { atlas, factors, front, sounds } = this.page;
    const id = atlas.idOf(item);
    if (!id) return;
    sounds.play(item, 'click');
    front.say(`Takes ${factors.picking} from ${atlas.described(item)}`);
    factors.take(id);
  }

  /** The sound comes to the end of the path; one that is on it becomes the place that is heard. */
  private addToPath(item: number): void {
    const { atlas, decode, ear, focus, front, sounds } = this.page;
    const id = atlas.idOf(item);
    if (!id) return;
    focus.turnTo(item, true);
    if (!decode.items.includes(id)) {
      if (!ear.looper.playing) sounds.play(item, 'click');
      const n = decode.items.length + 1;
      front.say(decode.full ? 'The path is full' : `${atlas.described(item)} is sound ${n}`);
    }
    decode.add([id]);
  }

  /** A sound of the map goes through the effect. */
  private putThrough(item: number): void {
    const { atlas, ear, effects, focus, front } = this.page;
    const id = atlas.idOf(item);
    if (!id) return;
    focus.turnTo(item, true);
    ear.stop();
    effects.take(`item:${id}`);
    front.say(`${atlas.described(item)} goes through the effect`);
  }

  /** Takes hold of the path that is drawn on the map, if it is there, or of the player. */
  grab(x: number, y: number): boolean {
    const { decode, front, surface } = this.page;
    if (surface.played) {
      this.slide(x, y);
      return true;
    }
    const at = decode.open ? (front.stage?.onPath(this.path(), decode.at, x, y) ?? null) : null;
    if (at === null) return false;
    if (at !== decode.at || decode.mean) decode.move(at);
    else decode.hear();
    return true;
  }

  /** The hand drags along the path, or over the map that it plays. */
  slide(x: number, y: number): void {
    const { decode, front, surface } = this.page;
    const { stage } = front;
    if (surface.played && stage) {
      surface.move(...stage.toMap(x, y));
      stage.touch();
      return;
    }
    const at = stage?.alongPath(this.path(), decode.at, x, y) ?? null;
    if (at !== null) decode.move(at);
  }

  drawLasso(path: readonly number[], done: boolean, add: boolean): void {
    const { chosen, front } = this.page;
    this.lassoPath = done ? [] : path;
    if (done && front.stage) chosen.select(front.stage.inside(path), add);
    front.touch();
  }

  /** A hand is at a place of the map of settings; in the listening task that is an attempt. */
  steer(x: number, y: number, leap = true): void {
    const { effects, steering } = this.page;
    if (effects.steering) steering.try(x, y);
    else effects.play(x, y, leap);
  }

  private path(): number[] {
    const { atlas, decode } = this.page;
    return decode.items.map((id) => atlas.indexOf(id));
  }
}
