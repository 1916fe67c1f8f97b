from __future__ import annotations

import numpy as np

from tests.matching.matching_world import RATE_HZ, Dull, hiss
from timbrespace.matching.learning.calibrate import TEMPERS, calibrate
from timbrespace.matching.learning.pool import Wet
from timbrespace.matching.learning.scenes import Clip, Scenes


def test_promises_are_weighed_on_what_was_not_learned_from(matcher):
    scenes = Scenes([Clip(hiss(i, 2.6), f"g{i}", "noise") for i in range(2)], RATE_HZ, 0.8)
    yes = np.ones(3, bool)
    wet = Wet(np.array([[0.05, 0.5], [0.5, 0.5], [0.1, 0.5]]), np.empty((3, 0)), yes, yes)
    worth = calibrate(matcher, Dull(), scenes, wet, 2, seed=1)
    assert worth.temper in TEMPERS
    assert set(worth.curves) == {"at once", "refined"}
    assert all(np.all(np.diff(each.true) >= 0) for each in worth.curves.values())
    again = calibrate(matcher, Dull(), scenes, wet, 2, seed=1)
    assert again == worth
