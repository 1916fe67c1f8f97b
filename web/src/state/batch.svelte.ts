import { counted } from '../format';
import type { EffectsApi } from '../source/effects_api';
import { failureOf, SourceError } from '../source/source';
import type { Effects } from './effects.svelte';

/** What the server takes of one file. */
export const MOST_FILE_MB = 200;
/** What the server makes of one batch. */
export const MOST_FILES = 1000;
export const MOST_GB = 2;
/** Names of sounds whose type a browser may not know. */
const SOUND = /\.(aiff?|au|caf|flac|m4[ab]|mka|mp[234]|oga|ogg|opus|snd|w64|wave?|webm|wma|wv)$/i;

type Calls = Pick<EffectsApi, 'batch' | 'beginBatch' | 'forgetBatch' | 'renderFile'>;
type Around = Pick<Effects, 'fail' | 'rack'>;

/** Whether a file of a folder is to be rendered: a folder holds pictures and notes, too. */
export const isSound = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  !name.startsWith('.') && (/^(audio|video)\//.test(type) || SOUND.test(name));

/** Files of one's own through the effect as it stands: sent one by one, rendered as they come. */
export class Batch {
  /** How many were sent; null where nothing is under way. */
  done = $state<number | null>(null);
  total = $state(0);
  /** What was left out, and why. */
  problems = $state.raw<readonly string[]>([]);
  /** What came of it. */
  said = $state('');
  private stopped = false;
  /** The server takes no more. */
  private full = false;

  constructor(
    private readonly api: Calls,
    private readonly effects: Around,
    private readonly save: (zip: ArrayBuffer) => void,
  ) {}

  /** Takes no more files; what was rendered is thrown away. */
  stop(): void {
    this.stopped = true;
  }

  /** Renders these; of a folder, those that are sounds. */
  async render(files: readonly File[]): Promise<void> {
    const { through } = this.effects.rack;
    if (!through || this.done !== null) return;
    this.problems = [];
    this.said = '';
    this.stopped = this.full = false;
    const found = files.filter((file) => this.takes(file));
    const sounds = found.slice(0, MOST_FILES);
    if (found.length > MOST_FILES)
      this.leaveOut(counted(found.length - MOST_FILES, 'more file'), 'Render them afterwards.');
    this.total = sounds.length;
    if (!sounds.length) {
      this.said = 'There is no sound among these files.';
      return;
    }
    this.done = 0;
    try {
      const { batch } = await this.api.beginBatch(through);
      await this.send(batch, sounds);
    } catch (error) {
      this.effects.fail(error);
    } finally {
      this.done = null;
    }
  }

  private async send(batch: string, sounds: readonly File[]): Promise<void> {
    let rendered = 0;
    try {
      for (const file of sounds) {
        if (this.stopped || this.full) break;
        if (await this.one(batch, file)) rendered += 1;
        this.done! += 1;
      }
      if (!this.stopped && rendered) this.save(await this.api.batch(batch));
      this.said = this.stopped
        ? 'Stopped; nothing was kept.'
        : `${counted(rendered, 'file')} of ${sounds.length.toLocaleString('en')} rendered.`;
    } finally {
      await this.api.forgetBatch(batch).catch(() => undefined);
    }
  }

  /** Whether it could be rendered; where the next one would fare no better, that is an error. */
  private async one(batch: string, file: File): Promise<boolean> {
    const name = file.webkitRelativePath || file.name;
    try {
      const bytes = await file.arrayBuffer();
      const { problem } = await this.api.renderFile(batch, name, bytes);
      if (problem) this.leaveOut(name, problem);
      return !problem;
    } catch (error) {
      const status = error instanceof SourceError ? error.status : null;
      if (status === 0 || status === 404) throw error;
      this.full = status === 413;
      const { error: said, remedy } = failureOf(error);
      this.leaveOut(name, `${said} ${remedy}`);
      return false;
    }
  }

  private takes(file: File): boolean {
    if (!isSound(file)) return false;
    const fits = file.size <= MOST_FILE_MB * 2 ** 20;
    if (!fits) this.leaveOut(file.name, `It has more than ${MOST_FILE_MB} MB.`);
    return fits;
  }

  private leaveOut(name: string, why: string): void {
    this.problems = [...this.problems, `${name}: ${why}`];
  }
}
