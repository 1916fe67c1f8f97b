"""The delay: where echoes fall, how they fade, their tone, gliding, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, dull, noise, real

from timbrespace.effects.catalogue import own
from timbrespace.effects.presets import settings_of

EFFECT = own("delay")
RATE = 48_000
PLAIN = {"feedback": 0.0, "tone": 0.0, "mix": 100.0}


def through(x, rate=RATE, **settings):
    return EFFECT.apply(x[None], settings_of(EFFECT, {**PLAIN, **settings})[None], rate)[0]


def click(channels=2, n=RATE):
    x = np.zeros((channels, n), np.float32)
    x[:, 0] = 1.0
    return x


@pytest.mark.parametrize("rate", [16_000, 48_000, 96_000])
def test_an_echo_falls_where_it_should_at_any_rate(rate):
    made = through(click(n=rate), rate, left=100.0, right=150.0)
    assert np.argmax(np.abs(made), axis=1).tolist() == [rate // 10, 3 * rate // 20]


def test_between_samples_it_keeps_the_level_of_a_tone():
    tone = np.sin(2 * np.pi * 6_000 * np.arange(RATE) / RATE).astype(np.float32)
    for left in (50.0, 50.0 + 0.5 / 48, 50.0 + 0.3 / 48):
        made = through(np.stack([tone, tone]), left=left, right=100.0)[:, RATE // 2 :]
        assert np.std(made) == pytest.approx(np.std(tone), rel=0.02)


def test_echoes_fade_by_the_feedback():
    made = through(click(), left=10.0, right=100.0, feedback=60.0)[0]
    assert made[[480, 960, 1440]] == pytest.approx([1.0, 0.594, 0.594**2], abs=1e-4)


def test_at_most_feedback_it_does_not_grow():
    x = noise(2.0, sample_rate=RATE)
    made = through(x, left=5.0, right=37.0, feedback=100.0, tone=-30.0, mix=50.0)
    assert np.abs(made).max() < 100 * np.abs(x).max()
    late = through(np.pad(x[:, :4_800], ((0, 0), (0, RATE))), left=5.0, right=37.0, feedback=100.0)
    assert np.std(late[:, -4_800:]) < np.std(late[:, :4_800])


def test_tone_takes_highs_or_lows_from_echoes_and_nothing_in_the_middle():
    def brightness(tone):
        made = np.abs(np.fft.rfft(through(click(), left=20.0, right=100.0, tone=tone)[0]))
        return made[10_000] / made[50]

    assert brightness(-80.0) < 0.3 < brightness(0.0) == pytest.approx(1.0, abs=0.15)
    assert brightness(100.0) > 1.5


def test_the_mix_goes_from_dry_to_wet():
    x = noise(0.2)
    assert np.allclose(through(x, mix=0.0), x, atol=1e-7)
    made = through(click(), left=100.0, right=100.0, mix=50.0)[0]
    assert made[[0, 4_800]] == pytest.approx([0.75, 0.75], abs=1e-5)


def test_a_delay_that_is_moved_glides():
    tone = 0.5 * np.sin(2 * np.pi * 200 * np.arange(RATE) / RATE).astype(np.float32)
    running = EFFECT.stream(RATE)
    thetas = [settings_of(EFFECT, {**PLAIN, "left": ms}) for ms in (80.0, 83.0)]
    blocks = [
        running.process(np.stack([tone, tone])[:, at : at + 64], thetas[at >= RATE // 2])
        for at in range(0, RATE, 64)
    ]
    steps = np.abs(np.diff(np.concatenate(blocks, axis=1)[0][RATE // 4 :]))
    assert steps.max() < 1.5 * 0.5 * 2 * np.pi * 200 / RATE


@pytest.mark.parametrize("theta", [(0.5, 0.4, 0.6, 0.34, 0.44), (0.2, 0.5, 0.9, 0.8, 0.3)])
def test_it_sounds_as_the_real_one(theta):
    left, right, feedback, tone, mix = theta
    x = dull(1.5)
    wanted = real("Delay", x, l_delay=left, r_delay=right / 2, feedback=feedback, fb_tone=tone,
                  fx_mix=mix)  # fmt: skip
    # The real one has whole samples of delay only.
    assert apart_db(EFFECT.apply(x[None], np.array([theta]), 44_100)[0], wanted) < -20
