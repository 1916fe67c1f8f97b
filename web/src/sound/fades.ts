/**
 * Fades between 5 and 15 ms: short enough for a drum to stay a drum, long enough not to click.
 */
export const FADE_IN_S = 0.005;
export const FADE_OUT_S = 0.012;

/**
 * Fades the ends of a sound, in place.
 *
 * The fades are part of the samples, not of an envelope beside them: a voice starts when the
 * audio thread gets round to it, and an envelope on the clock would by then have begun.
 */
export function fadeEnds(channels: readonly Float32Array[], rate_hz: number): void {
  for (const samples of channels) {
    const n_in = Math.min(Math.round(FADE_IN_S * rate_hz), samples.length >> 1);
    const n_out = Math.min(Math.round(FADE_OUT_S * rate_hz), samples.length >> 1);
    for (let i = 0; i < n_in; i++) samples[i]! *= i / n_in;
    for (let i = 0; i < n_out; i++) samples[samples.length - 1 - i]! *= i / n_out;
  }
}
