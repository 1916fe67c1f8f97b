"""What browsers get is the sound itself, at a rate and in channels that they play."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.app.wav import (
    Clip,
    header,
    pcm_blocks,
    plan,
    played_channels,
    played_rate,
)

from .toys import tone


def heard(clip):
    info, played = plan(clip)
    data = b"".join(pcm_blocks(clip, info, played))
    file = io.BytesIO(header(len(data), played.sample_rate, played.channels) + data)
    return soundfile.read(file, dtype="int16", always_2d=True)


@given(st.integers(1, 1_000_000))
def test_every_rate_becomes_one_that_browsers_play(rate):
    assert 8_000 <= played_rate(rate) <= 96_000
    assert played_rate(rate) in (rate, 48_000)


@pytest.mark.parametrize("channels", [1, 2])
def test_16_bits_stay_the_same_bits(tmp_path, channels):
    rng = np.random.default_rng(0)
    samples = rng.integers(-32768, 32768, (5000, channels), dtype=np.int16)
    soundfile.write(tmp_path / "a.wav", samples, 44_100)
    played, rate = heard(Clip(tmp_path / "a.wav"))
    assert rate == 44_100
    assert np.array_equal(played, samples)


def test_high_rates_are_resampled_and_keep_their_pitch_and_length(tmp_path):
    rate, seconds, pitch_hz = 192_000, 0.5, 1000.0
    wave = 0.5 * np.sin(2 * np.pi * pitch_hz * np.arange(int(rate * seconds)) / rate)
    soundfile.write(tmp_path / "a.wav", wave, rate, subtype="FLOAT")
    played, played_hz = heard(Clip(tmp_path / "a.wav"))
    assert played_hz == 48_000
    assert len(played) == 24_000
    spectrum = np.abs(np.fft.rfft(played[:, 0]))
    assert spectrum.argmax() / seconds == pitch_hz
    assert np.abs(played).max() == pytest.approx(0.5 * 32768, rel=0.02)


def test_many_channels_become_their_mean(tmp_path):
    assert [played_channels(c) for c in (1, 2, 3, 16)] == [1, 2, 1, 1]
    samples = np.zeros((1000, 4))
    samples[:, 2] = 0.5
    soundfile.write(tmp_path / "a.wav", samples, 48_000, subtype="PCM_16")
    played, _ = heard(Clip(tmp_path / "a.wav"))
    assert played.shape == (1000, 1)
    assert np.all(played == 0.125 * 32768)


def test_too_loud_is_clipped_not_wrapped(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.array([2.0, -2.0, 1.0] * 100), 8_000, subtype="FLOAT")
    played, _ = heard(Clip(tmp_path / "a.wav"))
    assert played[:3, 0].tolist() == [32767, -32768, 32767]


@given(offset=st.floats(0, 0.9), duration=st.floats(0.01, 2))
def test_a_window_is_that_part(tmp_path_factory, offset, duration):
    path = tmp_path_factory.getbasetemp() / "window.wav"
    if not path.exists():
        soundfile.write(path, tone(8_000, 1, 1.0, 3), 8_000)
    whole, _ = soundfile.read(path, dtype="int16", always_2d=True)
    clip = Clip(path, offset, duration)
    part, _ = heard(clip)
    start = round(offset * 8_000)
    assert np.array_equal(part, whole[start : start + round(duration * 8_000)])
    assert abs(plan(clip)[1].n_samples - len(part)) <= 1
