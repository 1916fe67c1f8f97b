import type { WordColumn } from '../colour/colouring';
import { save } from '../save';
import { failureOf, type Failure } from '../source/source';
import type { OwnWordInfo, Rating, Suggestion, WordsApi } from '../source/words';

/** Suggestions at once: what one hears in a minute. */
const N_LESSONS = 5;

/** The user's own words: how they are taught, and what the sounds of the atlas have of them. */
export class Words {
  list = $state.raw<readonly OwnWordInfo[]>([]);
  /** By name; words that this atlas cannot be read for are not among them. */
  columns = $state.raw<ReadonlyMap<string, WordColumn>>(new Map());
  /** What is written in the field: a word that is there, or one to begin. */
  text = $state('');
  /** Whether its part of the panel is unfolded. */
  open = $state(false);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  lessons = $state.raw<readonly Suggestion[]>([]);
  private reading = 0;
  private refreshing: Promise<void> | null = null;
  private again = false;

  /** The word that is being taught; null where it is not begun yet. */
  readonly chosen = $derived(
    this.list.find(({ name, title }) => [name, title].includes(this.text.trim())) ?? null,
  );
  /** What calls name it by. */
  readonly name = $derived(this.chosen?.name ?? this.text.trim());

  constructor(
    private readonly api: WordsApi,
    private readonly changed: () => void = () => undefined,
  ) {}

  /** Reads them anew, once more at most if that is asked for again meanwhile. */
  refresh(): Promise<void> {
    this.again = true;
    this.refreshing ??= (async () => {
      while (this.again) {
        this.again = false;
        await this.load();
      }
    })().finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  /** Reads them all anew, with what every sound has of them. */
  async load(): Promise<void> {
    const reading = ++this.reading;
    const list = await this.api.list();
    if (reading !== this.reading) return;
    this.list = list;
    await this.read(list, reading);
    this.changed();
  }

  /** Chooses a word to teach; without one, the field is empty. */
  choose(word: OwnWordInfo | null): void {
    this.text = word?.title ?? '';
    this.lessons = [];
    this.failure = null;
  }

  /** What was said of a sound; null where nothing was. */
  ratingOf(id: string): number | null {
    return this.chosen?.marks[id] ?? null;
  }

  /** What all these sounds were rated; null where they differ, or some were not. */
  ratingOfAll(ids: readonly string[]): number | null {
    const first = ids.length ? this.ratingOf(ids[0]!) : null;
    return ids.every((id) => this.ratingOf(id) === first) ? first : null;
  }

  /** Rates sounds, or what plays now; the rating that they have already is taken away. */
  async rate(rating: Rating, ids?: readonly string[]): Promise<void> {
    const { name } = this;
    if (!name) return;
    const again = ids !== undefined && this.ratingOfAll(ids) === rating;
    await this.change(() =>
      again ? this.api.unmark(name, ids) : this.api.mark(name, rating, ids),
    );
  }

  async learn(): Promise<void> {
    await this.change(() => this.api.fit(this.name));
    if (this.lessons.length) await this.suggest();
  }

  /** Asks which sounds would teach the word most. */
  async suggest(): Promise<void> {
    const { name } = this;
    await this.work(async () => {
      const found = await this.api.suggestions(name, N_LESSONS);
      if (name === this.name) this.lessons = found;
    });
    this.changed();
  }

  rename(title: string): Promise<void> {
    return this.change(() => this.api.rename(this.name, title));
  }

  rescale(low: number, high: number, unit: string): Promise<void> {
    return this.change(() => this.api.rescale(this.name, low, high, unit));
  }

  async forget(): Promise<void> {
    const { name } = this;
    await this.work(async () => {
      await this.api.forget(name);
      this.gone(name, null);
      this.choose(null);
      await this.refresh();
    });
  }

  /** Hands the word to the person as a file. */
  async share(marks: boolean): Promise<void> {
    const { name } = this;
    await this.work(async () => {
      const file = await this.api.file(name, marks);
      save(new Blob([file], { type: 'application/json' }), `${name}.json`);
    });
  }

  /** Takes over a word from a file. */
  take(file: File): Promise<void> {
    return this.change(async () => this.api.load(await file.arrayBuffer()));
  }

  // ------------------------------------------------------------------------------------

  /** Does what gives a word back, and goes on with that word. */
  private async change(work: () => Promise<OwnWordInfo>): Promise<void> {
    await this.work(async () => {
      const word = await work();
      const before = this.chosen?.name;
      this.text = word.title;
      await this.refresh();
      if (before !== undefined && before !== word.name) this.gone(before, word.name);
    });
  }

  /** Hears that no word is called so any more, and what that one is called now, if it is there. */
  gone: (name: string, now: string | null) => void = () => undefined;

  private async work(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.busy = false;
    }
  }

  private async read(list: readonly OwnWordInfo[], reading: number): Promise<void> {
    const learned = list.filter(({ fitted }) => fitted);
    // A word that this atlas has not got the measurements for is no colour here.
    const found = await Promise.all(
      learned.map(({ name }) => this.api.values(name).catch(() => null)),
    );
    if (reading !== this.reading) return;
    const columns = new Map<string, WordColumn>();
    learned.forEach(({ name, title, unit, low, high }, i) => {
      if (found[i]) columns.set(name, { title, unit, low, high, values: found[i] });
    });
    this.columns = columns;
  }
}
