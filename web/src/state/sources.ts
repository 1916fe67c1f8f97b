import type { Api } from '../source/api';
import type { Ear } from './ear.svelte';

/** Sources that are kept at once. */
const MOST = 16;

/** Sounds as they were before they were encoded, as long as what is decoded of them. */
export class Sources {
  private readonly kept = new Map<string, Promise<AudioBuffer>>();

  constructor(
    private readonly api: Pick<Api, 'audio'>,
    private readonly ear: Pick<Ear, 'decoded'>,
  ) {}

  /** A sound cut or filled up to a duration, so that it keeps step with what is decoded. */
  of(id: string, duration_s: number, most_s: number | undefined): Promise<AudioBuffer> {
    const key = `${id} ${duration_s}`;
    const found = this.kept.get(key) ?? this.fetched(id, duration_s, most_s);
    this.kept.set(key, found);
    found.catch(() => this.kept.delete(key));
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > MOST && oldest !== undefined) this.kept.delete(oldest);
    return found;
  }

  private async fetched(
    id: string,
    duration_s: number,
    most_s: number | undefined,
  ): Promise<AudioBuffer> {
    const sound = await this.ear.decoded(await this.api.audio(id, most_s));
    const { numberOfChannels, sampleRate } = sound;
    const length = Math.max(1, Math.round(duration_s * sampleRate));
    const whole = new AudioBuffer({ numberOfChannels, sampleRate, length });
    for (let channel = 0; channel < numberOfChannels; channel++) {
      whole.copyToChannel(sound.getChannelData(channel).subarray(0, length), channel);
    }
    return whole;
  }
}
