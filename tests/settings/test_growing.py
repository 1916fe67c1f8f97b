"""A space grows, can be stopped anywhere, and ends in the same."""

from __future__ import annotations

import numpy as np
import pytest

from tests.settings.world import growing
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.settings.space import SettingsSpace


class StopsAt:
    """A job that is asked to stop once so many settings are done."""

    def __init__(self, done):
        self.job = Job("settings", on_change=self.look)
        self.at = done

    def look(self, job):
        if job.done >= self.at:
            job.cancel()


def test_an_interrupted_run_ends_in_the_same(tmp_path, space):
    path = tmp_path / "stopped.atlas"
    for at in (16, 48):
        with pytest.raises(Cancelled):
            growing(path, job=StopsAt(at).job).run(60, 60)
    found = len(SettingsSpace(path))
    assert 32 <= found < 60
    growing(path).run(60, 60)
    whole = SettingsSpace(path)
    assert whole.ids == space.ids
    np.testing.assert_array_equal(whole.theta, space.theta)
    np.testing.assert_array_equal(whole.latents, space.latents)
    np.testing.assert_array_equal(whole.descriptors, space.descriptors)


def test_it_grows_behind_and_tells(tmp_path):
    told, job = [], Job("settings")
    growing(tmp_path / "two.atlas", job=job, on_grown=told.append).run(16, 40)
    assert told[-1].n_points == told[-1].n_placed == 40 and job.total == 40
    assert [each.n_points for each in told] == sorted(each.n_points for each in told)
    assert any(each.n_points == 16 for each in told)


def test_growing_on_keeps_what_there_is_in_its_place(tmp_path):
    path = tmp_path / "more.atlas"
    growing(path).run(30, 30)
    before = SettingsSpace(path)
    growing(path).run(45, 45)
    after = SettingsSpace(path)
    assert after.ids[:30] == before.ids and len(after) == 45
    moved = np.linalg.norm(after.maps["umap"][:30] - before.maps["umap"], axis=1)
    assert np.median(moved) < 0.2  # turned and scaled as it was


def test_a_finished_one_is_done_at_once(tmp_path, space_folder):
    import shutil

    path = tmp_path / "done.atlas"
    shutil.copytree(space_folder, path)
    told = []
    growing(path, on_grown=told.append).run(60, 60)
    assert not told


@pytest.mark.parametrize("n", [(0, 10), (20, 10), (10, 10**6)])
def test_counts_make_sense(tmp_path, n):
    with pytest.raises(TimbrespaceError):
        growing(tmp_path / "no.atlas").run(*n)


def test_what_is_said_beside_the_bar_is_what_is_being_done(tmp_path):
    said = []
    job = Job("settings", on_change=lambda job: said.append((job.done, job.message)))
    growing(tmp_path / "told.atlas", job=job).run(16, 40)
    laying_out = [done for done, message in said if message.startswith("Laying out")]
    assert set(laying_out) == {16, 40}
    after = [message for done, message in said if 16 < done < 40]
    assert after and not any(message.startswith("Laying out") for message in after)
