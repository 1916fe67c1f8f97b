/** Seconds until a heard point has faded from the trail. */
export const TRAIL_S = 8;
const MOST = 60;

export interface Step {
  item: number;
  at_ms: number;
}

/** What has been heard, and when: the last points, fading. */
export class Trail {
  private steps: Step[] = [];

  add(item: number, at_ms: number): void {
    if (this.steps.at(-1)?.item === item) this.steps.pop();
    this.steps.push({ item, at_ms });
    if (this.steps.length > MOST) this.steps.shift();
  }

  /** What is still to be seen, oldest first, with its strength from 0 to 1. */
  visible(now_ms: number): { item: number; strength: number }[] {
    this.steps = this.steps.filter(({ at_ms }) => now_ms - at_ms < TRAIL_S * 1000);
    return this.steps.map(({ item, at_ms }) => ({
      item,
      strength: 1 - (now_ms - at_ms) / (TRAIL_S * 1000),
    }));
  }

  clear(): void {
    this.steps = [];
  }
}
