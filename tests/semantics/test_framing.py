import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.semantics.framing import Analysis, Feed, frames, weighted_mean


@given(st.integers(1, 4), st.integers(1, 5), st.integers(0, 6))
def test_frames_are_the_slices_they_should_be(overlap, hop, extra):
    size = overlap * hop
    x = np.random.default_rng(0).normal(size=(2, 3, size + extra * hop))
    cut = frames(x, size, hop)
    assert cut.shape == (2, 3, extra + 1, size)
    for i in range(extra + 1):
        assert np.array_equal(cut[..., i, :], x[..., i * hop : i * hop + size])


def sums(hop, before, overlap):
    """Frame sums: an analysis whose right answer can be read off."""

    def run(x):
        n = (x.shape[-1] - overlap) // hop
        return (
            np.stack([x[:, 0, i * hop : i * hop + hop + overlap].sum(-1) for i in range(n)], -1),
        )

    return Analysis(hop, before, overlap, lambda n: 1 + (n - 1) // hop if n else 1, run)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 40), max_size=12),
    st.integers(1, 7),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(1, 5),
)
def test_a_sound_in_blocks_gives_the_frames_of_the_whole(blocks, hop, before, overlap, batch):
    before = min(before, overlap)
    x = np.random.default_rng(0).integers(-9, 9, (1, sum(blocks))).astype(np.float32)
    analysis = sums(hop, before, overlap)
    feed = Feed(analysis, 1, batch)
    at = 0
    for length in blocks:
        feed.push(x[:, at : at + length])
        at += length
    assert np.array_equal(feed.finish()[0], analysis.whole(x[None])[0])


@pytest.mark.parametrize("library", [np.asarray, torch.asarray])
def test_weighted_means_leave_out_what_weighs_nothing(library):
    values = library(np.array([[1.0, 3.0, 99.0], [5.0, 5.0, 5.0]]))
    weights = library(np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]]))
    mean = weighted_mean(values, weights)
    assert mean[0] == 2 and np.isnan(float(mean[1]))
