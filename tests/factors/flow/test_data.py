"""Data for a flow: what is missing is counted and said, never guessed."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.flow.data import enough_groups, fit_scaled, gather, scaled


def test_missing_latents_are_left_out_and_missing_labels_join():
    x = np.ones((5, 3), np.float32)
    x[1] = np.nan
    data = gather(x, {"material": ["wood", "wood", None, "metal", "wood"]}, list("abcde"))
    assert len(data) == 4 and data.items.tolist() == [0, 2, 3, 4]
    assert data.labels["material"].tolist() == [1, -1, 0, 1]
    said = " ".join(data.notes)
    assert "1 of 5 rows have no latent" in said and "1 of 4 rows have no material" in said
    assert "No pair shares material metal" in said


def test_nothing_to_learn_from_is_refused():
    with pytest.raises(TimbrespaceError, match="No row has a latent"):
        gather(np.full((2, 3), np.nan, np.float32), {"material": ["a", "b"]}, "ab")


def test_classes_of_too_few_groups_are_not_probed():
    data = gather(np.ones((6, 2), np.float32), {"m": list("aaabbb")}, list("123445"))
    assert enough_groups(data, 3)["m"].tolist() == [0, 0, 0, -1, -1, -1]
    assert (enough_groups(data, 2)["m"] >= 0).all()


def test_unprojected_latents_are_scaled_and_projected_ones_left_alone():
    x = np.random.default_rng(0).normal(size=(80, 20)).astype(np.float32) * 9 + 4
    data = gather(x, {"m": ["a", "b"] * 40}, range(80))
    projection = fit_scaled(data, 5)
    z = scaled(projection, x)
    assert z.shape == (80, 5) and np.allclose(z.std(axis=0), 1, atol=0.05)
    ready = gather(x, {"m": ["a", "b"] * 40}, range(80), projected=True)
    assert fit_scaled(ready, 5) is None and scaled(None, x) is x


def test_a_part_keeps_its_columns_together():
    data = gather(np.arange(8, dtype=np.float32).reshape(4, 2), {"m": list("abab")}, list("wxyz"))
    part = data.at(np.array([2, 0]))
    assert part.x[:, 0].tolist() == [4, 0] and part.groups.tolist() == [2, 0]
    assert len(np.unique(data.joint)) == 2
