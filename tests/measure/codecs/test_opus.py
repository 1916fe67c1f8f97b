"""Opus: in step with its source, and as many bytes as are counted."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.codecs.opus import LEAST_KBIT_S, Opus
from timbrespace.measure.distances import mel_distance_db
from timbrespace.measure.waveform import si_sdr_db


def music(rate=22_050, seconds=2):
    time_s = np.arange(rate * seconds) / rate
    notes = [np.sin(2 * np.pi * f * time_s) for f in (220, 277, 330, 440)]
    return (0.2 * sum(notes) * (1 + np.sin(7 * time_s)) / 2).astype(np.float32)


@pytest.mark.parametrize("kbit_s", [12.0, 32.0, 96.0])
def test_the_bytes_are_near_what_was_asked(kbit_s):
    sound = music()
    carried = Opus.at(kbit_s).carry(sound, 22_050)
    assert carried.n_bits / 2000 == pytest.approx(kbit_s, rel=0.2)
    assert carried.audio.shape == sound.shape


def test_what_arrives_is_in_step():
    sound = music()
    audio = Opus.at(96).carry(sound, 22_050).audio
    inner = slice(2000, -2000)
    ratios = {lag: si_sdr_db(sound[inner], np.roll(audio, lag)[inner]) for lag in (-5, 0, 5)}
    assert max(ratios, key=ratios.get) == 0
    assert ratios[0] > 15


def test_below_its_lowest_it_gives_its_lowest():
    sound = music()
    lowest = Opus.at(0.1)
    assert lowest.nominal_kbit_s == LEAST_KBIT_S
    assert "lowest" in lowest.title
    assert 4 < lowest.carry(sound, 22_050).n_bits / 2000 < 10


def test_more_bits_sound_nearer():
    sound = music()
    distances = [
        mel_distance_db(sound, Opus.at(k).carry(sound, 22_050).audio, 22_050) for k in (6, 24, 96)
    ]
    assert distances == sorted(distances, reverse=True)
