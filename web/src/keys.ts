import { exportSelection, exportPicture, saveSession } from './state/keep';
import type { Page } from './state/page.svelte';

/** A key and what it does; the help lists them, the page obeys them. */
export interface Binding {
  keys: readonly string[];
  /** With Shift held; letters without are lower case. */
  shift?: boolean;
  group: 'Listen' | 'Move' | 'Choose' | 'Look' | 'Find' | 'Keep';
  /** As the help shows it. */
  shown: string;
  does: string;
  run: (page: Page, key: string) => unknown;
}

const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const ARROWS = Object.keys(WAYS);
/** What keys do while the settings of an effect have the place of the map. */
const WITHOUT_MAP = [...ARROWS, ' ', 'Escape', ...'[].wqgbkidc?'];
const PAN_PX = 80;
const CROSS_PX = 16;

export const BINDINGS: readonly Binding[] = [
  {
    keys: ARROWS,
    group: 'Listen',
    shown: '← → ↑ ↓',
    does: 'Go to the nearest sound in that direction and play it',
    run: walk,
  },
  {
    keys: [' '],
    group: 'Listen',
    shown: 'Space',
    does: 'Play the current sound again',
    run: replay,
  },
  {
    keys: ['Enter'],
    group: 'Listen',
    shown: 'Enter',
    does: 'Pin or unpin the current sound',
    run: enter,
  },
  {
    keys: ['n'],
    group: 'Listen',
    shown: 'N',
    does: 'Play the next of its neighbours in the full space',
    run: (page) => page.nextNeighbour(),
  },
  {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    group: 'Listen',
    shown: '1 … 9',
    does: 'Play a pinned sound',
    run: (page, key) => page.goTo(page.pinned[Number(key) - 1] ?? -1, 'key'),
  },
  {
    keys: ['h'],
    group: 'Listen',
    shown: 'H',
    does: 'Hover to play: on or off (hold Shift to turn it round for a moment)',
    run: ({ look }) => (look.hover = !look.hover),
  },
  {
    keys: ['[', ']'],
    group: 'Listen',
    shown: '[ ]',
    does: 'Quieter, louder',
    run: ({ look }, key) =>
      (look.volume = Math.min(1, Math.max(0, look.volume + (key === ']' ? 0.1 : -0.1)))),
  },
  {
    keys: ['.'],
    group: 'Listen',
    shown: '.',
    does: 'Stop all sound',
    run: ({ ear, instrument, effects }) => {
      ear.stop();
      if (instrument.playing) instrument.stop();
      if (effects.rack.playing) effects.rack.stop();
    },
  },
  {
    keys: ARROWS,
    shift: true,
    group: 'Move',
    shown: 'Shift + arrows',
    does: 'Move the map',
    run: (page, key) => {
      const [dx, dy] = WAYS[key]!;
      if (page.effects.shown) page.steer(...page.effects.step(dx, dy, true));
      else page.stage?.pan(-dx * PAN_PX, dy * PAN_PX);
    },
  },
  {
    keys: ['+', '=', '-'],
    group: 'Move',
    shown: '+ −',
    does: 'Closer, farther',
    run: ({ stage }, key) => stage?.zoomMiddle(key === '-' ? 1 / 1.4 : 1.4),
  },
  {
    keys: ['0', 'Home'],
    group: 'Move',
    shown: '0',
    does: 'Show the whole map (as a double click does)',
    run: ({ stage }) => stage?.reset(),
  },
  {
    keys: ['l'],
    group: 'Choose',
    shown: 'L',
    does: 'Lasso by keyboard: arrows move, Space sets a corner, Enter closes it',
    run: lasso,
  },
  {
    keys: ['g'],
    group: 'Choose',
    shown: 'G',
    does: 'Factors: give the current sound something of another (Enter picks the other)',
    run: (page) => page.flipFactors(),
  },
  {
    keys: ['b'],
    group: 'Choose',
    shown: 'B',
    does: 'Blend: hear what lies between sounds (Enter adds the current one to the path)',
    run: (page) => page.flipDecode(),
  },
  {
    keys: ['k'],
    group: 'Listen',
    shown: 'K',
    does: 'Instrument: play a voice by what it sounds like (Space plays and stops it)',
    run: (page) => page.flipInstrument(),
  },
  {
    keys: ['w'],
    group: 'Listen',
    shown: 'W',
    does: 'Effects: hear the current sound through an effect, and what its settings sound like',
    run: (page) => page.flipEffects(),
  },
  {
    keys: ['q'],
    group: 'Listen',
    shown: 'Q',
    does: 'With the effect, or dry, as loud',
    run: ({ effects }) => effects.open && effects.rack.flipDry(),
  },
  {
    keys: ['x'],
    group: 'Choose',
    shown: 'X',
    does: 'Add the current sound to the selection, or take it out',
    run: (page) => page.flipSelected(page.current),
  },
  {
    keys: ['a'],
    group: 'Choose',
    shown: 'A',
    does: "Select all with the current sound's label",
    run: (page) => page.levelOfCurrent && page.selectLevel(...page.levelOfCurrent),
  },
  {
    keys: ['v'],
    group: 'Choose',
    shown: 'V',
    does: "Hide the current sound's label",
    run: (page) => page.levelOfCurrent && page.look.flipLevel(...page.levelOfCurrent),
  },
  {
    keys: ['V'],
    shift: true,
    group: 'Choose',
    shown: 'Shift + V',
    does: 'Show all labels again',
    run: ({ look }) => look.showAll(),
  },
  {
    keys: ['Escape'],
    group: 'Choose',
    shown: 'Esc',
    does: 'Step back: lasso, search, pinned view, selection',
    run: back,
  },
  {
    keys: ['c'],
    group: 'Look',
    shown: 'C',
    does: 'Colour by the next label or descriptor',
    run: nextColour,
  },
  { keys: ['m'], group: 'Look', shown: 'M', does: 'Show the next map', run: nextMap },
  {
    keys: ['t'],
    group: 'Look',
    shown: 'T',
    does: 'Shade points whose neighbours the map distorts',
    run: ({ look }) => (look.trust = !look.trust),
  },
  {
    keys: ['d'],
    group: 'Look',
    shown: 'D',
    does: 'Dark or light',
    run: ({ look }) => look.flipTheme(),
  },
  {
    keys: ['i'],
    group: 'Look',
    shown: 'I',
    does: 'Show or hide the panel',
    run: (page) => page.flipPanel(),
  },
  {
    keys: ['j'],
    group: 'Look',
    shown: 'J',
    does: 'Lay out again',
    run: (page) => (page.dialog = 'layout'),
  },
  {
    keys: ['/'],
    group: 'Find',
    shown: '/',
    does: 'Search by words',
    run: (page) => page.reach('search'),
  },
  {
    keys: ['f'],
    group: 'Find',
    shown: 'F',
    does: 'Search by a sound file (or drop one on the page)',
    run: (page) => page.reach('file'),
  },
  {
    keys: ['e'],
    group: 'Keep',
    shown: 'E',
    does: 'Export the selection: a ZIP of its sounds and a table',
    run: (page) => void exportSelection(page),
  },
  {
    keys: ['p'],
    group: 'Keep',
    shown: 'P',
    does: 'Save the map as a picture',
    run: (page) => exportPicture(page),
  },
  {
    keys: ['s'],
    group: 'Keep',
    shown: 'S',
    does: 'Save the session as a file',
    run: (page) => saveSession(page),
  },
  {
    keys: ['o'],
    group: 'Keep',
    shown: 'O',
    does: 'Open a session file',
    run: (page) => page.reach('session'),
  },
  {
    keys: ['?'],
    group: 'Look',
    shown: '?',
    does: 'This help',
    run: (page) => (page.dialog = page.dialog === 'help' ? null : 'help'),
  },
];

