"""All sounds of a trial have one length and one loudness, and none clips."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.listening import Trial
from timbrespace.listening.stimuli import MOST_PEAK, faded, low_anchor, prepared
from timbrespace.semantics.loudness import integrated

from .world import RATE_HZ, noise, tone, trial


def lufs(sound):
    return float(integrated(sound[None].astype(float), RATE_HZ)[0])


def test_all_are_as_loud_as_the_reference():
    made = prepared(trial(loud=noise(1) * 4, soft=noise(2) * 0.05, tone=tone(1_000)))
    levels = [lufs(sound) for sound in made.sounds.values()]
    assert np.ptp(levels) < 0.2
    assert made.gains_db["loud"] < made.gains_db["reference"] < made.gains_db["soft"]


def test_where_level_is_the_question_it_stays():
    made = prepared(trial(soft=noise(1) * 0.1), align=False)
    assert lufs(made.sounds["reference"]) - lufs(made.sounds["soft"]) == pytest.approx(20, abs=0.5)


def test_nothing_clips_and_all_are_turned_down_alike():
    sharp = np.zeros((1, RATE_HZ), np.float32)
    sharp[0, ::2_000] = 1.0  # Loud for its loudness.
    made = prepared(trial(sharp=sharp))
    peaks = {name: np.abs(sound).max() for name, sound in made.sounds.items()}
    assert max(peaks.values()) == pytest.approx(MOST_PEAK, rel=1e-3)
    assert np.ptp([lufs(sound) for sound in made.sounds.values()]) < 0.3


def test_the_shortest_says_how_long_all_are():
    made = prepared(trial(short=noise(1, seconds=0.8)))
    assert {sound.shape for sound in made.sounds.values()} == {(1, round(0.8 * RATE_HZ))}
    assert made.cut_s == pytest.approx(0.2)


def test_an_anchor_is_made_where_there_is_none():
    assert "anchor" in prepared(trial()).sounds
    made = prepared(trial(ours=noise(1), **{"anchor-own": noise(2)}))
    assert list(made.sounds) == ["reference", "ours", "anchor-own"]


@pytest.mark.parametrize(("hz", "least_db", "most_db"),
                         [(100, -0.1, 0.1), (3_000, -0.5, 0.1), (4_000, -200, -25),
                          (4_500, -200, -50), (10_000, -200, -50)])  # fmt: skip
def test_the_anchor_is_as_the_standard_wants_it(hz, least_db, most_db):
    middle = slice(RATE_HZ // 4, 3 * RATE_HZ // 4)
    sound = tone(hz)
    heard = low_anchor(sound, RATE_HZ)
    gain_db = 20 * np.log10(np.std(heard[0, middle]) / np.std(sound[0, middle]) + 1e-12)
    assert least_db <= gain_db <= most_db


def test_the_anchor_is_in_time():
    click = np.zeros((1, RATE_HZ), np.float32)
    click[0, 20_000] = 1
    assert np.abs(low_anchor(click, RATE_HZ)[0]).argmax() == 20_000
    low = np.asarray(tone(100))
    assert np.array_equal(low_anchor(low, 7_000, 3_500.0), low)


def test_a_loop_does_not_click():
    made = faded(np.ones((2, 4_800), np.float32), RATE_HZ)
    assert made[:, [0, -1]].max() == 0
    assert np.abs(np.diff(made)).max() < 0.01
    assert (made[:, 480:-480] == 1).all()


def test_stereo_stays_stereo():
    made = prepared(Trial("a", tone(440, channels=2), {"b": tone(220, channels=2)}, RATE_HZ))
    assert {len(sound) for sound in made.sounds.values()} == {2}
