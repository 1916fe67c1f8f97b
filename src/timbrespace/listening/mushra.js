(() => {
  const test = JSON.parse(document.getElementById('test').textContent);
  const SCALE = ['Excellent', 'Good', 'Fair', 'Poor', 'Bad'];

  function show(trial, stage) {
    const { main, deck } = stage;
    const n = trial.stimuli.length;
    const reference = trial.stimuli.findIndex(({ role }) => role === 'reference');
    const ratings = Array(n).fill(null);
    const listens = Array(n).fill(0);
    /** What the hand is at: a stimulus, or -1 for the reference. */
    let chosen = -1;

    const play = make('button', { className: 'main', id: 'play' });
    const whole = make('button', {}, 'Whole sound');
    const original = make('button', { 'aria-pressed': 'false' }, 'Reference');
    const onward = make('button', { className: 'main', id: 'next' },
      stage.n_done + 1 < stage.n ? 'Next' : 'Finish');
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
      stage.leave(trial.stimuli.map(({ name, role }, i) => ({
        stimulus: String.fromCharCode(65 + i), condition: name, role, rating: ratings[i],
        listens: listens[i],
      })));
    }

    original.onclick = () => hear(-1);
    play.onclick = flip;
    whole.onclick = () => deck.setLoop(0, deck.length_s);
    onward.onclick = leave;
    stage.listen((event) => {
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
    });

    main.replaceChildren(
      make('div', { className: 'head' },
        make('h1', {}, test.question),
        make('span', { className: 'soft' }, `Trial ${stage.n_done + 1} of ${stage.n}`)),
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
    draw(picture, deck, reference, stage.goes);
    follow();
    original.focus();
  }

  function hints(n) {
    const last = String.fromCharCode(64 + n);
    return [key('Space'), ' plays and pauses, ', key('0'), ' is the reference, ', key('A'), ' to ',
      key(last), ' (or ', key('1'), ' to ', key(String(Math.min(9, n))), ') the sounds, ', key('↑'),
      ' ', key('↓'), ' rate what is heard (with ', key('Shift'), ' by 10), ', key('['), ' ', key(']'),
      ' set the ends of the part, ', key('Esc'), ' is the whole sound.'];
  }

  /** The reference's waveform, the part that is heard, and where it is. */
  function draw(canvas, own, reference, goes) {
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
      if (!goes()) return;
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

  listeningTest(test, {
    explained: [
      test.question,
      `${counted(test.trials.length)} In each of them you hear a reference and several sounds, ` +
        'and say how close each one is to it, from 0 (bad) to 100 (excellent). One of them is ' +
        'the reference itself: so at least one of them is 100.',
    ],
    dealt: (trial, random) => ({ ...trial, stimuli: shuffled(trial.stimuli, random) }),
    show,
  });
})();