/** Obeys a key; returns whether it meant something. */
export function obey(page: Page, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || page.dialog) return false;
  if (isFor(event)) return false;
  const { key, shiftKey } = event;
  const fits = (binding: Binding): boolean =>
    binding.keys.includes(key) && (!ARROWS.includes(key) || Boolean(binding.shift) === shiftKey);
  // What is not seen is not moved.
  if (page.effects.shown && !WITHOUT_MAP.includes(key)) return false;
  const binding = BINDINGS.find(fits);
  binding?.run(page, key);
  return binding !== undefined;
}

/** Whether the key belongs to what has the focus: letters to a field, Space to a button. */
function isFor(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const control = target?.closest('input, select, textarea, button, a, summary, [role=option]');
  if (!control) return false;
  if (control.matches('input:not([type=checkbox]), select, textarea')) {
    return !(event.key === 'Escape' && !control.matches('input[type=search]'));
  }
  return ['Enter', ' ', 'Tab', ...ARROWS].includes(event.key);
}

function walk(page: Page, key: string): void {
  const [dx, dy] = WAYS[key]!;
  const { stage, keyLasso } = page;
  if (keyLasso.active && stage) {
    keyLasso.move(dx * CROSS_PX, -dy * CROSS_PX, stage.size.width, stage.size.height);
    stage.touch();
    return;
  }
  if (page.effects.shown) page.steer(...page.effects.step(dx, dy, false));
  else page.goTo(stage?.towards(page.current, dx, dy) ?? -1, 'key');
}

