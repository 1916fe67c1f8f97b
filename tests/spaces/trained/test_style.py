"""The shipped embedding is whole, small, and hears effects more than what they are put on."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.catalogue import own
from timbrespace.spaces.registry import open_encoder
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.installed import VOICES
from timbrespace.spaces.trained.opening import open_space

RATE_HZ = 24_000


@pytest.fixture(scope="module")
def style():
    return open_space("effects:style")


def struck(hz: float) -> np.ndarray:
    """Two seconds of notes, one after the other."""
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    note = np.sin(2 * np.pi * hz * time_s) + 0.4 * np.sin(2 * np.pi * 2.01 * hz * time_s)
    return (0.2 * note * np.exp(-8 * (time_s % 0.5))).astype(np.float32)[None]


def test_it_is_small_and_says_what_it_is_and_what_it_learned_from():
    folder = VOICES / "style"
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 4e6
    facts = folders.read(folder)
    assert (facts.id, facts.decodes, len(facts.dims)) == ("effects:style", False, 64)
    assert "overdrive" in facts.model["effects"]
    assert "CC0" in (folder / "NOTICE.md").read_text(encoding="utf-8")


def test_what_could_be_heard_of_each_effect_is_recorded():
    figures = folders.read_metrics(VOICES / "style")["model"]
    for effect in folders.read(VOICES / "style").model["effects"]:
        assert figures[f"n_checked/{effect}"] > 0
        assert 0 <= figures[f"inaudible_share/{effect}"] <= 1


def test_points_have_the_length_one_and_repeat_themselves(style):
    points = style.encode(struck(330), RATE_HZ)
    assert points.shape == (1, 64)
    assert np.allclose(np.linalg.norm(points, axis=1), 1, atol=1e-5)
    assert np.array_equal(points, style.encode(struck(330), RATE_HZ))


def test_the_same_setting_on_other_notes_is_nearer_than_another_setting(style):
    drive = own("overdrive")
    soft, hard = (np.array([[at, 0.1, 0.5]]) for at in (0.05, 0.95))
    notes = [struck(hz)[None] for hz in (220.0, 277.2, 415.3)]
    points = {
        name: np.stack([style.encode(drive.apply(x, t, RATE_HZ)[0], RATE_HZ)[0] for x in notes])
        for name, t in (("soft", soft), ("hard", hard))
    }
    within = max(np.linalg.norm(at - at.mean(axis=0), axis=1).mean() for at in points.values())
    between = np.linalg.norm(points["soft"].mean(axis=0) - points["hard"].mean(axis=0))
    assert between > within


def test_an_atlas_can_be_encoded_with_it():
    (pooled,) = open_encoder("effects:style").encode(struck(330)[0])
    assert pooled.shape == (64,)
