from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.surrogates.base import Points
from timbrespace.surrogates.domain import at_frame_rate, domain_of, problems, ranges

RNG = np.random.default_rng(0)
N = 400


def points(values, repeats=None, **other):
    values = np.asarray(values, float).reshape(N, -1)
    k = values.shape[1]
    return Points(
        "toy:a", "f", np.zeros((N, 2), np.float32), tuple("abcdef"[:k]), values,
        other.get("silent", np.zeros(N, bool)), other.get("clipped", np.zeros(N, bool)), 5, "box",
        np.zeros((0, 0, k)) if repeats is None else repeats,
    )  # fmt: skip


def test_shares_are_counted_among_the_audible():
    silent, values = np.arange(N) < 100, RNG.standard_normal(N)
    values[:100] = np.nan
    values[100:130] = np.nan
    found = domain_of(points(values, silent=silent, clipped=np.arange(N) >= 380))
    assert (found.silent, found.clipped) == (0.25, 0.05)
    assert found.defined["a"] == pytest.approx(0.9)


def test_what_is_rarely_defined_gets_no_slider():
    values = np.where(RNG.random(N) < 0.4, RNG.standard_normal(N), np.nan)
    p = points(np.c_[values, RNG.standard_normal(N)])
    assert "of what this voice makes" in problems(p, domain_of(p))["a"]
    assert "b" not in problems(p, domain_of(p))


def test_what_never_changes_gets_no_slider():
    p = points(np.full(N, 440.0) + 1e-5 * RNG.standard_normal(N))
    assert "the same wherever" in problems(p, domain_of(p))["a"]


def test_spread_between_repeats_is_measured_and_weighed():
    values = RNG.standard_normal((N, 2))
    decodes = values[:50, None] + np.array([1.0, 0.01]) * RNG.standard_normal((50, 9, 2))
    values[:50] = decodes[:, 0]
    noisy = points(values, decodes[:, 1:])
    found = domain_of(noisy)
    assert found.within["a"] == pytest.approx(1.0, abs=0.1)
    assert found.within["b"] == pytest.approx(0.01, rel=0.1)
    assert found.ratio("b") == pytest.approx(found.between["b"] / found.within["b"])
    assert set(problems(noisy, found)) == {"a"}


def test_a_voice_that_repeats_itself_has_no_spread_within():
    values = RNG.standard_normal((N, 1))
    steady = points(values, np.repeat(values[:20, None], 2, axis=1))
    assert domain_of(steady).within["a"] == 0.0
    assert domain_of(steady).ratio("a") == float("inf")


def test_all_silent_is_said_not_raised():
    dead = points(np.full(N, np.nan), silent=np.ones(N, bool))
    assert set(problems(dead, domain_of(dead))) == {"a"}
    low, high = ranges(dead.values)
    assert low[0] == high[0] == 0.0


def test_repeats_that_are_silent_are_left_out():
    values = RNG.standard_normal((N, 1))
    again = np.repeat(values[:20, None], 2, axis=1)
    again[3] = np.nan
    p = replace(points(values), repeats=again)
    assert domain_of(p).within["a"] == 0.0


def pitched(share, frame_hz=50.0, off=0.0, n_silent=0):
    """Points of which a share of the audible has the frame rate for a pitch, the rest others."""
    pitch = RNG.uniform(100, 900, N)
    at = n_silent + round(share * (N - n_silent))
    pitch[n_silent:at] = frame_hz * (1 + off)
    values = np.c_[pitch, RNG.uniform(0, 1, N), RNG.uniform(0, 1, N)]
    silent = np.arange(N) < n_silent
    values[silent] = np.nan
    names = ("pitch_hz", "pitch_confidence", "brightness")
    return replace(points(values, silent=silent), names=names)


@pytest.mark.parametrize("frame_hz", [50.0, 22_050 / 256])
@pytest.mark.parametrize("off", [-0.004, 0.0, 0.004])
def test_the_beat_of_the_frames_is_no_pitch(frame_hz, off):
    p = pitched(0.67, frame_hz, off, n_silent=80)
    found = problems(p, domain_of(p), frame_hz)
    assert set(found) == {"pitch_hz", "pitch_confidence"}
    assert all(f"67% of its held sounds read {frame_hz:.1f} Hz" in why for why in found.values())
    assert at_frame_rate(p, frame_hz) == pytest.approx(0.67, abs=0.002)


@pytest.mark.parametrize(
    "share, off, frame_hz",
    [(0.5, 0.0, 50.0), (0.003, 0.0, 50.0), (0.9, 0.006, 50.0), (0.9, 1.0, 50.0), (0.9, 0.0, None)],
    ids=["half", "hardly any", "beside it", "a multiple", "rate unknown"],
)
def test_other_pitches_keep_their_slider(share, off, frame_hz):
    p = pitched(share, 50.0, off)
    assert problems(p, domain_of(p), frame_hz) == {}


def test_without_a_pitch_or_a_sound_nothing_is_at_the_frame_rate():
    assert at_frame_rate(points(np.full(N, 50.0)), 50.0) == 0.0
    dead = replace(pitched(0.9), silent=np.ones(N, bool))
    assert at_frame_rate(dead, 50.0) == 0.0
