from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ, Dull, hiss
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.matching.learning import pool
from timbrespace.matching.learning.scenes import Clip, Scenes
from timbrespace.matching.style import N_FIGURES


@pytest.fixture(scope="module")
def scenes() -> Scenes:
    return Scenes([Clip(hiss(i, 2.6), f"g{i}", "noise") for i in range(4)], RATE_HZ, 0.4)


def test_an_interrupted_pool_ends_as_an_undisturbed_one(scenes, tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "_CHUNK", 3)
    job = Job("render", on_change=lambda job: job.cancel() if job.done >= 5 else None)
    with pytest.raises(Cancelled):
        pool.dry_pool(scenes, 10, 0, tmp_path / "dry.npz", job)
    resumed = pool.dry_pool(scenes, 10, 0, tmp_path / "dry.npz")
    whole = pool.dry_pool(scenes, 10, 0, None)
    assert resumed.scene == pytest.approx(whole.scene, rel=1e-5, abs=1e-4)
    assert whole.sibling.shape == (10, N_FIGURES)


def test_a_silent_rendering_is_not_used_and_an_inaudible_one_recorded(scenes):
    class Moody(Dull):
        def apply(self, x, theta, sample_rate):
            quiet = theta[:, 0] < 0.5
            return np.where(quiet[:, None, None], 0, x)

    dry = pool.dry_pool(scenes, 8, 0, None)
    wet = pool.wet_pool(Moody(), scenes, dry, 0, None)
    assert wet.usable.tolist() == (wet.theta[:, 0] >= 0.5).tolist()
    assert not wet.audible.any()


def test_levels_are_the_same_before_and_after(scenes):
    sound = scenes.pair((0, 0))[0]
    made = pool.render(Dull(), 0.1 * sound, np.array([0.5, 0.1]), RATE_HZ)
    again = pool.render(Dull(), sound, np.array([0.5, 0.9]), RATE_HZ)
    assert made == pytest.approx(again, abs=1e-5)
