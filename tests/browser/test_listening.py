"""The page of a listening test in real Chromium: sound without gaps, keys, order, results."""

from __future__ import annotations

import csv
import time

import numpy as np
import pytest

from timbrespace.listening import Trial, read_answers
from timbrespace.listening.page import write_page

from . import chromium
from .ear import roughest

RATE_HZ = 48_000
SECONDS = 2.0

#: An ear at the loudspeakers, on the audio thread: whatever is connected to them is heard here.
EAR = """(() => {
  const code = `registerProcessor('ear', class extends AudioWorkletProcessor {
    process([[channel]]) {
      this.port.postMessage(channel ? channel.slice() : new Float32Array(128));
      return true;
    }
  })`;
  const connect = AudioNode.prototype.connect;
  window.heard = [];
  window.AudioContext = class extends AudioContext {
    constructor(...options) {
      super(...options);
      this.loud = new GainNode(this);
      connect.call(this.loud, this.destination);
      window.rate_hz = this.sampleRate;
      const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
      void this.audioWorklet.addModule(url).then(() => {
        const ear = new AudioWorkletNode(this, 'ear', { numberOfOutputs: 0 });
        ear.port.onmessage = ({ data }) => window.taping && window.heard.push(data);
        connect.call(this.loud, ear);
        window.hears = true;
      });
    }
  };
  AudioNode.prototype.connect = function (to, ...more) {
    const { loud } = this.context;
    return connect.call(this, to instanceof AudioDestinationNode && loud ? loud : to, ...more);
  };
})()"""


def tone(hz, seconds=SECONDS):
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (0.2 * np.sin(2 * np.pi * hz * t)).astype(np.float32)[None]


def noise(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(0, 0.1, (1, round(SECONDS * RATE_HZ))).astype(np.float32)


@pytest.fixture
def listening(browser, tmp_path):
    """Opens a test, as somebody opens a file that was sent; errors on it fail the test."""
    contexts, errors = [], []

    def open_(trials, listener="ann", *, ear=False, **options):
        path = write_page(tmp_path / "test.html", trials, title="Drums", **options)
        # An ear is a script of ours, which the page's own rules rightly forbid.
        context = browser.new_context(reduced_motion="reduce", bypass_csp=ear)
        contexts.append(context)
        if ear:
            context.add_init_script(EAR)
        page = context.new_page()
        page.set_default_timeout(1_000 * chromium.PATIENCE_S)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: said.type == "error" and errors.append(said.text))
        # Scripts for the audio thread want an origin, which files have not.
        page.route("http://localhost/**", lambda route: route.fulfill(path=path))
        page.goto("http://localhost/test.html" if ear else path.as_uri())
        begin(page, listener)
        if ear:
            until(page, lambda: page.evaluate("Boolean(window.hears)"))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not errors, errors


def begin(page, listener):
    page.get_by_label("Your name").fill(listener)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Play").wait_for()


def until(page, condition):
    """Let the page go on until something is so."""
    end_s = time.monotonic() + chromium.PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s, "waited in vain"
        page.wait_for_timeout(20)


def sounds(page):
    """Whether something is heard now."""
    return np.abs(heard(page, 0.05)).max(initial=0) > 0.01


def heard(page, seconds):
    page.evaluate("() => { window.heard = []; window.taping = true }")
    page.wait_for_timeout(1_000 * seconds)
    return taken(page)


def taken(page):
    wave = page.evaluate(
        "() => { window.taping = false; return window.heard.flatMap((block) => [...block]) }"
    )
    return np.array(wave, np.float32)


def n_stimuli(page):
    return page.get_by_role("slider").count()


def pitch_hz(page, wave):
    power = np.abs(np.fft.rfft(wave * np.hanning(len(wave))))
    return float(np.argmax(power) * page.evaluate("window.rate_hz") / len(wave))


