"""Synthetic sounds: what is claimed of them can be measured in them."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.synth import ACTIONS, MATERIALS, draw_body, impact, render
from timbrespace.errors import TimbrespaceError

RATE = 48_000
SEEDS = range(5)


def _t60_s(sound):
    """Decay time by Schroeder's backward integration, from -5 to -25 dB."""
    energy = np.cumsum(sound[::-1].astype(float) ** 2)[::-1]
    level_db = 10 * np.log10(energy / energy[0] + 1e-12)
    return 3 * (np.argmax(level_db < -25) - np.argmax(level_db < -5)) / RATE


def _centroid_hz(sound):
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("material", MATERIALS)
def test_every_sound_is_clean(material, action):
    for seed in SEEDS:
        sound = impact(material, action, seed=seed)
        assert sound.shape == (RATE,) and sound.dtype == np.float32
        assert np.isfinite(sound).all()
        assert 0.24 < np.abs(sound).max() < 0.72  # -12 to -3 dBFS: no clipping
        assert abs(sound.mean()) < 2e-4
        assert np.abs(sound[[0, -1]]).max() < 1e-3  # begins and ends without a click


def test_blows_die_away_in_the_order_of_their_materials():
    t60_s = [np.median([_t60_s(impact(m, "hit", seed=s)) for s in SEEDS]) for m in MATERIALS]
    assert all(a > b for a, b in zip(t60_s[:-1], t60_s[1:], strict=True))
    assert t60_s[0] > 1.0 and t60_s[-1] < 0.12


def test_the_body_tells_its_own_decay():
    for material in ("glass", "stone", "wood"):
        for seed in SEEDS:
            body = draw_body(material, seed=seed)
            measured = _t60_s(render(body, "hit", seed=seed))
            assert measured == pytest.approx(body.t60_s, rel=0.4)


def test_high_resonances_die_first():
    for material in MATERIALS:
        body = draw_body(material)
        order = np.argsort(body.frequencies_hz)
        assert (np.diff(body.decays_per_s[order]) >= 0).all()


@pytest.mark.parametrize("material", ["metal", "glass", "wood"])
def test_the_pitch_is_where_it_says_and_falls_with_size(material):
    for size in (0.5, 1.0, 2.0):
        body = draw_body(material, size=size, seed=3)
        sound = render(body, "hit", seed=3, duration_s=2.0)
        late = sound[int(0.03 * RATE) :]
        peak_hz = np.abs(np.fft.rfft(late)).argmax() * RATE / len(late)
        assert peak_hz == pytest.approx(body.pitch_hz, rel=0.02)
    sizes = [draw_body(material, size=size, seed=3).pitch_hz for size in (0.5, 1.0, 2.0)]
    assert sizes[0] == pytest.approx(2 * sizes[1]) and sizes[1] == pytest.approx(2 * sizes[2])


def test_actions_differ_in_course_and_brightness():
    for material in MATERIALS:
        sounds = {a: [impact(material, a, seed=s) for s in SEEDS] for a in ACTIONS}

        def early(sound):
            return float((sound[: RATE // 2] ** 2).sum() / (sound**2).sum())

        shares = {a: np.median([early(x) for x in sounds[a]]) for a in ACTIONS}
        assert shares["hit"] > 0.85
        assert all(0.2 < shares[a] < 0.8 for a in ("rub", "scrape", "shake"))
        bright = {a: np.median([_centroid_hz(x) for x in sounds[a]]) for a in ACTIONS}
        assert bright["scrape"] > 1.5 * bright["rub"]


def test_the_same_seed_gives_the_same_sound_and_another_one_another():
    first = impact("wood", "shake", seed=4)
    np.testing.assert_array_equal(first, impact("wood", "shake", seed=4))
    other = impact("wood", "shake", seed=5)
    assert abs(np.corrcoef(first, other)[0, 1]) < 0.9


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 96_000])
def test_any_rate_and_length(rate):
    for action in ACTIONS:
        sound = impact("glass", action, sample_rate=rate, duration_s=0.3)
        assert sound.shape == (round(0.3 * rate),) and np.isfinite(sound).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"material": "cheese"},
        {"action": "eat"},
        {"size": 0.0},
        {"duration_s": 0.0},
        {"sample_rate": 100},
    ],
)
def test_what_there_is_not_is_refused(wrong):
    with pytest.raises(TimbrespaceError) as caught:
        impact(**{"material": "wood", "action": "hit", **wrong})
    assert caught.value.remedy
