"""Segments cover all frames and fade into one another without a seam."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.spaces.trained.segments import Segments

cuts = st.integers(2, 40).flatmap(
    lambda n: st.builds(Segments, st.just(n), st.integers(0, n // 2))
)


@given(cuts, st.integers(1, 500))
def test_so_many_segments_cover_the_frames_and_one_less_does_not(segments, n_frames):
    count = segments.count(n_frames)
    assert segments.length(count) >= n_frames
    assert count == 1 or segments.length(count - 1) < n_frames


@given(cuts, st.integers(1, 6))
def test_segments_that_agree_come_back_as_they_are(segments, count):
    whole = np.random.default_rng(0).random((3, segments.length(count)), np.float32)
    cut = [whole[:, i * segments.step :][:, : segments.n_frames] for i in range(count)]
    np.testing.assert_allclose(segments.join(cut, count), whole, rtol=1e-5)


@given(cuts)
def test_a_fade_never_leaves_what_lies_between(segments):
    low, high = (np.full((1, segments.n_frames), v, np.float32) for v in (0, 1))
    joined = segments.join([low, high], 2)[0]
    assert (np.diff(joined) >= -1e-6).all()
    assert joined.min() >= 0 and joined.max() <= 1 + 1e-6


def test_no_segments_are_refused():
    with pytest.raises(ValueError, match="no segments"):
        Segments(5, 2).join([], 0)
