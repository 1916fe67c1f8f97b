from __future__ import annotations

import numpy as np
import pytest

from timbrespace.matching.sound import STYLE_HZ
from timbrespace.matching.style import echoes


def with_echo(seconds: float, gain: float = 0.7):
    sound = np.random.default_rng(1).normal(size=2 * STYLE_HZ).astype(np.float32)
    n = round(seconds * STYLE_HZ)
    return sound, sound + gain * np.r_[np.zeros(n, np.float32), sound[:-n]]


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.4])
def test_an_echo_stands_at_its_own_time(seconds):
    plain, echoed = with_echo(seconds)
    rise = echoes.echoes(echoed) - echoes.echoes(plain)
    found = int(rise.argmax())
    assert echoes.ECHO_EDGES_S[found] <= seconds * 1.02
    assert seconds * 0.98 <= echoes.ECHO_EDGES_S[found + 1]
    assert rise[found] > 2


def test_an_echo_of_the_other_sign_stands_out_downwards():
    _, echoed = with_echo(0.1, -0.7)
    assert echoes.echoes(echoed).min() < -2


def test_a_comb_shows_in_short_cepstra():
    plain, combed = with_echo(0.002)
    rise = np.abs(echoes.combs(combed) - echoes.combs(plain))[:24]
    at = int(rise.argmax())
    assert echoes.COMB_EDGES_S[at] <= 0.00205
    assert echoes.COMB_EDGES_S[at + 1] >= 0.00195
