/** A lasso drawn by keyboard: a cross that is moved, and the corners it has dropped. */
export class KeyLasso {
  cross: [number, number] | null = null;
  corners: number[] = [];

  get active(): boolean {
    return this.cross !== null;
  }

  begin(x: number, y: number): void {
    this.cross = [x, y];
    this.corners = [];
  }

  /** Moves the cross, as far as the map goes. */
  move(dx: number, dy: number, width: number, height: number): void {
    if (!this.cross) return;
    const within = (at: number, most: number): number => Math.min(most, Math.max(0, at));
    this.cross = [within(this.cross[0] + dx, width), within(this.cross[1] + dy, height)];
  }

  drop(): void {
    if (this.cross) this.corners.push(...this.cross);
  }

  /** The path that was drawn, the cross its last corner; the lasso is over. */
  close(): number[] {
    const path = [...this.corners];
    if (this.cross) path.push(...this.cross);
    this.cancel();
    return path;
  }

  cancel(): void {
    this.cross = null;
    this.corners = [];
  }
}
