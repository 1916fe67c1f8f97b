import { back, enter, lasso, move, replay, silence, walk, WAYS } from './commands';
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

const ARROWS = Object.keys(WAYS);
/** What keys do while the settings of an effect have the place of the map. */
const WITHOUT_MAP = [...ARROWS, ' ', 'Escape', ...'[].wqgbkidc?'];

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
    run: (page) => page.sounds.playNeighbour(),
  },
  {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    group: 'Listen',
    shown: '1 … 9',
    does: 'Play a pinned sound',
    run: (page, key) => page.sounds.goTo(page.chosen.pinned[Number(key) - 1] ?? -1, 'key'),
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
    run: silence,
  },
  {
    keys: ARROWS,
    shift: true,
    group: 'Move',
    shown: 'Shift + arrows',
    does: 'Move the map',
    run: move,
  },
  {
    keys: ['+', '=', '-'],
    group: 'Move',
    shown: '+ −',
    does: 'Closer, farther',
    run: ({ front }, key) => front.stage?.zoomMiddle(key === '-' ? 1 / 1.4 : 1.4),
  },
  {
    keys: ['0', 'Home'],
    group: 'Move',
    shown: '0',
    does: 'Show the whole map (as a double click does)',
    run: ({ front }) => front.stage?.reset(),
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
    run: (page) => page.panels.flipFactors(),
  },
  {
    keys: ['b'],
    group: 'Choose',
    shown: 'B',
    does: 'Blend: hear what lies between sounds (Enter adds the current one to the path)',
    run: (page) => page.panels.flipDecode(),
  },
  {
    keys: ['k'],
    group: 'Listen',
    shown: 'K',
    does: 'Instrument: play a voice by what it sounds like (Space plays and stops it)',
    run: (page) => page.panels.flipInstrument(),
  },
  {
    keys: ['w'],
    group: 'Listen',
    shown: 'W',
    does: 'Effects: hear the current sound through an effect, and what its settings sound like',
    run: (page) => page.panels.flipEffects(),
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
    run: (page) => page.chosen.flipSelected(page.focus.current),
  },
  {
    keys: ['a'],
    group: 'Choose',
    shown: 'A',
    does: "Select all with the current sound's label",
    run: (page) => page.focus.level && page.chosen.selectLevel(...page.focus.level),
  },
  {
    keys: ['v'],
    group: 'Choose',
    shown: 'V',
    does: "Hide the current sound's label",
    run: (page) => page.focus.level && page.look.flipLevel(...page.focus.level),
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
    run: (page) => (page.effects.shown ? page.effects : page.chart).nextColour(),
  },
  {
    keys: ['m'],
    group: 'Look',
    shown: 'M',
    does: 'Show the next map',
    run: ({ chart }) => chart.nextMap(),
  },
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
    run: (page) => page.panels.flipSound(),
  },
  {
    keys: ['j'],
    group: 'Look',
    shown: 'J',
    does: 'Lay out again',
    run: (page) => (page.panels.dialog = 'layout'),
  },
  {
    keys: ['/'],
    group: 'Find',
    shown: '/',
    does: 'Search by words',
    run: (page) => page.front.reach('search'),
  },
  {
    keys: ['f'],
    group: 'Find',
    shown: 'F',
    does: 'Search by a sound file (or drop one on the page)',
    run: (page) => page.front.reach('file'),
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
    run: (page) => page.front.reach('session'),
  },
  {
    keys: ['?'],
    group: 'Look',
    shown: '?',
    does: 'This help',
    run: (page) => (page.panels.dialog = page.panels.dialog === 'help' ? null : 'help'),
  },
];

/** Obeys a key; returns whether it meant something. */
export function obey(page: Page, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || page.panels.dialog) return false;
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
