"""Trajectories on disk: every number comes back, and other files are refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.live.world import ToneVoice
from timbrespace.errors import TimbrespaceError
from timbrespace.live.matching import usual_of
from timbrespace.live.trajectory import Passage, duration_s, read_trajectory, write_trajectory


def passage(voice, n, seed, begin_s=0.0, words=()):
    random = np.random.default_rng(seed)
    latents = random.normal(0, 1, (n, len(voice.dims))).astype(np.float32)
    held = {w: np.where(random.random(n) < 0.5, random.normal(0, 9, n), np.nan) for w in words}
    for values in held.values():
        values[0] = 1.0
    return Passage(usual_of(voice), begin_s + 0.005 * np.arange(n), latents, held)


@given(st.integers(1, 50), st.integers(1, 50), st.lists(st.sampled_from("abc"), unique=True))
@settings(max_examples=15, deadline=None)
def test_round_trip(tmp_path_factory, n, m, words):
    path = tmp_path_factory.mktemp("trajectories") / "a.parquet"
    given_passages = [
        passage(ToneVoice(), n, 0, words=words),
        passage(ToneVoice("other", dims=("level", "z", "pitch")), m, 1, begin_s=9.0),
    ]
    assert write_trajectory(path, given_passages, 48_000) == n + m
    read = read_trajectory(path)
    for one, other in zip(given_passages, read, strict=True):
        np.testing.assert_array_equal(one.time_s, other.time_s)
        np.testing.assert_array_equal(one.latents, other.latents)
        assert one.words.keys() == other.words.keys()
        for word in one.words:
            np.testing.assert_array_equal(one.words[word], other.words[word])
        assert one.usual.names == other.usual.names
        np.testing.assert_array_equal(one.usual.spread, other.usual.spread)
    assert duration_s(read) == pytest.approx(9.0 + 0.005 * (m - 1))


def test_the_same_performance_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_trajectory(tmp_path / name, [passage(ToneVoice(), 9, 0, words=["a"])], 48_000)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_other_files_are_refused(tmp_path):
    with pytest.raises(TimbrespaceError, match="no trajectory"):
        read_trajectory(tmp_path / "nothing.parquet")
    pd.DataFrame({"time_s": [0.0]}).to_parquet(tmp_path / "table.parquet")
    with pytest.raises(TimbrespaceError, match="holds no trajectory"):
        read_trajectory(tmp_path / "table.parquet")
    (tmp_path / "text.parquet").write_text("hello")
    with pytest.raises(TimbrespaceError):
        read_trajectory(tmp_path / "text.parquet")
    write_trajectory(tmp_path / "empty.parquet", [], 48_000)
    with pytest.raises(TimbrespaceError, match="holds no trajectory"):
        read_trajectory(tmp_path / "empty.parquet")
