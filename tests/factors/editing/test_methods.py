"""The swap: the factor becomes the donor's, and every other part of the flow's output stays."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.methods import CopyAll, FlowSwap, Move, Nothing, blend
from timbrespace.factors.flow.flow import FactorFlow, FlowConfig

MOVE = Move("material", 0, 1)


@pytest.fixture(scope="module")
def flow():
    return FactorFlow(FlowConfig(6, {"material": 2, "action": 1}, n_blocks=2))


@pytest.fixture
def z():
    return np.random.default_rng(0).normal(size=(3, 6)).astype(np.float32)


@pytest.fixture
def donor():
    return np.random.default_rng(1).normal(size=(5, 6)).astype(np.float32)


def test_only_the_factor_s_part_becomes_the_donor_s(flow, z, donor):
    before, after = flow.forward(z), flow.forward(FlowSwap(flow)(z, donor, MOVE))
    wanted = flow.forward(donor)[:, flow.factors["material"]].mean(axis=0)
    assert np.allclose(after[:, flow.factors["material"]], wanted, atol=1e-4)
    for name in ("action", "residual"):
        columns = flow.columns(name)
        assert np.allclose(after[:, columns], before[:, columns], atol=1e-4)


@pytest.mark.parametrize("strength", [0.0, 0.5, 2.0])
def test_strength_is_how_far_it_goes(flow, z, donor, strength):
    columns = flow.factors["material"]
    way = flow.forward(donor)[:, columns].mean(axis=0) - flow.forward(z)[:, columns]
    gone = flow.forward(blend(flow, z, {"material": donor}, strength)) - flow.forward(z)
    assert np.allclose(gone[:, columns], strength * way, atol=1e-4)


def test_two_factors_can_come_from_two_donors(flow, z, donor):
    other = donor + np.float32(1)
    both = blend(flow, z, {"material": donor, "action": other}, 1.0)
    wanted = flow.forward(other)[:, flow.factors["action"]].mean()
    assert np.allclose(flow.forward(both)[:, flow.factors["action"]], wanted, atol=1e-4)


def test_an_unknown_factor_is_named(flow, z, donor):
    with pytest.raises(TimbrespaceError, match="no factor 'colour'"):
        blend(flow, z, {"colour": donor}, 1.0)


def test_the_two_ends_of_the_scale(z, donor):
    assert np.array_equal(Nothing()(z, donor, MOVE), z)
    assert np.allclose(CopyAll()(z, donor, MOVE), donor.mean(axis=0))
