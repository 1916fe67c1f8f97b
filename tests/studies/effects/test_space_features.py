"""Features: their shapes, that all are of the same sounds, and which stand beside which."""

from __future__ import annotations

import numpy as np
import pytest

from tests.studies.effects.space_world import CONFIG, RATE, TOYS, Ear, clips
from timbrespace.jobs import Job
from timbrespace.studies.effects import space_features as features
from timbrespace.studies.effects import space_items


def test_a_tone_is_in_its_band_and_statistics_are_of_the_bands():
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE).astype(np.float32)[None]
    bands = features.log_mel(tone, RATE)
    told = features.statistics(tone, RATE)
    assert bands.shape[0] == 80 and told.shape == (160,)
    assert np.allclose(told[:80], bands.mean(axis=1), atol=1e-4)
    assert bands.mean(axis=1).argmax() == pytest.approx(80 * 1000 / 2146 * 1.0, abs=6)
    assert features.spectrum(tone, RATE).size == bands.size


def test_all_features_are_of_the_same_sounds_and_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(space_items, "open_effect", TOYS.__getitem__)
    items = space_items.probed(clips(tmp_path), CONFIG, 8)
    job = Job("describe")
    found = features.describe(
        items, {"ear": features.of_space(Ear()), "level": lambda a, _: a.std(axis=1)}, job
    )
    wet = np.concatenate([wet for _, wet in items.sounds()])
    assert np.allclose(found["level"][:, 0], wet.std(axis=1))
    assert np.allclose(found["ear"][5], Ear().encode(wet[5][None], RATE)[0])
    assert job.done == len(items)


def test_a_pca_of_each_learned_size_stands_beside_the_spaces():
    rows = np.zeros((4, 9), np.float32)
    found = {"ear": rows[:, :3], "vae": rows[:, :5], features.SPECTRUM: rows,
             features.STATISTICS: rows}  # fmt: skip
    made = features.candidates(found, {"ear": 3, "vae": 5})
    assert [(c.name, c.n_components, c.learned) for c in made] == [
        ("ear", None, True), ("vae", None, True), ("log-mel PCA-3", 3, False),
        ("log-mel PCA-5", 5, False), (features.STATISTICS, None, False),
    ]  # fmt: skip
