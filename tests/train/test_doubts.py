"""Twin of ``train/doubts.py``."""

from __future__ import annotations

import pytest

from timbrespace.train.doubts import doubts


def record(value: float, baseline: str, mean: float, better: str) -> dict:
    return {"name": "figure", "value": value, "better": better,
            "baselines": {"PCA (4)": 0.9, baseline: mean}}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "objects"),
    [
        (record(0.3, "mean row", 0.0, "higher"), False),
        (record(0.0, "mean row", 0.0, "higher"), True),
        (record(12.0, "mean", 13.0, "lower"), False),
        (record(13.5, "mean", 13.0, "lower"), True),
    ],
)
def test_what_is_no_better_than_the_mean_is_said(given: dict, objects: bool) -> None:
    said = doubts({"reconstruction": [given], "model": {"kl_per_dim": [1.0, 1.0]}})
    assert ["no better than as its mean" in each for each in said] == [True] * objects


def test_dead_dims_are_said_when_they_are_most() -> None:
    assert not doubts({"model": {"kl_per_dim": [1.0, 0.5, 0.0, 0.0]}})
    (said,) = doubts({"model": {"kl_per_dim": [1.0, 0.0, 0.0, 0.0]}})
    assert "Only 1 of 4 dims" in said


def test_of_what_nobody_measured_nothing_is_said() -> None:
    assert doubts({}) == ()