def test_switching_between_sounds_has_no_gap_and_no_click(listening):
    """All of them are the same tone: whoever switches must hear nothing of it."""
    same = tone(330)
    page = listening([Trial("a", same, {"x": same, "anchor": same}, RATE_HZ)], ear=True)
    page.keyboard.press("a")
    until(page, lambda: sounds(page))
    page.wait_for_timeout(300)
    page.evaluate("() => { window.heard = []; window.taping = true }")
    for key in "bcabcabc":
        page.keyboard.press(key)
        page.wait_for_timeout(110)
    wave = taken(page)
    assert len(wave) > 0.4 * RATE_HZ
    steady = np.abs(wave[: len(wave) // 480 * 480]).reshape(-1, 480).max(axis=1)
    # Both ends of the loop are faded; nothing else may change the level.
    loops = np.convolve(steady < 0.9 * np.median(steady), np.ones(3), "same") > 0
    assert loops.mean() < 0.1
    assert roughest(wave) < 3 * roughest(same[0] * np.median(steady) / 0.2)


def test_sounds_stay_in_time_with_each_other(listening):
    """A tone that rises: after a switch it goes on where the other one was."""
    t = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    rise = (0.2 * np.sin(2 * np.pi * (300 * t + 150 * t**2)))[None].astype(np.float32)
    page = listening([Trial("a", rise, {"x": rise}, RATE_HZ)], ear=True)
    page.keyboard.press("a")
    until(page, lambda: sounds(page))
    page.evaluate("() => { window.heard = []; window.taping = true }")
    for key in "bcab":
        page.wait_for_timeout(220)
        page.keyboard.press(key)
    wave = taken(page)
    rate = page.evaluate("window.rate_hz")
    n = int(0.05 * rate)
    pitches = np.array([pitch_hz(page, w) for w in wave[: len(wave) // n * n].reshape(-1, n)
                        if np.abs(w).max() > 0.05])  # fmt: skip
    rises = np.diff(pitches)
    assert len(pitches) > 8
    # It falls only where the loop begins anew; a jump would be a sound out of time.
    assert np.sum(np.abs(rises - 300 * 0.05) > 40) <= 2


def test_a_part_is_heard_again_and_again(listening):
    low, high = tone(250, 1.0), tone(1_500, 1.0)
    both = np.concatenate([low, high], axis=1)
    page = listening([Trial("a", both, {"x": both}, RATE_HZ)], ear=True)
    box = page.locator("canvas").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.6 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], y, steps=4)
    page.mouse.up()
    page.keyboard.press("0")
    until(page, lambda: sounds(page))
    page.wait_for_timeout(200)
    wave = heard(page, 1.5)
    n = 4_800
    pitches = [pitch_hz(page, w) for w in wave[: len(wave) // n * n].reshape(-1, n)]
    assert len(pitches) >= 5 and min(pitches) > 1_200
    page.keyboard.press("Escape")
    until(page, lambda: pitch_hz(page, heard(page, 0.5)) < 400)
    page.keyboard.press(" ")
    until(page, lambda: np.abs(heard(page, 0.3)).max(initial=0) < 1e-5)


def rate_all(page, ratings):
    """By keyboard: each is heard, and rated."""
    for k, rating in enumerate(ratings):
        page.keyboard.press(chr(ord("a") + k))
        page.get_by_role("slider").nth(k).fill(str(rating))


def test_a_whole_test_by_keyboard_ends_in_a_file_that_can_be_read(listening, tmp_path):
    trials = [Trial(f"t{k}", noise(k), {"ours": noise(9)}, RATE_HZ) for k in range(2)]
    page = listening(trials)
    onward = page.locator("#next")
    assert onward.is_disabled()
    page.keyboard.press("1")
    assert page.get_by_role("button", name="Hear A").get_attribute("aria-pressed") == "true"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    assert page.get_by_role("slider", name="Rating of A").input_value() == "61"
    assert "2 to be rated" in page.locator("p[role=status]").inner_text()
    rate_all(page, (20, 30, 40))
    assert "is none of them 100?" in page.locator("p[role=status]").inner_text()
    rate_all(page, (20, 100, 40))
    onward.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Trial 2 of 2").wait_for()

    page.reload()  # What was done is kept.
    begin(page, "ann")
    assert page.get_by_text("Trial 2 of 2").count() == 1
    rate_all(page, (100, 50, 10))
    onward.click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Save the results").click()
    saved = coming.value
    assert saved.suggested_filename.endswith("-ann.csv")
    copy = tmp_path / "ann.csv"
    saved.save_as(copy)
    answers = read_answers([copy])
    assert {(a.listener, a.trial) for a in answers} == {("ann", "t0"), ("ann", "t1")}
    assert {a.condition: a.role for a in answers} == {
        "reference": "reference", "ours": "condition", "anchor": "anchor",
    }  # fmt: skip
    assert sorted(a.rating for a in answers) == [10, 20, 40, 50, 100, 100]
    with copy.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert all(int(row["listens"]) >= 1 and float(row["trial_s"]) > 0 for row in rows)


def test_the_order_is_the_listeners_own_and_the_same_again(listening, tmp_path):
    trials = [Trial("t", noise(0), {f"c{k}": noise(k + 1) for k in range(5)}, RATE_HZ)]

    def order_of(name):
        page = listening(trials, listener=name)
        rate_all(page, range(0, 10 * n_stimuli(page), 10))
        page.locator("#next").click()
        with page.expect_download() as coming:
            page.get_by_role("button", name="Save the results").click()
        path = tmp_path / f"{name}.csv"
        coming.value.save_as(path)
        return [a.condition for a in sorted(read_answers([path]), key=lambda a: a.rating)]

    first = order_of("ann")
    assert order_of("ann") == first
    assert order_of("bob") != first
