"""Plain samples."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.codecs.pcm import Pcm
from timbrespace.measure.waveform import si_sdr_db

TONE = np.sin(2 * np.pi * 200 * np.arange(22_050) / 22_050).astype(np.float32)


@pytest.mark.parametrize("kbit_s", [1.0, 14.7, 88.2, 176.4, 352.8])
def test_it_takes_what_it_was_asked_to(kbit_s):
    carried = Pcm.at(kbit_s, 22_050).carry(TONE, 22_050)
    assert carried.n_bits / 1000 == pytest.approx(kbit_s, rel=0.01)
    assert carried.audio.shape == TONE.shape


def test_more_bits_come_nearer():
    heard = [Pcm.at(k, 22_050).carry(TONE, 22_050).audio for k in (14.7, 176.4, 264.6, 352.8)]
    ratios = [si_sdr_db(TONE, audio) for audio in heard]
    assert ratios == sorted(ratios)
    assert ratios[-1] > 80
