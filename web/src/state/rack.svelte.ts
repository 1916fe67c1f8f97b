import type { OpenLink } from '../live/link';
import type { How, Parameter, RackMessage, RackState, Through } from '../source/effects';
import { Wire, type Basic } from './wire.svelte';

/** A sound that goes through an effect, live: what is heard, and what hands do to it. */
export class Rack extends Wire<RackState, RackMessage> {
  readonly parameters = $derived<readonly Parameter[]>(this.state?.effect?.parameters ?? []);

  /** What sounds go through now; null where nothing does yet. */
  get through(): Through | null {
    const { effect, theta, sound } = this.state ?? {};
    if (!effect || !theta) return null;
    return { effect: effect.id, theta, input_peak_db: sound?.input_peak_db ?? null };
  }

  constructor(
    openRack: OpenLink<RackState, RackMessage | Basic> | undefined,
    private readonly came: (state: RackState, before: RackState | null) => void,
    notice: (text: string) => void,
  ) {
    super(openRack, notice);
  }

  show(): boolean {
    return this.reach();
  }

  /** Where a knob stands, 0 to 1: the hand's, else the server's. */
  theta(index: number): number {
    const name = this.parameters[index]?.name ?? '';
    return this.heldOr(name, this.state?.theta[index] ?? 0);
  }

  turn(name: string, theta: number): void {
    this.hold(name, theta);
    this.say({ do: 'turn', name, theta });
  }

  /**
   * The settings of a place; knobs follow as soon as the server says where they went. `leap`: it
   * is another place, not one more on a hand's way, and is heard before what lies in hand.
   */
  go(space: string, map: string, x: number, y: number, how: How, leap: boolean): void {
    this.letGo();
    this.say({ do: 'at', space, map, x, y, how, leap });
  }

  goToPoint(space: string, index: number): void {
    this.letGo();
    this.say({ do: 'point', space, index, leap: true });
  }

  set(values: readonly number[]): void {
    this.letGo();
    this.say({ do: 'theta', values: [...values] });
  }

  /** Another effect, at its defaults unless told; sounds come in at a peak, or as they are. */
  swap(id: string, theta?: readonly number[], input_peak_db: number | null = null): void {
    this.letGo();
    this.say({
      do: 'effect',
      id,
      ...(theta && { theta: [...theta] }),
      ...(input_peak_db !== null && { input_peak_db }),
    });
  }

  recall(preset: string): void {
    this.letGo();
    this.say({ do: 'preset', name: preset });
  }

  /** With the effect, or the sound as it is. */
  flipDry(on = !this.state?.dry): void {
    if (!this.state || this.state.dry === on) return;
    // Shown at once: one compares faster than a state travels.
    this.state = { ...this.state, dry: on };
    this.say({ do: 'dry', on });
  }

  protected override taken(state: RackState, before: RackState | null): void {
    if (state.effect?.id !== before?.effect?.id) this.letGo();
    this.came(state, before);
  }
}
