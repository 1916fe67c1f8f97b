"""Corners are laid out behind, and told."""

from __future__ import annotations

from tests.app.toys import PATIENCE_S
from timbrespace.app.effects.cornering import start_corners
from timbrespace.explore import layout


class Layouter:
    """Lays out here, and without compiling."""

    def compute(self, latents, method, **how):
        return layout.compute(latents, "pca", **{**how, "params": {"preparation": "centre"}})


def test_the_map_is_there_when_it_is_told(effects_backend, made_space):
    space, events = made_space[1], []
    effects_backend.hub.listen(events.append)
    spaces = effects_backend.effects.spaces
    job = start_corners(spaces, effects_backend.jobs, Layouter, space, 5, [])
    assert effects_backend.jobs.wait(job.id, PATIENCE_S) == "done", job.error
    told = [each for each in events if each["type"] == "settings"]
    assert told[-1]["map"] == "corners" and told[-1]["n_placed"] == 40
    facts = next(each for each in spaces.facts(space)["maps"] if each["name"] == "corners")
    assert facts["figures"]["x"]["name"] == "brightness"
    assert spaces.state(space).at(0.9, 0.0, "corners").theta.shape == (3,)
