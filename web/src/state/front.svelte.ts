import type { Stage } from '../map/stage';

/** What the bar holds that a key may reach. */
export type Control = 'search' | 'file' | 'session';

/** What stands before a person: the map's canvases, the line that is read aloud, the bar. */
export class Front {
  /** The map puts itself here while it is on the page. */
  stage: Stage | null = null;
  spoken = $state('');
  /** How to reach what the bar holds; the bar fills this in. */
  readonly controls: Partial<Record<Control, () => void>> = {};

  /** Draws the marks on the map again. */
  touch(): void {
    this.stage?.touch();
  }

  /** Lets a screen reader say something. */
  say(text: string): void {
    this.spoken = text;
  }

  /** Moves the focus to a control of the bar, or opens its file dialog. */
  reach(what: Control): void {
    this.controls[what]?.();
  }
}
