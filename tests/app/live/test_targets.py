"""Targets of the matching task: the same for the same seed, and within reach."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.app.answers import CallError
from timbrespace.app.live.targets import draw_targets, measure_latents

from .toy_engine import ToySurrogate


@pytest.fixture
def surrogate():
    return ToySurrogate()


def test_the_same_seed_asks_for_the_same(surrogate):
    assert draw_targets(surrogate, 5, 3) == draw_targets(surrogate, 5, 3)
    assert draw_targets(surrogate, 5, 3) != draw_targets(surrogate, 5, 4)


def test_targets_are_latents_of_real_sounds_and_none_of_the_quietest(surrogate):
    found = draw_targets(surrogate, 40, 1)
    latents = np.array([each["latents"] for each in found["targets"]])
    known = {tuple(np.float32(row)) for row in surrogate.usual}
    assert all(tuple(np.float32(row)) in known for row in latents)
    assert len({tuple(row) for row in latents}) == 40
    loudness = surrogate.predict(latents)[0][:, 0]
    assert loudness.min() >= np.quantile(surrogate.predict(surrogate.usual)[0][:, 0], 0.34)


def test_a_start_differs_in_the_dims_that_get_a_slider_and_in_no_other(surrogate, monkeypatch):
    monkeypatch.setattr("timbrespace.app.live.targets.MOST_DIMS", 3)
    found = draw_targets(surrogate, 10, 1)
    assert len(found["dims"]) == 3
    for each in found["targets"]:
        differs = np.flatnonzero(np.array(each["latents"]) != np.array(each["start"]))
        assert set(differs) <= set(found["dims"])


def test_only_words_with_a_slider_count(surrogate):
    found = draw_targets(surrogate, 2, 1)
    assert "pitch_hz" not in found["words"]
    assert len(found["targets"][0]["words"]) == len(found["words"]) == len(found["reach"])


@pytest.mark.parametrize(("n", "seed"), [(0, 1), (1000, 1), (3, -1)])
def test_nonsense_is_refused(surrogate, n, seed):
    with pytest.raises(CallError):
        draw_targets(surrogate, n, seed)


def test_a_voice_without_sliders_has_none(surrogate):
    surrogate.words = surrogate.words[3:]
    surrogate.names = surrogate.names[3:]
    with pytest.raises(CallError, match="no word with a slider"):
        draw_targets(surrogate, 3, 1)


def test_latents_are_measured_as_they_sound():
    """Of the shipped voice: what was measured when its surrogate was learned."""
    from timbrespace.api.words import kept_points
    from timbrespace.spaces.playing.opening import open_voice
    from timbrespace.surrogates.opening import find_surrogate

    voice = open_voice("stream:bells")
    shipped = find_surrogate(voice)
    points = kept_points(shipped)
    rows = [0, 5, 9]
    found = measure_latents(shipped, voice, points.latents[rows].tolist())
    assert found["voice"] == "stream:bells" and found["lacking"] == {}
    wanted = points.values[rows][:, [points.names.index(name) for name in found["words"]]]
    values = np.array(found["values"], float)
    np.testing.assert_allclose(values, wanted, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("latents", [[], [[0.0]], [[float("nan")] * 8], [[0.0] * 8] * 9])
def test_what_are_no_latents_is_refused(surrogate, latents):
    with pytest.raises(CallError):
        measure_latents(surrogate, None, latents)
