"""Twin of ``sonify/carrying.py``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.sonify.test_folder import PLAN
from tests.sonify.voice import SineVoice
from tests.sonify.world import clips, rows
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.sonify.carrying import AT_ONCE, paths_of, placed
from timbrespace.sonify.coupling import fit_coupling
from timbrespace.sonify.order import arranged
from timbrespace.sonify.posterior import Posterior
from timbrespace.spaces.data.items import DataItems

FRAMES = np.random.default_rng(3).normal(2.0, 0.5, (200, 2)).astype(np.float32)
HOME = Posterior(FRAMES, "At home.")


def coupling(items):
    return fit_coupling(items.latents, FRAMES, "random")


def walked(items, path, **asked):
    where = placed(items, coupling(items), path, Job("sonify"))
    plan = replace(PLAN, path=path, **asked)
    return where, paths_of(plan, items, arranged(items, plan.order), where, HOME, SineVoice())


def test_only_in_motion_is_every_row_carried():
    items = clips()
    held, moved = (walked(items, path)[0] for path in ("hold", "motion"))
    assert held.runs == () and np.array_equal(held.points, moved.points)
    assert [len(run) for run in moved.runs] == np.diff(items.offsets).tolist()
    whole = np.concatenate(moved.runs)
    assert np.allclose(whole, coupling(items).apply(items.latents), atol=1e-6)


def test_many_rows_are_carried_as_few_are_and_can_be_stopped():
    items = rows(2 * AT_ONCE + 3)
    made = coupling(items)
    points = placed(items, made, "hold", Job("sonify")).points
    assert np.allclose(points, made.apply(items.latents), atol=1e-6)
    job = Job("sonify")
    job.listen(lambda job: job.cancel() if job.done >= AT_ONCE else None)
    with pytest.raises(Cancelled):
        placed(items, made, "hold", job)


def test_a_tour_leads_to_the_most_alike_and_never_to_more_than_there_are():
    items = rows(6)
    _, paths = walked(items, "tour", stops=2)
    assert paths.near.shape == (6, 2)
    apart = np.linalg.norm(items.latents[:, None] - items.latents, axis=2)
    np.fill_diagonal(apart, np.inf)
    assert np.array_equal(paths.near[:, 0], apart.argmin(axis=1))
    assert walked(items, "tour", stops=64)[1].near.shape == (6, 5)
    assert walked(items, "hold")[1].near.shape == (6, 0)


def test_items_are_followed_in_the_order_of_the_plan():
    items = rows(5)
    alone = DataItems(items.table.assign(group=items.table["id"]), items.latents, items.offsets)
    _, paths = walked(alone, "slerp", order="given")
    assert paths.after.tolist() == [1, 2, 3, 4, -1]
    assert walked(alone, "slerp", order="time")[1].after.tolist() == [-1, 0, 1, 2, 3]
    assert np.allclose(paths.centre, FRAMES.mean(axis=0), atol=1e-5)
    assert paths.frame_rate_hz == SineVoice().sample_rate / SineVoice().hop
