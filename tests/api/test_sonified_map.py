"""The map of what was sonified, as its folder says it."""

from __future__ import annotations

import pytest

import timbrespace
from tests.sonify.voice import SineVoice
from tests.sonify.world import World, rows, world
from timbrespace.api.sonifying import sonify
from timbrespace.atlas import Store
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job


def made(out, space=None, **how):
    return sonify(space or world(), SineVoice(), out, **{"seconds": 0.5, "piece": False, **how})


def test_it_says_what_was_made_heard_by_whom_and_how(tmp_path):
    done = made(tmp_path / "out", methods=())
    about = Store(done.atlas).about()
    assert about["name"] == "world by test:sine" and about["notes"] == done.notes
    assert about["sonified"] == {
        "space": "table:world", "voice": "test:sine", "how": "gaussian", "path": "hold",
    }  # fmt: skip
    assert timbrespace.open(done.atlas).maps() == []


def test_few_items_are_laid_out_along_their_axes_only(tmp_path):
    done = made(tmp_path / "out", World(rows(12)))
    assert [record.method for record in timbrespace.open(done.atlas).maps()] == ["pca"]


def test_a_map_that_was_stopped_is_finished_by_the_same_call(tmp_path):
    job = Job("sonify")
    job.listen(lambda job: job.cancel() if job.message == "Laying out with pca" else None)
    with pytest.raises(Cancelled):
        made(tmp_path / "out", methods=("pca",), job=job)
    done = made(tmp_path / "out", methods=("pca",))
    atlas = timbrespace.open(done.atlas)
    assert [record.method for record in atlas.maps()] == ["pca"] and len(atlas.items) == 24
