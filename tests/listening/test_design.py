"""What cannot be compared is refused before anybody listens."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening import Trial
from timbrespace.listening.design import MOST_STIMULI, role_of

from .world import RATE_HZ, noise, tone


def test_the_reference_is_rated_too_and_comes_first():
    made = Trial("a", noise(), {"ours": noise(1), "anchor-7k": noise(2)}, RATE_HZ)
    assert list(made.sounds) == ["reference", "ours", "anchor-7k"]
    assert [role_of(name) for name in made.sounds] == ["reference", "condition", "anchor"]


@pytest.mark.parametrize(
    ("conditions", "why"),
    [
        ({}, "nothing to compare"),
        ({"anchor": noise()}, "nothing to compare"),
        ({"reference": noise(), "a": noise()}, "two references"),
        ({f"c{k}": noise(k) for k in range(MOST_STIMULI)}, "more than"),
        ({"a": tone(440, channels=2)}, "has 2 channels"),
        ({"a": np.zeros((1, RATE_HZ), np.float32)}, "is silent"),
        ({"a": np.full((1, RATE_HZ), np.nan, np.float32)}, "not numbers"),
        ({"a": noise(seconds=0.1)}, "lasts 0.1 s"),
        ({"a": noise()[0]}, "no array of channels"),
    ],
)
def test_nonsense_is_refused(conditions, why):
    with pytest.raises(TimbrespaceError, match=why):
        Trial("a", noise(), conditions, RATE_HZ)
