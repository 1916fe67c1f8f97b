/** Does the newest of what is asked for, one at a time: what came meanwhile is skipped. */
export class Latest<Wanted> {
  private next: { wanted: Wanted } | null = null;
  private busy = false;

  constructor(private readonly work: (wanted: Wanted) => Promise<void>) {}

  ask(wanted: Wanted): void {
    this.next = { wanted };
    if (!this.busy) void this.drain();
  }

  drop(): void {
    this.next = null;
  }

  private async drain(): Promise<void> {
    this.busy = true;
    while (this.next) {
      const { wanted } = this.next;
      this.next = null;
      await this.work(wanted).catch(() => undefined);
    }
    this.busy = false;
  }
}
