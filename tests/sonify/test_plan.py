"""Twin of ``sonify/plan.py``."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sonify.voice import SineVoice
from tests.sonify.world import World, clips, rows
from timbrespace.sonify.plan import digest, plan_of
from timbrespace.sonify.posterior import Posterior

HOME = Posterior(np.ones((20, 2), np.float32), "At home.")
USUAL = {"how": "gaussian", "path": "hold", "order": "near", "seed": 0}


def planned(space=None, home=HOME, **asked):
    space = space or World(rows())
    return plan_of(space, space.items(), SineVoice(), home, **{**USUAL, **asked})


def test_lengths_and_stops_are_those_that_are_usual_on_a_path():
    assert [planned(path=path).seconds for path in ("hold", "tour", "motion")] == [2.0, 4.0, None]
    assert planned(path="motion", seconds=1.5).seconds == 1.5
    assert planned(path="tour", stops=5).stops == 5
    assert planned(path="hold", stops=5) == planned(path="hold", stops=3)


@pytest.mark.parametrize(
    "other",
    [
        {"space": World(rows(), model_hash="cd" * 32)},
        {"space": World(rows(seed=1))},
        {"home": Posterior(np.zeros((20, 2), np.float32), "At home.")},
        {"how": "words", "words": ["brightness"]},
        {"loudness_lufs": None},
        {"order": "given"},
        {"seed": 1},
    ],
)
def test_a_plan_tells_apart_what_sounds_otherwise(other):
    assert planned(**other).facts() != planned().facts()


def test_a_title_that_changes_is_another_plan():
    items = rows()
    items.table["title"] = "renamed"
    assert planned(World(items)) != planned()


def test_a_digest_changes_with_anything_in_it():
    items = clips()
    made = {
        digest(items.latents, items.offsets),
        digest(items.latents + 1, items.offsets),
        digest(items.latents.T, items.offsets),
        digest(items.latents, items.offsets, text="x"),
    }
    assert len(made) == 4