function replay(page: Page): void {
  if (!page.keyLasso.active) {
    if (page.instrument.open) page.instrument.flip();
    else if (page.effects.open) page.effects.rack.flip();
    else page.replay();
    return;
  }
  page.keyLasso.drop();
  page.stage?.touch();
}

function enter(page: Page): void {
  if (page.keyLasso.active) closeLasso(page);
  else if (page.factors.picking !== null) page.give(page.current);
  else if (page.decode.open) page.addToPath(page.current);
  else if (page.effects.choosing) page.putThrough(page.current);
  else page.flipPin(page.current);
}

function lasso(page: Page): void {
  const { stage, keyLasso } = page;
  if (!stage) return;
  if (keyLasso.active) {
    closeLasso(page);
    return;
  }
  const { width, height } = stage.size;
  keyLasso.begin(...(stage.pixelOf(page.current) ?? [width / 2, height / 2]));
  page.spoken = 'Lasso: arrows move the cross, Space sets a corner, Enter closes it';
  stage.touch();
}

function closeLasso(page: Page): void {
  page.select(page.stage?.inside(page.keyLasso.close()) ?? []);
  page.stage?.touch();
}

function back(page: Page): void {
  if (page.keyLasso.active) page.keyLasso.cancel();
  else if (page.factors.picking !== null) page.factors.picking = null;
  else if (page.effects.choosing) page.effects.choosing = false;
  else if (page.search.text || page.search.file) page.search.clear();
  else if (page.held) page.release();
  else if (page.selection.length) page.select([]);
  else if (page.factors.open) page.factors.close();
  else if (page.decode.open) page.decode.close();
  else if (page.effects.open) page.flipEffects();
  else if (page.instrument.open && !page.atlas.info?.alone) page.instrument.close();
  else page.ear.stop();
  page.stage?.touch();
}

function nextColour(page: Page): void {
  if (page.effects.shown) {
    page.effects.nextColour();
    return;
  }
  const choices = page.colourChoices;
  const text = JSON.stringify(page.look.colourBy);
  const at = choices.findIndex((each) => JSON.stringify(each) === text);
  const next = choices[(at + 1) % choices.length];
  if (next) void page.colourBy(next);
}

function nextMap(page: Page): void {
  const { maps } = page.atlas;
  const at = maps.findIndex((map) => map.name === page.look.map);
  const next = maps[(at + 1) % maps.length];
  if (next) void page.showMap(next.name);
}
