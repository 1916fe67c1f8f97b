"""A sound heard again is what the atlas has of it."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.api.edited_sounds import RATE_HZ, open_sounds
from timbrespace.errors import TimbrespaceError

from .edit_atlas import LAYER


@pytest.fixture(scope="module")
def opened(edit_atlas, random_weights):
    return open_sounds(edit_atlas, LAYER, weights=random_weights)


def test_dims_and_scores_are_those_that_the_atlas_keeps(opened):
    for i in (0, 17):
        seen = opened.see(opened.atlas.items["id"][i])
        start, end = opened.frames.offsets[i : i + 2]
        assert np.allclose(seen.z, opened.frames.rows[start:end], atol=1e-3)
        from timbrespace.factors.editing.bench import log_odds, scores_of

        assert np.allclose(log_odds(scores_of(seen.logits)), opened.end[i], atol=1e-2)


def test_audio_is_one_channel_at_the_network_s_rate(opened):
    row = opened.atlas.items.iloc[0]
    audio = opened.audio(row["id"])
    assert audio.ndim == 1 and audio.dtype == np.float32
    assert abs(len(audio) - row["duration_s"] * RATE_HZ) <= 2


def test_a_sound_is_not_encoded_twice(opened):
    item_id = opened.atlas.items["id"][3]
    assert opened.see(item_id) is opened.see(item_id)


def test_a_layer_that_was_not_projected_says_how_to(edit_atlas, random_weights):
    with pytest.raises(TimbrespaceError, match="timbrespace project"):
        open_sounds(edit_atlas, 3, weights=random_weights)


def test_weights_from_a_file_have_to_be_named(edit_atlas):
    with pytest.raises(TimbrespaceError, match="--weights"):
        open_sounds(edit_atlas, LAYER)
