import { describe, expect, it } from 'vitest';
import { deviceGaps, DeviceWatch, firstHint, Retry, Stall } from './device';

describe('the sound device', () => {
  it('gets its smallest buffer only where the browser counts its gaps', () => {
    expect(firstHint(class {})).toBe('interactive');
    expect(
      firstHint(
        class {
          get playbackStats() {
            return null;
          }
        },
      ),
    ).toBe(0);
    expect(deviceGaps({} as AudioContext)).toBe(0);
  });

  it('gets a larger one after several gaps in a short time', () => {
    const watch = new DeviceWatch();
    expect([0, 1, 2].map((gaps) => watch.note(gaps, gaps))).toEqual([false, false, false]);
    expect(watch.note(3, 3)).toBe(true);
  });

  it('keeps it where gaps are rare', () => {
    const watch = new DeviceWatch();
    const said = Array.from({ length: 20 }, (_, k) => watch.note(k, 6 * k));
    expect(said.some(Boolean)).toBe(false);
  });

  it('is opened anew where its clock stands still, and only there', () => {
    const stall = new Stall();
    const clocks = [null, null, 0, 0.9, 1.9, 1.9, 0, 0, null, 0];
    expect(clocks.map((clock_s) => stall.note(clock_s))).toEqual([
      ...[false, false, false, false, false, true, false, true, false, false],
    ]);
  });

  it('gets its smallest one again after a while, each time later', () => {
    const retry = new Retry();
    expect(retry.due(1e6)).toBe(false);
    retry.failed(100);
    expect([119, 120, 500].map((now_s) => retry.due(now_s))).toEqual([false, true, false]);
    retry.failed(200);
    expect([239, 240].map((now_s) => retry.due(now_s))).toEqual([false, true]);
  });
});
