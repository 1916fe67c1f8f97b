'use strict';
(() => {
  const test = JSON.parse(document.getElementById('test').textContent);
  const main = document.querySelector('main');
  const SCALE = ['Excellent', 'Good', 'Fair', 'Poor', 'Bad'];
  const FADE_S = 0.008;
  const SHORTEST_LOOP_S = 0.3;
  /** Time enough for the audio thread to start all of them in the same block. */
  const AHEAD_S = 0.03;
  const KEPT = `listening ${test.id} `;

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

  const counted = (n) => (n === 1 ? 'There is one trial.' : `There are ${n} trials.`);

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
      order = shuffled(test.trials, random).map((trial) => ({
        ...trial, stimuli: shuffled(trial.stimuli, random),
      }));
      answers = kept();
      void next();
    };
    main.replaceChildren(
      make('h1', {}, test.title),
      make('p', {}, test.question),
      make('p', {}, `${counted(test.trials.length)} In each of them you hear a reference and ` +
        'several sounds, and say how close each one is to it, from 0 (bad) to 100 (excellent). ' +
        'One of them is the reference itself: so at least one of them is 100.'),
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
    show(trial, done.size);
  }

  function opened({ flac }) {
    const bytes = Uint8Array.from(atob(flac), (letter) => letter.charCodeAt(0));
    return context.decodeAudioData(bytes.buffer);
  }

  function show(trial, n_done) {
    const n = trial.stimuli.length;
    const reference = trial.stimuli.findIndex(({ role }) => role === 'reference');
    const ratings = Array(n).fill(null);
    const listens = Array(n).fill(0);
    const began_ms = performance.now();
    /** What the hand is at: a stimulus, or -1 for the reference. */
    let chosen = -1;

    const play = make('button', { className: 'main', id: 'play' });
    const whole = make('button', {}, 'Whole sound');
    const original = make('button', { 'aria-pressed': 'false' }, 'Reference');
    const onward = make('button', { className: 'main', id: 'next' },
      n_done + 1 < order.length ? 'Next' : 'Finish');
    const said = make('p', { className: 'soft', role: 'status' });
    const picture = make('canvas', { 'aria-hidden': 'true' });

    const columns = trial.stimuli.map((_, i) => {
      const letter = String.fromCharCode(65 + i);
      const button = make('button', { 'aria-pressed': 'false', 'aria-label': `Hear ${letter}` }, letter);
      const slider = make('input', { type: 'range', min: 0, max: 100, step: 1, value: 50,
        className: 'open', 'aria-label': `Rating of ${letter}` });
      const output = make('output', {}, '–');
      button.onclick = () => hear(i);
      slider.oninput = () => rate(i, slider.valueAsNumber);
      // A rating is given to what is heard.
      slider.onpointerdown = () => hear(i);
      slider.onfocus = () => chosen !== i && hear(i);
      return { button, slider, output,
        box: make('div', { className: 'stimulus' }, button, slider, output) };
    });

    function hear(which) {
      const now = which < 0 ? reference : which;
      const fresh = which !== chosen || !deck.plays;
      chosen = which;
      deck.turnTo(now);
      if (!deck.plays) deck.play();
      if (fresh && which >= 0) listens[which] += 1;
      follow();
    }

    /** By key: the hand goes where the ear goes. */
    function take(which) {
      hear(which);
      (which < 0 ? original : columns[which].slider).focus();
    }

    function rate(i, value) {
      ratings[i] = value;
      columns[i].slider.value = value;
      follow();
    }

    function flip() {
      if (deck.plays) deck.stop();
      else hear(chosen);
      follow();
    }

    const ready = () => ratings.every((value) => value !== null) && listens.every(Boolean);

    function follow() {
      play.textContent = deck.plays ? 'Pause' : 'Play';
      original.setAttribute('aria-pressed', String(chosen < 0 && deck.plays));
      columns.forEach(({ button, slider, output }, i) => {
        button.setAttribute('aria-pressed', String(i === chosen && deck.plays));
        slider.className = ratings[i] === null ? 'open' : '';
        slider.setAttribute('aria-valuetext', ratings[i] === null ? 'not rated' : `${ratings[i]}`);
        output.textContent = ratings[i] ?? '–';
      });
      onward.disabled = !ready();
      const open = ratings.filter((value) => value === null).length;
      said.textContent = open
        ? `${open} to be rated.`
        : !ready() ? 'Listen to each of them first.'
        : ratings.includes(100) ? 'Everything is rated.'
        : 'One of them is the reference itself: is none of them 100?';
    }

    function leave() {
      if (!ready()) return;
      deck.stop();
      deck = null;
      const seconds = ((performance.now() - began_ms) / 1000).toFixed(1);
      trial.stimuli.forEach(({ name, role }, i) => answers.push({
        test: test.id, seed: test.seed, listener, trial: trial.name, position: n_done + 1,
        stimulus: String.fromCharCode(65 + i), condition: name, role, rating: ratings[i],
        listens: listens[i], trial_s: seconds,
      }));
      keep();
      void next();
    }

    original.onclick = () => hear(-1);
    play.onclick = flip;
    whole.onclick = () => deck.setLoop(0, deck.length_s);
    onward.onclick = leave;
    keys = (event) => {
      const key = event.key;
      const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[key];
      const letter = key.length === 1 ? key.toLowerCase().charCodeAt(0) - 97 : -1;
      if (key === ' ') flip();
      else if (key === '0') take(-1);
      else if (/^[1-9]$/.test(key) && Number(key) <= n) take(Number(key) - 1);
      else if (letter >= 0 && letter < n) take(letter);
      else if (key === '[') deck.setLoop(deck.at_s, deck.loop[1]);
      else if (key === ']') deck.setLoop(deck.loop[0], deck.at_s);
      else if (key === 'Escape') deck.setLoop(0, deck.length_s);
      else if (step && chosen >= 0) {
        const from = ratings[chosen] ?? 50;
        rate(chosen, Math.min(100, Math.max(0, from + step * (event.shiftKey ? 10 : 1))));
      } else return;
      event.preventDefault();
    };

    main.replaceChildren(
      make('div', { className: 'head' },
        make('h1', {}, test.question),
        make('span', { className: 'soft' }, `Trial ${n_done + 1} of ${order.length}`)),
      picture,
      make('div', { className: 'line' }, play, original, whole,
        make('span', { className: 'soft' }, 'Draw over the picture to hear a part again and again.')),
      make('div', { className: 'board' },
        make('div', { className: 'names', 'aria-hidden': 'true' },
          ...SCALE.map((word) => make('span', {}, word))),
        ...columns.map(({ box }) => box)),
      make('div', { className: 'line' }, said, make('span', { className: 'room' }), onward),
      make('p', { className: 'soft' }, ...hints(n)),
    );
    draw(picture, deck, reference);
    follow();
    original.focus();
  }

  function hints(n) {
    const last = String.fromCharCode(64 + n);
    const key = (text) => make('kbd', {}, text);
    return [key('Space'), ' plays and pauses, ', key('0'), ' is the reference, ', key('A'), ' to ',
      key(last), ' (or ', key('1'), ' to ', key(String(Math.min(9, n))), ') the sounds, ', key('↑'),
      ' ', key('↓'), ' rate what is heard (with ', key('Shift'), ' by 10), ', key('['), ' ', key(']'),
      ' set the ends of the part, ', key('Esc'), ' is the whole sound.'];
  }

  /** The reference's waveform, the part that is heard, and where it is. */
  function draw(canvas, own, reference) {
    const samples = own.buffers[reference].getChannelData(0);
    const pen = canvas.getContext('2d');
    let from = null;
    const timeAt = (event) => {
      const { left, width } = canvas.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - left) / width)) * own.length_s;
    };
    canvas.onpointerdown = (event) => {
      canvas.setPointerCapture(event.pointerId);
      from = timeAt(event);
    };
    let drawn = null;
    canvas.onpointermove = (event) => {
      if (from !== null) drawn = [from, timeAt(event)].sort((a, b) => a - b);
    };
    canvas.onpointerup = (event) => {
      if (from !== null) own.setLoop(...[from, timeAt(event)].sort((a, b) => a - b));
      from = drawn = null;
    };
    canvas.onpointercancel = () => (from = drawn = null);
    canvas.ondblclick = () => own.setLoop(0, own.length_s);

    const paint = () => {
      if (deck !== own) return;
      requestAnimationFrame(paint);
      const ratio = window.devicePixelRatio;
      const { width, height } = canvas.getBoundingClientRect();
      if (!width) return;
      if (canvas.width !== Math.round(width * ratio)) {
        [canvas.width, canvas.height] = [width * ratio, height * ratio].map(Math.round);
      }
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, width, height);
      const style = getComputedStyle(document.body);
      const [start, end] = (drawn ?? own.loop).map((s) => (s / own.length_s) * width);
      pen.fillStyle = style.color;
      for (let x = 0; x < width; x += 2) {
        const a = Math.floor((x / width) * samples.length);
        const b = Math.max(a + 1, Math.floor(((x + 2) / width) * samples.length));
        let peak = 0;
        for (let i = a; i < b; i += Math.max(1, (b - a) >> 5)) peak = Math.max(peak, Math.abs(samples[i]));
        pen.globalAlpha = x >= start && x <= end ? 0.75 : 0.2;
        pen.fillRect(x, height / 2 - 0.46 * height * peak, 1.4, Math.max(1, 0.92 * height * peak));
      }
      pen.globalAlpha = 1;
      pen.fillRect((own.at_s / own.length_s) * width, 0, 1.5, height);
    };
    requestAnimationFrame(paint);
  }

  // Results ----------------------------------------------------------------------------------

  function csv() {
    const columns = Object.keys(answers[0]);
    const quoted = (cell) =>
      /[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
    return [columns, ...answers.map((row) => columns.map((column) => row[column]))]
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
})();
