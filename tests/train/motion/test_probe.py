"""The probe hears what is there, and hears nothing where nothing is."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.train.motion.probe import probed

RNG = np.random.default_rng(0)
VALUES = ["a", "b", "c"] * 20
GROUPS = [f"g{i // 3}" if i < 30 else f"h{i}" for i in range(60)]


def told(strength, groups=GROUPS, values=VALUES):
    code = np.array([{"a": 0, "b": 1, "c": 2}.get(v, 0) for v in values])
    noise = np.random.default_rng(1).standard_normal((len(values), 8))
    own = noise + strength * np.eye(8)[code]
    return probed("kind", values, groups, {"": own, "noise": noise})


def test_what_is_in_the_latents_is_told_with_its_baselines():
    found = told(6.0)
    assert found["value"] > 0.95 > found["baselines"]["noise"] + 0.3
    assert found["low"] < found["value"] <= found["high"] <= 1
    assert found["p"] < 0.01
    assert found["baselines"]["most frequent"] == pytest.approx(1 / 3)
    assert abs(found["baselines"]["permutation"] - 1 / 3) < 0.1


def test_noise_is_told_no_better_than_by_chance():
    found = told(0.0)
    assert found["p"] > 0.05
    assert found["low"] < 1 / 3 < found["high"]


def test_a_group_that_is_its_own_label_can_not_be_told_by_its_own_takes():
    groups = [f"take of {i // 6}" for i in range(60)]
    values = [f"v{i // 6}" for i in range(60)]
    assert told(0.0, groups, values) is None


def test_one_class_is_nothing_to_tell():
    assert told(1.0, values=["a"] * 60) is None
    assert told(1.0, values=[None] * 60) is None
