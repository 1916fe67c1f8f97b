"""Trials that can be heard, and those that can not."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.design import AbxTrial

from ..world import RATE_HZ, noise, tone


def test_others_of_both_kinds_or_of_none():
    whole = AbxTrial("t", noise(), tone(300), RATE_HZ, noise(1), tone(310))
    assert list(whole.sounds) == ["a", "b", "like-a", "like-b"]
    assert list(AbxTrial("t", noise(), tone(300), RATE_HZ).sounds) == ["a", "b"]
    with pytest.raises(TimbrespaceError, match="one kind only"):
        AbxTrial("t", noise(), tone(300), RATE_HZ, like_a=noise(1))


@pytest.mark.parametrize(
    ("sound", "said"),
    [
        (np.zeros((1, RATE_HZ), np.float32), "silent"),
        (tone(300, channels=2), "channels"),
        (tone(300, seconds=0.1), "lasts 0.1 s"),
        (tone(300)[0], "no array"),
    ],
)
def test_what_can_not_be_compared_is_refused(sound, said):
    with pytest.raises(TimbrespaceError, match=said):
        AbxTrial("t", noise(), sound, RATE_HZ)
