import { describe, expect, it, vi } from 'vitest';
import { Panels } from './panels.svelte';

const NAMES = ['factors', 'decode', 'instrument', 'effects'] as const;

function world({ alone = false, decoders = true } = {}) {
  const panel = () => {
    const made = {
      open: false,
      show: vi.fn(() => (made.open = true)),
      close: vi.fn(() => (made.open = false)),
    };
    return made;
  };
  const decode = Object.assign(panel(), {
    available: decoders,
    items: [] as string[],
    add: vi.fn(),
    load: vi.fn(() => Promise.resolve()),
  });
  const page = {
    factors: panel(),
    decode,
    instrument: panel(),
    effects: panel(),
    atlas: { info: { alone }, idOf: (item: number) => (item < 0 ? '' : `id${item}`) },
    chosen: { selection: [] as number[], pinned: [1, 2] },
    ear: { stop: vi.fn() },
    focus: { current: 4 },
    look: { panel: true },
    notices: { say: vi.fn(), fail: vi.fn() },
    words: { open: false },
  };
  const panels = new Panels(page as unknown as ConstructorParameters<typeof Panels>[0]);
  const open = (): string[] => NAMES.filter((name) => page[name].open);
  return { panels, page, open };
}

describe('the panels', () => {
  it('have one place: each that opens closes the others, and closes when asked again', () => {
    const { panels, open } = world();
    for (const [flip, name] of [
      ['flipFactors', 'factors'],
      ['flipDecode', 'decode'],
      ['flipInstrument', 'instrument'],
      ['flipEffects', 'effects'],
    ] as const) {
      panels[flip]();
      expect([open(), panels.besides]).toEqual([[name], true]);
    }
    panels.flipEffects();
    expect([open(), panels.besides]).toEqual([[], false]);
  });

  it('give way to the panel of the sound', () => {
    const { panels, page, open } = world();
    panels.flipFactors();
    panels.flipSound();
    expect([open(), page.look.panel]).toEqual([[], true]);
    panels.flipSound();
    expect(page.look.panel).toBe(false);
  });

  it('begin with what a person is at: the current sound, the selection, else the pins', () => {
    const { panels, page } = world();
    panels.flipFactors();
    expect(page.factors.show).toHaveBeenCalledWith('id4');
    panels.flipEffects();
    expect(page.effects.show).toHaveBeenCalledWith('item:id4');
    panels.flipDecode();
    expect(page.decode.add).toHaveBeenCalledWith(['id1', 'id2']);
    panels.flipDecode();
    page.chosen.selection = [7];
    panels.flipDecode();
    expect(page.decode.add).toHaveBeenLastCalledWith(['id7']);
  });

  it('look again for a space that decodes, and say how to come by one', async () => {
    const { panels, page, open } = world({ decoders: false });
    panels.flipDecode();
    await vi.waitFor(() => expect(page.notices.say).toHaveBeenCalled());
    expect(open()).toEqual([]);
    page.decode.load.mockImplementation(async () => void (page.decode.available = true));
    panels.flipDecode();
    await vi.waitFor(() => expect(open()).toEqual(['decode']));
  });

  it('leave the instrument open where there is nothing else', () => {
    const { panels, open } = world({ alone: true });
    panels.flipInstrument();
    panels.flipInstrument();
    expect(open()).toEqual(['instrument']);
    panels.flipEffects();
    expect(open()).toEqual(['effects']);
    panels.flipEffects();
    expect(open()).toEqual(['instrument']);
    panels.flipSound();
    expect(open()).toEqual(['instrument']);
  });

  it('open the words with the instrument, to teach one', () => {
    const { panels, page, open } = world();
    panels.teach();
    expect([open(), page.words.open]).toEqual([['instrument'], true]);
    panels.teach();
    expect(open()).toEqual(['instrument']);
  });
});
