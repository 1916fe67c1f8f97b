"""Spaces are made, kept, and asked while they grow."""

from __future__ import annotations

import pytest

from tests.app.toys import PATIENCE_S, until
from timbrespace.app.answers import CallError, NotFound
from timbrespace.app.effects.spaces import checked_how, checked_middle
from timbrespace.app.view import View

#: UMAP compiles for a minute before its first map.
COMPILING_S = 2 * PATIENCE_S


@pytest.fixture
def spaces(effects_backend):
    return effects_backend.effects.spaces


def test_one_is_made_behind_and_told(effects_backend, atlas):
    events = []
    effects_backend.hub.listen(events.append)
    asked = {"effect": "overdrive", "sound": "demo", "n": 16, "most": 24, "embedding": "timbre"}
    made = effects_backend.effects.make_space(View(atlas, 1), asked).json
    space, job = made["space"]["id"], made["job"]["id"]
    again = effects_backend.effects.make_space(View(atlas, 1), asked).json
    assert again["job"]["id"] == job  # it runs already
    assert effects_backend.jobs.wait(job, COMPILING_S) == "done"
    told = [each for each in events if each["type"] == "settings"]
    assert told[-1]["n_points"] == told[-1]["n_placed"] == 24 and told[-1]["space"] == space
    assert [each["revision"] for each in told] == list(range(1, len(told) + 1))
    facts = effects_backend.effects.spaces.facts(space)
    assert facts["n_points"] == facts["most"] == 24 and facts["maps"][0]["n_placed"] == 24
    assert facts["clip"]["title"] == "Strikes" and facts["effect"] == "overdrive"


def test_one_that_is_kept_is_there_at_once(spaces, made_space):
    _, space = made_space
    facts = spaces.facts(space)
    assert facts["n_points"] == 40 and facts["job"] is None
    assert [each["id"] for each in spaces.listed()] == [space]
    table = spaces.table(space, 30)
    assert table.headers["X-Rows"] == "10" and table.headers["X-Columns"] == "10"
    assert len(spaces.map(space, "umap").buffer or b"") == 40 * 2 * 4


@pytest.mark.parametrize("space", ["..", "0" * 16, "made", "0123456789abcdeg"])
def test_no_other_folder_is_read(spaces, space):
    with pytest.raises(NotFound):
        spaces.facts(space)


@pytest.mark.parametrize(
    "asked", [{"n": 0}, {"n": "9"}, {"most": 10**7}, {"seed": -1}, {"n": True}]
)
def test_counts_make_sense(effects_backend, atlas, asked):
    with pytest.raises(CallError):
        effects_backend.effects.make_space(
            View(atlas, 1), {"effect": "overdrive", "sound": "demo", **asked}
        )


def test_ways_are_known():
    assert checked_how("nearest") == "nearest" and checked_middle("map") == "map"
    for check in (checked_how, checked_middle):
        with pytest.raises(CallError):
            check("somehow")


def test_a_job_that_is_cancelled_leaves_what_there_is(effects_backend, atlas):
    asked = {"effect": "overdrive", "sound": "demo", "n": 5_000, "embedding": "timbre"}
    made = effects_backend.effects.make_space(View(atlas, 1), asked).json
    spaces = effects_backend.effects.spaces
    until(lambda: spaces.facts(made["space"]["id"])["maps"], COMPILING_S)
    effects_backend.jobs.cancel(made["job"]["id"])
    assert effects_backend.jobs.wait(made["job"]["id"], PATIENCE_S) == "cancelled"
    assert spaces.state(made["space"]["id"]).at(0.0, 0.0).theta.shape == (3,)
