"""Twin of ``sonify/making.py``."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sonify.test_folder import PLAN
from tests.sonify.voice import SineVoice
from tests.sonify.world import rows
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.sonify.folder import LOG, Folder
from timbrespace.sonify.making import BATCH, batches, make_sounds
from timbrespace.sonify.paths import Paths


def paths(n=24):
    points = np.stack([np.linspace(-1, 1, n), np.full(n, 0.5)], axis=1).astype(np.float32)
    none = np.zeros((n, 0), np.int64)
    return Paths("hold", points, np.zeros(2), np.full(n, -1), none, (), None, 50.0, 0.5)


def made(folder, job=None):
    folder.prepare(PLAN)
    return make_sounds(folder, rows(), paths(), SineVoice(), -23.0, job or Job("sonify"))


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.sounds.iterdir())}


def test_each_item_has_its_sound_in_the_order_of_the_items(tmp_path):
    lines = made(Folder(tmp_path))
    assert [line.id for line in lines] == rows().table["id"].tolist()
    assert all(line.duration_s == 0.5 for line in lines)
    assert len(contents(Folder(tmp_path))) == 24


def test_what_was_stopped_goes_on_and_ends_in_the_same_bytes(tmp_path):
    whole, stopped = Folder(tmp_path / "whole"), Folder(tmp_path / "stopped")
    made(whole)
    job = Job("sonify")
    job.listen(lambda job: job.cancel() if job.done > 0 else None)
    with pytest.raises(Cancelled):
        made(stopped, job)
    assert len(contents(stopped)) == BATCH
    # And then it was killed between a batch's sounds.
    lines = (stopped.path / LOG).read_text().splitlines(keepends=True)
    (stopped.path / LOG).write_text("".join(lines[:-3]) + lines[-3][:20])
    made(stopped)
    assert contents(stopped) == contents(whole)
    assert (stopped.path / LOG).read_bytes() == (whole.path / LOG).read_bytes()


def test_nothing_is_rendered_twice(tmp_path, monkeypatch):
    made(Folder(tmp_path))
    monkeypatch.setattr(SineVoice, "open_player", lambda self: pytest.fail("rendered again"))
    assert len(made(Folder(tmp_path))) == 24


def test_batches_hold_every_item_once_and_are_few_and_short():
    lengths_s = np.random.default_rng(0).uniform(0.5, 60, 200).tolist()
    found = batches(lengths_s)
    assert [index for batch in found for index in batch] == list(range(200))
    assert max(map(len, found)) <= BATCH
    assert all(len(b) == 1 or len(b) * max(lengths_s[i] for i in b) <= 120 for b in found)
