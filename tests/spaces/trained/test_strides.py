"""Frames and samples answer to each other as the convolutions themselves say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.spaces.trained.strides import Strides

layers = st.tuples(st.integers(1, 9), st.integers(1, 5)).flatmap(
    lambda ks: st.tuples(st.just(ks[0]), st.just(ks[1]), st.integers(0, (ks[0] - 1) // 2))
)
chains = st.lists(layers, min_size=1, max_size=4).map(
    lambda each: Strides(*zip(*each, strict=True))
)


@given(chains, st.integers(1, 3_000))
def test_so_many_frames_hear_all_of_a_sound_and_one_less_does_not(strides, n_samples):
    n_frames = strides.n_frames(n_samples)
    assert strides.n_samples(n_frames) >= n_samples
    assert n_frames == 1 or strides.n_samples(n_frames - 1) < n_samples


@given(chains, st.integers(1, 50))
def test_a_frame_more_is_a_hop_more(strides, n_frames):
    more = strides.n_samples(n_frames + 1) - strides.n_samples(n_frames)
    assert more == strides.hop


def test_nothing_takes_no_frames():
    strides = Strides((4,), (2,), (1,))
    assert (strides.n_frames(0), strides.n_samples(0)) == (0, 0)


@settings(deadline=None)
@given(chains)
def test_a_frame_reaches_what_its_convolutions_reach(strides):
    torch = pytest.importorskip("torch")
    x = torch.zeros(1, 1, 2_000, requires_grad=True)
    y = x
    for kernel, stride, padding in zip(
        strides.kernels, strides.strides, strides.paddings, strict=True
    ):
        y = torch.nn.functional.conv1d(y, torch.ones(1, 1, kernel), None, stride, padding)
    y[0, 0, y.shape[-1] // 2].backward()
    heard = x.grad[0, 0].nonzero().flatten()
    assert int(heard[-1] - heard[0]) + 1 <= strides.reach
