import type { Tool } from '../state/look.svelte';

/** What the hand on the map can ask for; places are pixels from the map's corner. */
export interface Hand {
  point(x: number, y: number): void;
  leave(): void;
  press(x: number, y: number, add: boolean): void;
  /** The pointer went from one place to the next while it was down. */
  through(fromX: number, fromY: number, toX: number, toY: number): void;
  /** Whether there is something at this place that a drag moves. */
  grab(x: number, y: number): boolean;
  /** What was taken hold of is dragged to this place. */
  slide(x: number, y: number): void;
  pan(dx: number, dy: number): void;
  zoom(x: number, y: number, factor: number): void;
  lasso(path: readonly number[], done: boolean, add: boolean): void;
  reset(): void;
}

type Drag = 'none' | 'wait' | 'play' | 'pan' | 'lasso' | 'pinch' | 'slide';

const MOVED_PX = 5;
const WHEEL_STEP = 0.0016;
const LINE_PX = 18;

/**
 * Mouse, pen and fingers on the map.
 *
 * Drag plays through; with Shift it draws a lasso; with the middle or right button, or with
 * two fingers, it moves the map. The tool says what a plain drag does.
 */
export class Pointer {
  private drag: Drag = 'none';
  private down: [number, number] = [0, 0];
  private last: [number, number] = [0, 0];
  private path: number[] = [];
  /** Whether the pointer has gone anywhere since it was pressed. */
  private moved = false;
  private readonly fingers = new Map<number, [number, number]>();
  private readonly over = new AbortController();

  constructor(
    private readonly element: HTMLElement,
    private readonly hand: Hand,
    private readonly tool: () => Tool,
  ) {
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      heard: (event: HTMLElementEventMap[K]) => void,
    ): void => element.addEventListener(name, heard, { signal: this.over.signal, passive: false });
    on('pointerdown', this.begin);
    on('pointermove', this.move);
    // Where the browser has it, this comes before the next frame: sound need not wait for one.
    on('pointerrawupdate' as 'pointermove', (event) => {
      if (this.drag === 'none') hand.point(...this.place(event));
    });
    on('pointerup', this.end);
    on('pointercancel', this.end);
    on('pointerleave', () => this.drag === 'none' && hand.leave());
    on('wheel', this.wheel);
    on('dblclick', (event) => {
      event.preventDefault();
      hand.reset();
    });
    on('contextmenu', (event) => event.preventDefault());
  }

  destroy(): void {
    this.over.abort();
  }

  private place(event: MouseEvent): [number, number] {
    const box = this.element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  private readonly begin = (event: PointerEvent): void => {
    this.element.setPointerCapture(event.pointerId);
    this.last = this.down = this.place(event);
    this.fingers.set(event.pointerId, this.last);
    this.path = [...this.last];
    this.moved = false;
    if (this.fingers.size > 1) this.drag = 'pinch';
    else if (event.button === 0 && !event.shiftKey && this.hand.grab(...this.last))
      this.drag = 'slide';
    else if (event.button !== 0 || this.tool() === 'pan') this.drag = 'pan';
    else if (event.shiftKey || this.tool() === 'lasso') this.drag = 'lasso';
    else this.drag = 'wait';
  };

  private readonly move = (event: PointerEvent): void => {
    const place = this.place(event);
    if (this.drag === 'none') {
      this.hand.point(...place);
      return;
    }
    if (this.drag === 'pinch') {
      this.pinch(event.pointerId, place);
      return;
    }
    this.moved ||= distance(place, this.down) >= MOVED_PX;
    if (this.drag === 'wait') {
      if (!this.moved) return;
      this.drag = 'play';
    }
    for (const each of event.getCoalescedEvents?.() ?? []) this.step(this.place(each), event);
    this.step(place, event);
  };

  private step(place: [number, number], event: PointerEvent): void {
    const [x, y] = this.last;
    if (place[0] === x && place[1] === y) return;
    if (this.drag === 'slide') this.hand.slide(...place);
    if (this.drag === 'play') this.hand.through(x, y, ...place);
    if (this.drag === 'pan') this.hand.pan(place[0] - x, place[1] - y);
    if (this.drag === 'lasso') {
      this.path.push(...place);
      this.hand.lasso(this.path, false, adds(event));
    }
    this.last = place;
  }

  private readonly end = (event: PointerEvent): void => {
    const place = this.place(event);
    const { drag } = this;
    this.fingers.delete(event.pointerId);
    this.drag = this.fingers.size ? 'pinch' : 'none';
    if (event.type === 'pointercancel') return;
    const still = !this.moved;
    if (drag === 'lasso' && !still) this.hand.lasso(this.path, true, adds(event));
    else if (
      still &&
      (drag === 'wait' || drag === 'lasso' || (drag === 'pan' && event.button === 0))
    ) {
      this.hand.press(...place, adds(event) || event.shiftKey);
    }
    if (drag === 'lasso' && still) this.hand.lasso([], false, false);
  };

  /** Two fingers: the map follows their middle, and grows with the distance between them. */
  private pinch(finger: number, place: [number, number]): void {
    const before = [...this.fingers.values()];
    this.fingers.set(finger, place);
    const after = [...this.fingers.values()];
    if (before.length < 2 || after.length < 2) return;
    const [from, to] = [middle(before), middle(after)];
    this.hand.pan(to[0] - from[0], to[1] - from[1]);
    const ratio = distance(after[0]!, after[1]!) / Math.max(1, distance(before[0]!, before[1]!));
    this.hand.zoom(...to, ratio);
  }

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    // A pinch on a touchpad comes as a wheel with Ctrl, in small steps.
    const step = WHEEL_STEP * (event.ctrlKey ? 6 : 1);
    this.hand.zoom(...this.place(event), Math.exp(-event.deltaY * pixels * step));
  };
}

function adds(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

function distance(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function middle(places: [number, number][]): [number, number] {
  return [(places[0]![0] + places[1]![0]) / 2, (places[0]![1] + places[1]![1]) / 2];
}
