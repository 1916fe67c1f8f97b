"""The streaming graph is the network that looks ahead, late, whatever the blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.spaces.playing.hifigan.graph import streaming
from timbrespace.spaces.playing.hifigan.shape import Shape
from timbrespace.spaces.trained import graphs

from .tiny import TINY, looking_ahead, weights

MEL = np.random.default_rng(5).normal(-4, 2, (60, 80)).astype(np.float32)


@pytest.fixture(scope="module")
def session():
    return graphs.open_session(streaming(weights(), TINY))


def play(session, mel, sizes=()):
    state = np.zeros((1, session.get_inputs()[1].shape[1]), np.float32)
    cuts = [0, *np.minimum(np.cumsum(sizes), len(mel)), len(mel)]
    parts = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        if b > a:
            sound, state = session.run(None, {"mel": mel[a:b].T[None], "state": state})
            parts.append(sound[0])
    return np.concatenate(parts)


def test_it_is_the_network_that_looks_ahead_but_late(session):
    pytest.importorskip("torch")
    made, expected, late = play(session, MEL), looking_ahead(MEL), TINY.delay_samples
    assert made.shape == (60 * 256,)
    difference = np.abs(made[late:] - expected[: len(made) - late])
    # At its start the one has zeros behind it in every layer, the other none.
    assert difference[late:].max() < 1e-5
    assert np.abs(expected).max() > 0.05


@given(sizes=st.lists(st.integers(0, 9), min_size=1, max_size=8))
@settings(max_examples=10, deadline=None)
def test_any_blocks_give_the_whole(session, sizes):
    assert np.abs(play(session, MEL, sizes) - play(session, MEL)).max() <= 1e-5


def test_other_shapes_are_late_as_they_say():
    pytest.importorskip("torch")
    shape = Shape(width=8, rates=(4, 2), kernels=(3, 5), dilations=(1, 2), edge_kernel=3)
    made = play(graphs.open_session(streaming(weights(shape), shape)), MEL)
    expected, late = looking_ahead(MEL, shape), shape.delay_samples
    assert np.abs(made[late:] - expected[: len(made) - late])[late:].max() < 1e-5
