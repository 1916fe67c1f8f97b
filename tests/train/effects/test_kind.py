"""The kind builds what its objective says."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from tests.train.effects.tiny import SMALL, STYLE, VAE
from tests.train.world import MACHINE, QUICK
from timbrespace.api.training import train
from timbrespace.spaces.trained.opening import open_space
from timbrespace.train.effects.kind import KIND
from timbrespace.train.kinds import kind_named


def test_it_is_found_by_its_name():
    assert kind_named("effects") is KIND


def test_the_objective_says_which_model():
    assert not KIND.build(STYLE).decodes
    assert KIND.build(VAE).decodes


@pytest.mark.parametrize("objective", ["style", "vae"])
def test_a_folder_of_sounds_becomes_a_space_and_the_same_command_says_it_is_done(
    tone_folder, tmp_path, objective
):
    pytest.importorskip("lightning")
    changes = SMALL | QUICK | {"objective": objective, "epochs": 2, "rounds": 2}
    how = {"changes": changes, "machine": MACHINE, "measure": objective == "style"}
    made = train("effects", tone_folder, tmp_path / "tiny.space", **how)
    assert made.facts.decodes == (objective == "vae")
    assert made.metrics["model"]["n_checked/overdrive"] > 0
    # What makes no sound is not measured by its reconstructions, though it was asked for.
    assert "reconstruction" not in made.metrics
    points = open_space(tmp_path / "tiny.space").encode(np.ones((1, 900), np.float32), 8_000)
    assert points.shape == (1, len(made.facts.dims))
    assert train("effects", tone_folder, tmp_path / "tiny.space", **how).ended == "before"
