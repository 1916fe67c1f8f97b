"""Twin of ``train/table/probe.py``."""

from __future__ import annotations

import numpy as np

from timbrespace.train.table.probe import Seen, balanced, probed


def rows(n: int, apart: float, seed: int) -> tuple[np.ndarray, list[str]]:
    rng = np.random.default_rng(seed)
    classes = np.arange(n) % 3
    return rng.normal(size=(n, 5)) + apart * np.eye(3, 5)[classes], [f"c{i}" for i in classes]


def record(apart: float):
    (train, y_train), (test, y_test) = rows(90, apart, 0), rows(60, apart, 1)
    noise = np.random.default_rng(2)
    seen = {"": Seen(train, test), "noise": Seen(noise.normal(size=train.shape),
                                                 noise.normal(size=test.shape))}  # fmt: skip
    return probed("kind", y_train, y_test, [f"g{i}" for i in range(60)], seen)


def test_a_label_that_is_there_is_found_and_noise_has_none() -> None:
    made = record(5.0)
    assert made["value"] > 0.95 and made["p"] < 0.01 and 0.85 < made["low"] < 1
    assert made["low"] <= made["value"] <= made["high"]
    assert abs(made["baselines"]["noise"] - 1 / 3) < 0.2
    assert abs(made["baselines"]["permutation"] - made["baselines"]["chance"]) < 0.05


def test_nothing_wrong_is_no_certainty() -> None:
    made = record(50.0)
    assert made["value"] == made["high"] == 1
    assert made["low"] == 0.025 ** (1 / 60)


def test_a_label_that_is_not_there_is_not_found() -> None:
    made = record(0.0)
    assert made["value"] < 0.55 and made["p"] > 0.01


def test_classes_that_lack_are_left_out() -> None:
    (x, y), seen = rows(30, 5.0, 0), None
    seen = {"": Seen(x, x)}
    groups = [str(i) for i in range(30)]
    test = ["c0" if each == "c1" else "new" if each == "c2" else None for each in y]
    assert probed("kind", y, test, groups, seen) is None
    test = ["c2" if each == "c2" else "c1" for each in y]
    assert probed("kind", y, test, groups, seen)["where"]["classes"] == 2
    missing = [None] * 30
    assert probed("kind", missing, missing, groups, seen) is None


def test_balanced_accuracy_weighs_classes_alike() -> None:
    truth = np.array([0] * 98 + [1] * 2)
    assert balanced(truth, np.zeros(100, np.int64)) == 0.5
    assert balanced(truth, truth) == 1
