"""A sound found for a latent is measured as it sounds, not as it was meant."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.api.edited_sounds import open_sounds
from timbrespace.api.hearing import hear_edit, measure_sound, simpler_ways
from timbrespace.factors.hearing.measures import travelled

from .edit_atlas import LAYER


@pytest.fixture(scope="module")
def heard(edit_atlas, random_weights):
    opened = open_sounds(edit_atlas, LAYER, weights=random_weights)
    receptor, donor = edit_atlas.items["id"][0], edit_atlas.items["id"][30]
    target = opened.see(donor)
    patches = len(opened.see(receptor).x)
    mean = np.repeat(target.x.mean(axis=0, keepdims=True), patches, axis=0)
    from timbrespace.factors.editing.bench import Seen

    wanted = Seen(mean, opened.layer.dims(mean), opened.layer.resume(mean))
    return opened, receptor, wanted, hear_edit(opened, receptor, donor, wanted, n_steps=25)


def test_it_has_come_nearer_and_says_by_how_much(heard):
    opened, receptor, wanted, found = heard
    again = opened.listen(found.edited)
    assert found.travelled == pytest.approx(
        travelled(again.z, opened.see(receptor).z, wanted.z), abs=1e-3
    )
    assert found.travelled > 0.1


def test_the_module_and_the_encoder_hear_the_same(heard):
    import torch

    opened, receptor, _, _ = heard
    with torch.no_grad():
        taps = opened.encoder.module(torch.from_numpy(opened.audio(receptor)))
    x = taps[opened.tap].reshape(len(opened.see(receptor).x), -1).numpy()
    assert np.allclose(x, opened.see(receptor).x, atol=1e-3)


def test_simpler_ways_are_as_long_as_the_source(heard):
    found = heard[3]
    ways = simpler_ways(found.source, found.donor)
    assert list(ways) == ["source unchanged", "envelope transfer", "cross-fade 50 %"]
    assert {len(audio) for audio in ways.values()} == {len(found.source)}


def test_the_source_is_at_no_distance_from_itself(heard):
    found = heard[3]
    figures = measure_sound(found.source, found.source, found.donor)
    assert figures["source_db"] == 0 and figures["donor_db"] > 0
