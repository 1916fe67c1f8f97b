'use strict';
/* What all listening tests share: chance, sound, who listens, in which order, and the results. */

const FADE_S = 0.008;
const SHORTEST_LOOP_S = 0.3;
/** Time enough for the audio thread to start all of them in the same block. */
const AHEAD_S = 0.03;

// Chance that is the same for the same seed and listener ----------------------------------

function chance(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return () => {
    h = (h + 0x6d2b79f5) | 0;
    let t = Math.imul(h ^ (h >>> 15), 1 | h);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled(list, random) {
  const made = [...list];
  for (let i = made.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [made[i], made[j]] = [made[j], made[i]];
  }
  return made;
}

// Sound: all stimuli run together, one of them is heard ------------------------------------

class Deck {
  constructor(context, buffers) {
    this.context = context;
    this.buffers = buffers;
    this.length_s = Math.min(...buffers.map((each) => each.duration));
    this.loop = [0, this.length_s];
    this.heard = -1;
    this.rests_s = 0;
    this.tracks = [];
  }

  get plays() {
    return this.tracks.length > 0;
  }

  /** Where the sound is, in seconds. */
  get at_s() {
    if (!this.plays) return this.rests_s;
    const [from, to] = this.loop;
    const since = Math.max(0, this.context.currentTime - this.began_s);
    const at = this.from_s + since;
    return at < to ? at : from + ((at - from) % (to - from));
  }

  play(from_s = this.rests_s) {
    this.stop();
    const [from, to] = this.loop;
    this.from_s = from_s >= from && from_s < to - 0.01 ? from_s : from;
    this.began_s = this.context.currentTime + AHEAD_S;
    this.tracks = this.buffers.map((buffer, i) => {
      const gain = new GainNode(this.context, { gain: 0 });
      const source = new AudioBufferSourceNode(this.context, {
        buffer, loop: true, loopStart: from, loopEnd: to,
      });
      source.connect(gain).connect(this.context.destination);
      source.start(this.began_s, this.from_s);
      if (i === this.heard) {
        gain.gain.setValueAtTime(0, this.began_s);
        gain.gain.linearRampToValueAtTime(1, this.began_s + FADE_S);
      }
      return { gain, source };
    });
  }

  stop() {
    if (!this.plays) return;
    this.rests_s = this.at_s;
    const now = this.context.currentTime;
    for (const { gain, source } of this.tracks) {
      gain.gain.cancelAndHoldAtTime?.(now);
      gain.gain.setTargetAtTime(0, now, FADE_S / 3);
      source.stop(now + 4 * FADE_S);
    }
    this.tracks = [];
  }

  /** Another one is heard from here on, without a gap. */
  turnTo(which) {
    if (which === this.heard) return;
    // Both at once: what they have in common stays as loud as it was.
    const at = Math.max(this.context.currentTime, this.plays ? this.began_s : 0) + 0.005;
    this.tracks.forEach(({ gain }, i) => {
      if (i !== which && i !== this.heard) return;
      gain.gain.cancelScheduledValues(at);
      gain.gain.setValueAtTime(i === which ? 0 : 1, at);
      gain.gain.linearRampToValueAtTime(i === which ? 1 : 0, at + FADE_S);
    });
    this.heard = which;
  }

  setLoop(from, to) {
    this.loop = to - from >= SHORTEST_LOOP_S ? [from, to] : [0, this.length_s];
    if (this.plays) this.play(this.loop[0]);
    else this.rests_s = this.loop[0];
  }
}

// What is on the page ----------------------------------------------------------------------

function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made && name !== 'role') made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const key = (text) => make('kbd', {}, text);
const counted = (n) => (n === 1 ? 'There is one trial.' : `There are ${n} trials.`);

// A test: who listens, trial after trial, and what they said -------------------------------

/**
 * Run a test.
 *
 * kind.explained: what a listener reads before the first trial, as paragraphs.
 * kind.dealt(trial, random): the trial as this listener gets it.
 * kind.show(trial, stage): ask; then stage.leave(rows) with what was answered.
 * kind.told(answers): what is said at the end, as paragraphs, and columns of the results; maybe.
 */
function listeningTest(test, kind) {
  const main = document.querySelector('main');
  const KEPT = `listening ${test.id} `;
  let context = null;
  let deck = null;
  let listener = '';
  let answers = [];
  let order = [];
  let keys = () => {};

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches?.('input[type=text]')) return;
    keys(event);
  });

  function begin() {
    const name = make('input', { type: 'text', id: 'name', maxLength: 60, autocomplete: 'off' });
    const go = make('button', { className: 'main' }, 'Begin');
    const form = make('form', { className: 'line' },
      make('label', { htmlFor: 'name' }, 'Your name, or any other: '), name, go);
    form.onsubmit = (event) => {
      event.preventDefault();
      if (!name.value.trim()) return name.focus();
      listener = name.value.trim();
      context ??= new AudioContext();
      void context.resume();
      const random = chance(`${test.seed} ${test.id} ${listener}`);
      order = shuffled(test.trials, random).map((trial) => kind.dealt(trial, random));
      answers = kept();
      void next();
    };
    main.replaceChildren(
      make('h1', {}, test.title),
      ...kind.explained.map((text) => make('p', {}, text)),
      make('p', {}, 'Wear headphones, sit where it is quiet, and leave the volume as it is once you ' +
        'have begun. Take as long as you like.'),
      form,
      make('p', { className: 'soft' }, 'Nothing leaves this page: at the end you save your results ' +
        'as a file. What you have done is kept in this browser until then.'),
    );
    name.focus();
    keys = () => {};
  }

  async function next() {
    const done = new Set(answers.map(({ trial }) => trial));
    const trial = order.find((each) => !done.has(each.name));
    if (!trial) return finish();
    main.replaceChildren(make('p', { className: 'soft' }, 'Opening the sounds …'));
    try {
      deck = new Deck(context, await Promise.all(trial.stimuli.map(opened)));
    } catch {
      main.replaceChildren(make('p', { className: 'bad', role: 'alert' },
        'This browser cannot open the sounds. Take a newer one: Chromium, Firefox or Safari.'));
      return;
    }
    const own = deck;
    const began_ms = performance.now();
    kind.show(trial, {
      main, deck, n_done: done.size, n: order.length,
      listen: (heard) => (keys = heard),
      goes: () => deck === own,
      leave(rows) {
        deck.stop();
        deck = null;
        const trial_s = ((performance.now() - began_ms) / 1000).toFixed(1);
        answers.push(...rows.map((row) => ({
          test: test.id, seed: test.seed, listener, trial: trial.name, position: done.size + 1,
          ...row, trial_s,
        })));
        keep();
        void next();
      },
    });
  }

  function opened({ flac }) {
    const bytes = Uint8Array.from(atob(flac), (letter) => letter.charCodeAt(0));
    return context.decodeAudioData(bytes.buffer);
  }

  function csv() {
    const told = kind.told?.(answers)?.columns ?? {};
    const rows = answers.map((row) => ({ ...row, ...told }));
    const columns = Object.keys(rows[0]);
    const quoted = (cell) =>
      /[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
    return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
      .map((line) => line.map(quoted).join(',') + '\r\n').join('');
  }

  function finish() {
    const save = make('button', { className: 'main' }, 'Save the results');
    save.onclick = () => {
      const link = make('a', {
        href: URL.createObjectURL(new Blob([csv()], { type: 'text/csv' })),
        download: `${test.id}-${listener.replace(/[^\p{L}\p{N}]+/gu, '-')}.csv`,
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    };
    const again = make('button', {}, 'Another listener');
    again.onclick = begin;
    main.replaceChildren(
      make('h1', {}, 'Thank you'),
      ...(kind.told?.(answers)?.texts ?? []).map((text) => make('p', { className: 'told' }, text)),
      make('p', {}, 'That was all. Save your results as a file, and send it to whoever asked you.'),
      make('div', { className: 'line' }, save, again),
    );
    keys = () => {};
    save.focus();
  }

  function keep() {
    try {
      localStorage.setItem(KEPT + listener, JSON.stringify(answers));
    } catch {
      // A browser that keeps nothing: then all is done in one go.
    }
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT + listener)) ?? [];
    } catch {
      return [];
    }
  }

  begin();
}
