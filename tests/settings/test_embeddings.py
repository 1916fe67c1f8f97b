"""Embeddings put what sounds alike close together."""

from __future__ import annotations

import numpy as np
import pytest

from tests.settings.world import sound
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.embeddings import default_name, offered, open_embedding
from timbrespace.settings.hearing import listened


@pytest.mark.parametrize("name", ["timbre", "style"])
def test_points_are_finite_and_as_wide_as_the_record_says(name):
    if name not in [each["name"] for each in offered() if not each["problem"]]:
        pytest.skip("SKIPPED LOUDLY: no embedding of styles is shipped yet")
    embedding = open_embedding(name)
    sounds = np.concatenate([sound(), sound(seed=1), np.zeros_like(sound())])
    latents = listened(sounds, embedding).latents
    assert latents.shape == (3, len(embedding.record.dims)) and np.isfinite(latents).all()
    assert len({dim.name for dim in embedding.record.dims}) == latents.shape[1]


def test_a_duller_sound_is_farther_than_another_take():
    dull = np.cumsum(sound(), axis=1) * 0.01
    first, take, other = listened(
        np.concatenate([sound(), sound(seed=1), dull]), open_embedding("timbre")
    ).latents
    assert np.linalg.norm(first - take) < 0.2 * np.linalg.norm(first - other)


def test_there_is_a_default_and_a_remedy():
    assert default_name() in [each["name"] for each in offered()]
    with pytest.raises(TimbrespaceError) as error:
        open_embedding("nose")
    assert "timbre" in error.value.remedy
