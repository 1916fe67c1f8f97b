"""Every learned space finds its baselines, of its own size."""

from __future__ import annotations

import numpy as np
import pytest

from tests.probing_world import question
from timbrespace.factors.probing.baselines import beside, chance, log_mel, majority
from timbrespace.factors.probing.question import Candidate, ask


def space(width, n_dims=64):
    return Candidate(f"s{width}", str(width), np.zeros((4, width), np.float32), n_dims, "layer")


def test_each_size_has_its_own_components():
    learned = [space(32), space(512), space(1024)]
    made = log_mel("m:logmel", np.zeros((4, 64), np.float32), learned)
    assert [(c.title, c.n_dims) for c in made] == [
        ("log-mel", None), ("log-mel PCA-64", 64), ("log-mel PCA-32", 32),
    ]  # fmt: skip
    assert [c.title for c in beside(learned[0], made)] == ["log-mel", "log-mel PCA-32"]
    assert [c.title for c in beside(learned[2], made)] == ["log-mel", "log-mel PCA-64"]
    assert len({c.id for c in made}) == 3


def test_a_size_that_log_mel_has_not_is_stood_in_for_by_all_it_has():
    made = log_mel("m:logmel", np.zeros((4, 64), np.float32), [space(512, 256), space(32)])
    assert [c.title for c in beside(space(512, 256), made)] == ["log-mel", "log-mel PCA-64"]
    assert [c.title for c in beside(space(32), made)] == ["log-mel", "log-mel PCA-32"]


def test_the_majority_is_that_of_the_training_part():
    labels = ["a"] * 14 + ["b"] * 6
    asked = ask(labels, list(range(20)), label="l", group="g", n_folds=2)
    assert set(majority(asked)) == {0}
    found = chance(asked)
    assert found["majority"] == {"accuracy": pytest.approx(0.7), "balanced": 0.5}
    assert found["uniform"] == {"accuracy": 0.5, "balanced": 0.5}


def test_balanced_chance_is_one_in_as_many_classes():
    assert chance(question())["uniform"]["balanced"] == pytest.approx(1 / 3)
