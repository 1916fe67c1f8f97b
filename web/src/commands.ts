import type { Page } from './state/page.svelte';

/** Arrow keys and where they lead; up is up. */
export const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const PAN_PX = 80;
const CROSS_PX = 16;

/** An arrow key: on to the next sound; or the cross of the lasso, or the settings, move a little. */
export function walk(page: Page, key: string): void {
  const [dx, dy] = WAYS[key]!;
  const { effects, focus, front, gestures, sounds } = page;
  const { stage } = front;
  const { keyLasso } = gestures;
  if (keyLasso.active && stage) {
    keyLasso.move(dx * CROSS_PX, -dy * CROSS_PX, stage.size.width, stage.size.height);
    stage.touch();
    return;
  }
  if (effects.shown) gestures.steer(...effects.step(dx, dy, false));
  else sounds.goTo(stage?.towards(focus.current, dx, dy) ?? -1, 'key');
}

/** An arrow key with Shift: the map moves, or the settings by a large step. */
export function move(page: Page, key: string): void {
  const [dx, dy] = WAYS[key]!;
  const { effects, front, gestures } = page;
  if (effects.shown) gestures.steer(...effects.step(dx, dy, true));
  else front.stage?.pan(-dx * PAN_PX, dy * PAN_PX);
}

/** Space: the next corner of the lasso; or what is open plays, or stops. */
export function replay(page: Page): void {
  const { effects, front, gestures, instrument, sounds } = page;
  if (gestures.keyLasso.active) {
    gestures.keyLasso.drop();
    front.touch();
  } else if (instrument.open) instrument.flip();
  else if (effects.open) effects.rack.flip();
  else sounds.replay();
}

export function silence({ ear, effects, instrument }: Page): void {
  ear.stop();
  if (instrument.playing) instrument.stop();
  if (effects.rack.playing) effects.rack.stop();
}

/** Enter: closes the lasso; or the current sound goes to the panel that waits for one, or is pinned. */
export function enter(page: Page): void {
  const { chosen, focus, gestures } = page;
  if (gestures.keyLasso.active) closeLasso(page);
  else if (!gestures.handOver(focus.current)) chosen.flipPin(focus.current);
}

/** Begins a lasso at the current sound, or closes the one that was begun. */
export function lasso(page: Page): void {
  const { focus, front, gestures } = page;
  const { stage } = front;
  if (!stage) return;
  if (gestures.keyLasso.active) {
    closeLasso(page);
    return;
  }
  const { width, height } = stage.size;
  gestures.keyLasso.begin(...(stage.pixelOf(focus.current) ?? [width / 2, height / 2]));
  front.say('Lasso: arrows move the cross, Space sets a corner, Enter closes it');
  stage.touch();
}

function closeLasso({ chosen, front, gestures }: Page): void {
  chosen.select(front.stage?.inside(gestures.keyLasso.close()) ?? []);
  front.touch();
}

/** One step back, whatever was begun last. */
export function back(page: Page): void {
  const { chosen, decode, effects, factors, focus, instrument, search } = page;
  const { keyLasso } = page.gestures;
  if (keyLasso.active) keyLasso.cancel();
  else if (factors.picking !== null) factors.picking = null;
  else if (effects.choosing) effects.choosing = false;
  else if (search.text || search.file) search.clear();
  else if (focus.held) focus.release();
  else if (chosen.selection.length) chosen.select([]);
  else if (factors.open) factors.close();
  else if (decode.open) decode.close();
  else if (effects.open) page.panels.flipEffects();
  else if (instrument.open && !page.atlas.info?.alone) instrument.close();
  else page.ear.stop();
  page.front.touch();
}
