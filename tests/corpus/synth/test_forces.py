"""Forces: when they act, and how strongly."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.synth.bodies import draw_body
from timbrespace.corpus.synth.forces import ACTIONS, force


@pytest.mark.parametrize("seed", range(4))
def test_a_blow_is_over_at_once_and_the_others_go_on(seed):
    body = draw_body("wood")
    for action in ACTIONS:
        push = force(action, body, 48_000, 48_000, np.random.default_rng(seed))
        assert push.shape == (48_000,) and np.isfinite(push).all() and push.any()
        last_s = np.flatnonzero(np.abs(push) > 0.01 * np.abs(push).max())[-1] / 48_000
        assert (last_s < 0.02) if action == "hit" else (last_s > 0.6)


def test_hard_bodies_are_touched_more_briefly():
    widths = []
    for material in ("glass", "wood", "cardboard"):
        push = force("hit", draw_body(material), 4_800, 48_000, np.random.default_rng(0))
        widths.append(np.count_nonzero(push))
    assert widths == sorted(widths) and widths[0] < widths[-1]
