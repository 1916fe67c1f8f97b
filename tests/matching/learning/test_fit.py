from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("auraloss")

from tests.matching.matching_world import CUT, GAIN, RATE_HZ, Dull, hiss
from timbrespace.errors import TimbrespaceError
from timbrespace.matching.learning.fit import (
    Effort,
    Ground,
    fit_matcher,
    told_by_sound,
)
from timbrespace.matching.learning.scenes import Clip
from timbrespace.matching.style import style

QUICK = Effort(n_scenes=60, n_judged=16, n_steps=120, n_refining=0, n_weighed=0)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground([Clip(hiss(i, 2.6), f"g{i}", "noise") for i in range(6)], QUICK, None)


def test_a_matcher_tells_dull_from_bright(ground):
    made = fit_matcher(Dull(), ground, QUICK)
    assert made.told == ("cut",) and made.effect == "dull"
    dry = style(hiss(40), RATE_HZ)
    points = [
        made.believe(dry, style(heard(50 + i, cut), RATE_HZ)).point[0]
        for i in range(3)
        for cut in (0.1, 0.9)
    ]
    assert np.mean(points[0::2]) < np.mean(points[1::2]) - 0.2
    assert made.facts["error"][0] < made.facts["error_of_mean"][0]


def heard(seed, cut):
    return Dull().apply(hiss(seed)[None, None], np.array([[cut, 0.5]]), RATE_HZ)[0, 0]


def test_an_effect_that_only_gives_silence_is_refused(ground):
    class Mute(Dull):
        def apply(self, x, theta, sample_rate):
            return np.zeros_like(x)

    with pytest.raises(TimbrespaceError, match="silence"):
        fit_matcher(Mute(), ground, QUICK)


def test_settings_that_sound_can_not_tell_are_not_looked_for():
    assert told_by_sound(Dull()).tolist() == [0]
    with pytest.raises(TimbrespaceError, match="no setting"):
        told_by_sound(replace(Dull(), parameters=(replace(CUT, identifiable=False), GAIN)))
