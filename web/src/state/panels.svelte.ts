import type { Page } from './page.svelte';

export type Dialog = 'help' | 'layout' | 'about' | 'abx' | null;

/** The panels that take the place of the current sound's. */
const PANELS = ['factors', 'decode', 'instrument', 'effects'] as const;
type Panel = (typeof PANELS)[number];

type Around = Pick<
  Page,
  Panel | 'atlas' | 'chosen' | 'ear' | 'focus' | 'look' | 'notices' | 'words'
>;

/** Which panel or dialog is open: each has the place to itself. */
export class Panels {
  dialog = $state<Dialog>(null);

  constructor(private readonly page: Around) {}

  /** Whether a panel has the place of the current sound's. */
  get besides(): boolean {
    return PANELS.some((name) => this.page[name].open);
  }

  /** Shows the panel of the current sound, or hides it; the others give way to it. */
  flipSound(): void {
    const { atlas, look } = this.page;
    if (atlas.info?.alone) return;
    look.panel = this.besides || !look.panel;
    this.closeAllBut(null);
  }

  /** Opens the factors with the current sound, or closes them. */
  flipFactors(): void {
    const { atlas, factors, focus } = this.page;
    if (factors.open) factors.close();
    else {
      this.closeAllBut('factors');
      void factors.show(atlas.idOf(focus.current));
    }
  }

  /** Opens the panel of sounds between sounds, or closes it. */
  flipDecode(): void {
    const { atlas, chosen, decode, notices } = this.page;
    if (decode.open) {
      decode.close();
      return;
    }
    if (!decode.available) {
      void this.lookForDecoders();
      return;
    }
    this.closeAllBut('decode');
    decode.show();
    void decode.load().catch((error) => notices.fail(error));
    const taken = chosen.selection.length ? chosen.selection : chosen.pinned;
    if (!decode.items.length) decode.add(taken.map((item) => atlas.idOf(item)));
  }

  /** Opens the instrument, or closes it; where there is nothing else, it stays. */
  flipInstrument(): void {
    const { atlas, ear, instrument } = this.page;
    if (instrument.open && !atlas.info?.alone) {
      instrument.close();
      return;
    }
    this.closeAllBut('instrument');
    ear.stop();
    instrument.show();
  }

  /** Opens the effects with the current sound, or closes them. */
  flipEffects(): void {
    const { atlas, ear, effects, focus, instrument } = this.page;
    if (effects.open) {
      effects.close();
      if (atlas.info?.alone) instrument.show();
      return;
    }
    this.closeAllBut('effects');
    ear.stop();
    const id = atlas.idOf(focus.current) || atlas.idOf(0);
    effects.show(id ? `item:${id}` : 'demo');
  }

  /** Opens the words of one's own, to mark what is selected. */
  teach(): void {
    const { instrument, words } = this.page;
    words.open = true;
    if (!instrument.open) this.flipInstrument();
  }

  private closeAllBut(kept: Panel | null): void {
    for (const name of PANELS) if (name !== kept) this.page[name].close();
  }

  /** One may have been trained since the page was opened. */
  private async lookForDecoders(): Promise<void> {
    const { decode, notices } = this.page;
    try {
      await decode.load();
    } catch (error) {
      notices.fail(error);
      return;
    }
    if (decode.available) this.flipDecode();
    else {
      const how = 'Train one: timbrespace train waveform FOLDER --out my.space';
      notices.say('There is no space here that decodes.', how);
    }
  }
}
