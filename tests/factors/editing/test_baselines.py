"""Each baseline does what its name says, where the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.baselines import (
    LdaDirection,
    MeanDifference,
    RandomDirection,
    SameLength,
    Transport,
)
from timbrespace.factors.editing.methods import LabelledRows, Move

from .toys import crossed

MOVE = Move("material", 0, 1)


@pytest.fixture(scope="module")
def rows():
    return crossed()


@pytest.fixture
def z(rows):
    return rows.of_class("material", 0)[:4]


@pytest.mark.parametrize("kind", [MeanDifference, LdaDirection, Transport])
def test_a_class_arrives_at_the_other_and_the_kept_factor_stays(rows, kind):
    source, target = rows.of_class("material", 0), rows.of_class("material", 1)
    moved = kind(rows)(source, target, MOVE)
    assert moved.dtype == np.float32
    assert abs(float(moved[:, 0].mean() - target[:, 0].mean())) < 0.3
    assert abs(float(moved[:, 1].mean() - source[:, 1].mean())) < 0.15


def test_the_mean_difference_takes_one_mean_to_the_other(rows):
    source, target = rows.of_class("material", 0), rows.of_class("material", 1)
    moved = MeanDifference(rows)(source, target, MOVE)
    assert np.allclose(moved.mean(axis=0), target.mean(axis=0), atol=1e-4)


def test_the_discriminant_ignores_a_direction_that_tells_nothing_apart():
    """Class means differ along noise too; only the mean difference follows it there."""
    rng = np.random.default_rng(0)
    codes = np.repeat([0, 1], 200)
    z = np.stack([rng.normal(2.0 * codes, 0.1), rng.normal(2.0 * codes, 5.0)], axis=1)
    rows = LabelledRows(z.astype(np.float32), {"material": codes}, np.arange(400))
    still = np.zeros((1, 2), np.float32)
    lda, mean = LdaDirection(rows)(still, still, MOVE), MeanDifference(rows)(still, still, MOVE)
    assert abs(lda[0, 1]) < 0.3 * abs(lda[0, 0])
    assert abs(mean[0, 1]) > 2 * abs(lda[0, 1])


def test_transport_brings_the_very_rows_of_a_class_onto_the_other_s():
    rng = np.random.default_rng(0)
    source, target = rng.normal(size=(30, 3)), rng.normal(3, 1, size=(30, 3))
    codes = np.repeat([0, 1], 30)
    rows = LabelledRows(
        np.concatenate([source, target]).astype(np.float32), {"material": codes}, np.arange(60)
    )
    moved = Transport(rows)(rows.z[:30], rows.z[30:], MOVE)
    assert np.allclose(np.sort(moved, axis=0), np.sort(rows.z[30:], axis=0), atol=1e-4)


def test_a_random_direction_goes_as_far_as_the_method_it_controls(rows, z):
    like = MeanDifference(rows)
    moved = RandomDirection(like)(z, z, MOVE)
    length = np.linalg.norm(like(z, z, MOVE) - z, axis=1)
    assert np.allclose(np.linalg.norm(moved - z, axis=1), length, rtol=1e-4)
    again, other = RandomDirection(like), Move("material", 0, 1, seed=5)
    assert np.array_equal(again(z, z, MOVE), moved)
    assert not np.allclose(again(z, z, other), moved)


def test_same_length_keeps_the_direction_of_one_and_the_length_of_the_other(rows, z):
    mean, random = MeanDifference(rows), RandomDirection(LdaDirection(rows))
    both = SameLength(mean, random)(z, z, MOVE) - z
    along, far = mean(z, z, MOVE) - z, random(z, z, MOVE) - z
    assert np.allclose(np.linalg.norm(both, axis=1), np.linalg.norm(far, axis=1), rtol=1e-4)
    cosine = (both * along).sum(1) / np.linalg.norm(both, axis=1) / np.linalg.norm(along, axis=1)
    assert np.allclose(cosine, 1, atol=1e-4)
    assert mean.name in SameLength(mean, random).name


def test_a_class_that_training_lacks_is_refused(rows, z):
    with pytest.raises(TimbrespaceError, match="No training sound has class 7"):
        MeanDifference(rows)(z, z, Move("material", 0, 7))
