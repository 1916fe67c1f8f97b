from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.surrogates.fitting import fit_surrogate, judge


def test_words_have_titles_units_and_what_is_reached(tone_surrogate, tone_points):
    loudness, centroid, _ = tone_surrogate.words
    assert (loudness.title, loudness.unit) == ("Loudness", "LUFS")
    assert loudness.low == np.nanpercentile(tone_points.values[:, 0], 1)
    assert centroid.unit == "Hz" and 400 < centroid.low < centroid.high < 3200
    assert loudness.r2 > 0.98 and centroid.r2 > 0.98
    assert not loudness.problem and not centroid.problem


def test_what_cannot_be_foretold_gets_no_slider(tone_surrogate, tone_points):
    noise = np.random.default_rng(0).standard_normal(tone_points.values.shape)
    rows = np.arange(100)
    judged = judge(
        tone_surrogate, replace(tone_points, values=noise, repeats=noise[:0, None]), rows
    )
    assert all(word.r2 < 0.1 and word.problem for word in judged.words)
    assert "cannot foretell" in judged.words[0].problem


def test_too_few_points_are_refused(tone_points, tones):
    few = replace(tone_points, latents=tone_points.latents[:20], values=tone_points.values[:20])
    with pytest.raises(TimbrespaceError, match="too few to learn from"):
        fit_surrogate(few, tones.dims, tones.usual())


def test_without_pytorch_it_says_what_to_install(tone_points, tones, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in ("learning", "learning_guess", "networks"):
        monkeypatch.delitem(sys.modules, f"timbrespace.surrogates.{name}", raising=False)
    with pytest.raises(MissingExtra, match="'models'"):
        fit_surrogate(tone_points, tones.dims, tones.usual(), n_steps=1)


def test_a_pitch_at_the_frame_rate_is_a_problem_of_its_word(tone_points, tones):
    pytest.importorskip("torch")
    values = tone_points.values.copy()
    values[: 6 * len(values) // 10, 0] = 50.0
    beat = replace(
        tone_points, names=("pitch_hz", *tone_points.names[1:]), values=values,
        repeats=tone_points.repeats[:0],
    )  # fmt: skip
    for frame_hz, said in ((50.0, True), (None, False)):
        made = fit_surrogate(
            beat, tones.dims, tones.usual(), n_steps=5, inverse=False, frame_hz=frame_hz
        )
        assert ("50.0 Hz" in made.words[0].problem) is said


def test_without_the_inverse_a_guess_is_to_stay(tone_points, tones):
    pytest.importorskip("torch")
    quick = fit_surrogate(tone_points, tones.dims, tones.usual(), n_steps=5, inverse=False)
    near = np.array([0.5, -0.5, 1.0])
    np.testing.assert_allclose(quick.guess({"centroid_hz": 2000.0}, near), near)
