"""A space grows in a process of its own, as it would here."""

from __future__ import annotations

import numpy as np
import pytest

from tests.settings.world import LENGTH_S, plan_of, sound
from timbrespace.effects.opening import open_effect
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.settings.clip import RATE_HZ, clip_of
from timbrespace.settings.embeddings import open_embedding
from timbrespace.settings.folder import Folder
from timbrespace.settings.space import SettingsSpace
from timbrespace.settings.worker import grow_aside


@pytest.fixture
def prepared(tmp_path):
    clip = clip_of(sound(), RATE_HZ, "burst", LENGTH_S)
    plan, path = plan_of(clip), tmp_path / "aside.atlas"
    record = open_embedding("timbre").record
    Folder(path).prepare(plan, open_effect("overdrive"), clip, record)
    return path, plan


def test_it_makes_the_same_and_tells(prepared, space):
    path, plan = prepared
    told, job = [], Job("settings")
    grow_aside(path, plan, 20, 20, job=job, on_grown=told.append)
    made = SettingsSpace(path)
    np.testing.assert_array_equal(made.theta, space.theta[:20])
    np.testing.assert_allclose(made.latents, space.latents[:20], atol=1e-4)
    assert told[-1].n_placed == 20 and job.done == 20 and job.total == 20


def test_a_job_that_is_stopped_ends_it(prepared):
    path, plan = prepared
    job = Job("settings")
    job.cancel()
    with pytest.raises(Cancelled):
        grow_aside(path, plan, 20, 20, job=job)


def test_what_goes_wrong_there_is_told_here(prepared):
    path, plan = prepared
    with pytest.raises(TimbrespaceError, match="not to be had"):
        grow_aside(path, plan, 20, 10**9, job=Job("settings"))
