import type { ColourBy } from '../colour/colouring';
import type { Ramp, Theme } from '../colour/palette';

export type Tool = 'play' | 'pan' | 'lasso';

const KEPT = 'timbrespace';

interface Kept {
  theme: Theme | null;
  volume: number;
  hover: boolean;
  panel: boolean;
}

/** How the page looks and behaves: everything that a switch changes. */
export class Look {
  map = $state<string | null>(null);
  /** Whether a person chose the map; until then the page goes on to a better one by itself. */
  chosen = $state(false);
  colourBy = $state.raw<ColourBy>({ kind: 'none' });
  ramp = $state<Ramp>('viridis');
  trust = $state(false);
  hover = $state(true);
  volume = $state(0.8);
  panel = $state(true);
  tool = $state<Tool>('play');
  /** What a person chose; null follows the system. */
  theme = $state<Theme | null>(null);
  private system = $state<Theme>('dark');
  /** Levels that are hidden, by label. */
  hidden = $state.raw<Readonly<Record<string, readonly string[]>>>({});

  constructor(private readonly store: Storage | null) {
    const light = window.matchMedia('(prefers-color-scheme: light)');
    this.system = light.matches ? 'light' : 'dark';
    light.addEventListener('change', () => (this.system = light.matches ? 'light' : 'dark'));
    this.recall();
  }

  get ground(): Theme {
    return this.theme ?? this.system;
  }

  flipTheme(): void {
    this.theme = this.ground === 'dark' ? 'light' : 'dark';
  }

  isHidden(label: string, level: string): boolean {
    return this.hidden[label]?.includes(level) ?? false;
  }

  flipLevel(label: string, level: string): void {
    const before = this.hidden[label] ?? [];
    const after = before.includes(level)
      ? before.filter((each) => each !== level)
      : [...before, level];
    this.hidden = { ...this.hidden, [label]: after };
  }

  get n_hidden(): number {
    return Object.values(this.hidden).reduce((sum, levels) => sum + levels.length, 0);
  }

  showAll(): void {
    this.hidden = {};
  }

  /** Keeps what a person would want to find again in the next session. */
  keep(): void {
    const { theme, volume, hover, panel } = this;
    this.store?.setItem(KEPT, JSON.stringify({ theme, volume, hover, panel } satisfies Kept));
  }

  private recall(): void {
    try {
      const kept = JSON.parse(this.store?.getItem(KEPT) ?? '{}') as Partial<Kept>;
      if (kept.theme === 'dark' || kept.theme === 'light') this.theme = kept.theme;
      if (typeof kept.volume === 'number') this.volume = Math.min(1, Math.max(0, kept.volume));
      if (typeof kept.hover === 'boolean') this.hover = kept.hover;
      if (typeof kept.panel === 'boolean') this.panel = kept.panel;
    } catch {
      // Somebody else's words under our name: begin afresh.
    }
  }
}
