(() => {
  const test = JSON.parse(document.getElementById('test').textContent);
  const [A, B, X] = [0, 1, 2];
  const LETTERS = ['A', 'B', 'X'];

  /** Which of the two is A, and whose X is: both are tossed for each listener. */
  function dealt(trial, random) {
    const sides = random() < 0.5 ? ['a', 'b'] : ['b', 'a'];
    const x = random() < 0.5 ? A : B;
    const named = (name) => trial.stimuli.find((each) => each.name === name);
    const like = named(`like-${sides[x]}`) ?? named(sides[x]);
    return { ...trial, sides, x, stimuli: [...sides.map(named), like] };
  }

  function show(trial, stage) {
    const { main, deck } = stage;
    const listens = [0, 0, 0];
    let answer = -1;

    const onward = make('button', { className: 'main', id: 'next' },
      stage.n_done + 1 < stage.n ? 'Next' : 'Finish');
    const said = make('p', { className: 'soft', role: 'status' });
    const stop = make('button', {}, 'Stop');
    const sounds = LETTERS.map((letter, i) => {
      const button = make('button', { className: 'big', 'aria-pressed': 'false',
        'aria-label': `Hear ${letter}` }, letter);
      button.onclick = () => hear(i);
      return button;
    });
    const answers = [A, B].map((i) => {
      const button = make('button', { 'aria-pressed': 'false' }, `X is ${LETTERS[i]}`);
      button.onclick = () => say(i);
      return button;
    });

    /** From its beginning: sounds of different items have no place in common. */
    function hear(which) {
      deck.stop();
      deck.heard = which;
      deck.rests_s = 0;
      deck.play(0);
      listens[which] += 1;
      follow();
    }

    function hush() {
      deck.stop();
      follow();
    }

    const heard = () => listens.every(Boolean);

    function say(which) {
      if (heard()) answer = which;
      follow();
    }

    function follow() {
      sounds.forEach((button, i) =>
        button.setAttribute('aria-pressed', String(deck.plays && deck.heard === i)));
      answers.forEach((button, i) => {
        button.setAttribute('aria-pressed', String(answer === i));
        button.disabled = !heard();
      });
      onward.disabled = answer < 0;
      said.textContent = !heard() ? 'Listen to all three first.'
        : answer < 0 ? 'Which is it? If you do not know, guess.' : '';
    }

    function leave() {
      if (answer < 0) return;
      stage.leave([{
        condition: trial.condition, a: trial.sides[A], b: trial.sides[B], x: LETTERS[trial.x],
        answer: LETTERS[answer], right: Number(answer === trial.x),
        listens: listens.reduce((sum, n) => sum + n),
      }]);
    }

    stop.onclick = hush;
    onward.onclick = leave;
    stage.listen((event) => {
      const which = LETTERS.indexOf(event.key.toUpperCase());
      if (which >= 0) hear(which);
      else if (event.key === 'ArrowLeft') say(A);
      else if (event.key === 'ArrowRight') say(B);
      else if (event.key === ' ') hush();
      else return;
      event.preventDefault();
    });

    main.replaceChildren(
      make('div', { className: 'head' },
        make('h1', {}, test.question),
        make('span', { className: 'soft' }, `Trial ${stage.n_done + 1} of ${stage.n}`)),
      make('div', { className: 'line' }, ...sounds, stop),
      make('div', { className: 'line' }, ...answers),
      make('div', { className: 'line' }, said, make('span', { className: 'room' }), onward),
      make('p', { className: 'soft' }, key('A'), ' ', key('B'), ' ', key('X'), ' play a sound from ' +
        'its beginning, ', key('Space'), ' stops it, ', key('←'), ' says that X is A, ', key('→'),
        ' that X is B.'),
    );
    follow();
    sounds[A].focus();
  }

  /** How many were right: the exact intervals are reckoned where the page is made. */
  function told(answers) {
    if (!test.intervals) return null;
    const n = answers.length;
    const n_right = answers.reduce((sum, { right }) => sum + right, 0);
    const [low95, high95] = test.intervals[n_right].map((end) => end.toFixed(3));
    const need = test.fewest === null
      ? 'So few trials can show nothing.'
      : n_right >= test.fewest
        ? 'That is more than guessing: by chance so many come about less than once in 20 tests.'
        : `Not told from guessing: ${test.fewest} of ${n} would have been.`;
    return {
      texts: [`${n_right} of ${n} right, exact 95 % interval [${low95}, ${high95}]. ${need}`],
      columns: { n_right, n, low95, high95 },
    };
  }

  const closing = test.intervals
    ? 'You are told at the end how many were right.'
    : 'You are not told whether you were right.';

  listeningTest(test, {
    told,
    explained: [
      test.question,
      `${counted(test.trials.length)} In each of them you hear three sounds, A, B and X, as often ` +
        'as you like, and say which of the two X belongs to. There is always an answer; if you do ' +
        `not know, guess. ${closing}`,
    ],
    dealt,
    show,
  });
})();
