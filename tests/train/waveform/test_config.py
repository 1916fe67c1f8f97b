"""Settings make a network or say why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.train.waveform.config import WaveformConfig


@given(st.floats(0.01, 6))
def test_a_segment_is_whole_frames_and_no_longer_than_asked(segment_s):
    config = WaveformConfig(segment_s=segment_s)
    geometry = config.geometry
    assert geometry.n_samples(geometry.n_frames(config.segment)) == config.segment
    wanted = round(segment_s * config.sample_rate)
    assert config.segment <= wanted or geometry.n_frames(config.segment) == 1


def test_lists_from_a_file_become_tuples():
    config = WaveformConfig(channels=[2], kernels=[4], strides=[2], paddings=[1])  # type: ignore[arg-type]
    assert config.channels == (2,) and hash(config)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"channels": (4, 6)}, "2 channels, 3 kernels"),
        ({"strides": (12, 0, 2)}, "should be 1 or more"),
        ({"paddings": (10, 1, 0)}, "below half its kernel"),
        ({"levels": 1}, "at least 2 levels"),
        ({"dims": 4}, "set body to residual"),
        ({"body": "plane"}, "no body 'plane'"),
        ({"loss": "mse"}, "loss rmse or spectral"),
        ({"sample_rate": 0}, "above 0"),
        ({"segment_s": 0.0}, "above 0"),
    ],
)
def test_what_makes_no_network_is_refused_with_a_remedy(changes, words):
    with pytest.raises(TimbrespaceError, match=words):
        WaveformConfig(**changes)
