import { describe, expect, it, vi } from 'vitest';
import { Gestures } from './gestures.svelte';

function world(more: object = {}) {
  const done: string[] = [];
  const did =
    (what: string) =>
    (...args: unknown[]): void =>
      void done.push([what, ...args].join(' '));
  const page = {
    atlas: { idOf: (item: number) => (item < 0 ? '' : `id${item}`), described: String },
    chosen: { pinned: [] as number[], pin: did('pin'), flipSelected: did('flip') },
    decode: { open: false, items: [] as string[], full: false, add: did('add') },
    ear: { looper: { playing: '' }, stop: did('stop') },
    effects: { choosing: false, steering: false, take: did('through'), play: did('settings') },
    factors: { picking: null as string | null, take: did('donor') },
    focus: { pointed: -1, held: false, turnTo: did('turn'), release: did('release') },
    front: { stage: null, say: vi.fn(), touch: vi.fn() },
    look: { hover: true },
    sounds: { play: did('play') },
    steering: { try: did('try') },
    surface: { played: false, move: did('move') },
    ...more,
  };
  const gestures = new Gestures(page as unknown as ConstructorParameters<typeof Gestures>[0]);
  return { gestures, page, done };
}

describe('pointing', () => {
  it('shows and plays a sound, once', () => {
    const { gestures, done } = world();
    gestures.point(3);
    gestures.point(3);
    gestures.point(-1);
    expect(done).toEqual(['turn 3 false', 'play 3 hover']);
  });

  it('plays nothing where it is switched off, but while Shift turns that round', () => {
    const { gestures, done, page } = world();
    page.look.hover = false;
    gestures.point(3);
    expect(done).toEqual([]);
    gestures.turned = true;
    gestures.point(4);
    expect(done).toEqual(['turn 4 false', 'play 4 hover']);
  });

  it('leaves the panel to a sound that is held, and the map to the instrument', () => {
    const { gestures, done, page } = world();
    page.focus.held = true;
    gestures.point(3);
    page.surface.played = true;
    gestures.point(4);
    expect(done).toEqual(['play 3 hover']);
  });

  it('plays what is crossed, whatever the switch says', () => {
    const { gestures, done, page } = world();
    page.look.hover = false;
    gestures.cross(2);
    expect(done).toEqual(['turn 2 false', 'play 2 drag']);
  });
});

describe('a click', () => {
  it('plays, shows and keeps; beside all sounds it lets go', () => {
    const { gestures, done, page } = world();
    gestures.press(3);
    expect(done).toEqual(['pin 3', 'turn 3 true', 'play 3 click']);
    expect(page.focus.held).toBe(true);
    gestures.press(-1, true);
    expect(done.at(-1)).toBe('release');
  });

  it('that adds only selects', () => {
    const { gestures, done } = world();
    gestures.press(3, true);
    expect(done).toEqual(['flip 3']);
  });

  it('gives the sound to the panel that waits for one', () => {
    const { gestures, done, page } = world();
    page.effects.choosing = true;
    gestures.press(1);
    expect(done.splice(0)).toEqual(['turn 1 true', 'stop', 'through item:id1']);
    page.decode.open = true;
    gestures.press(2);
    expect(done.splice(0)).toEqual(['turn 2 true', 'play 2 click', 'add id2']);
    page.factors.picking = 'material';
    gestures.press(3);
    expect(done).toEqual(['play 3 click', 'donor id3']);
  });

  it('on a sound of the path plays the path there, and not the sound', () => {
    const { gestures, done, page } = world();
    [page.decode.open, page.decode.items] = [true, ['id2']];
    expect(gestures.handOver(2)).toBe(true);
    expect(done).toEqual(['turn 2 true', 'add id2']);
  });
});

describe('a drag', () => {
  it('over a map that is played moves the player', () => {
    const stage = { toMap: (x: number, y: number) => [x / 100, y / 100], touch: vi.fn() };
    const { gestures, done, page } = world({ front: { stage, touch: vi.fn() } });
    page.surface.played = true;
    expect(gestures.grab(50, 20)).toBe(true);
    expect(done).toEqual(['move 0.5 0.2']);
  });

  it('takes hold of nothing where there is no path', () => {
    expect(world().gestures.grab(50, 20)).toBe(false);
  });

  it('of the lasso is seen until it is closed, and then selects what is inside', () => {
    const stage = { inside: (path: readonly number[]) => path.map((each) => each / 10) };
    const { gestures, page } = world({ front: { stage, touch: vi.fn() } });
    const select = vi.fn();
    Object.assign(page.chosen, { select });
    gestures.drawLasso([10, 20], false, false);
    expect([gestures.lassoPath, select.mock.calls.length]).toEqual([[10, 20], 0]);
    gestures.drawLasso([10, 20], true, true);
    expect(gestures.lassoPath).toEqual([]);
    expect(select).toHaveBeenCalledWith([1, 2], true);
  });

  it('on the map of settings is an attempt in the listening task', () => {
    const { gestures, done, page } = world();
    gestures.steer(0.1, 0.2);
    page.effects.steering = true;
    gestures.steer(0.1, 0.2);
    expect(done).toEqual(['settings 0.1 0.2 true', 'try 0.1 0.2']);
  });
});
