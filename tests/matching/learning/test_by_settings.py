from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.matching.learning.by_settings import Lesson, learn_settings  # noqa: E402
from timbrespace.matching.learning.pool import Dry, Wet  # noqa: E402


def lesson(n: int, seed: int) -> Lesson:
    """Styles of ten figures; the effect adds its setting to the last."""
    rng = np.random.default_rng(seed)
    scene = rng.normal(size=(n, 10))
    sibling = scene + 0.1 * rng.normal(size=(n, 10))
    theta = rng.uniform(0.02, 0.98, (n, 2))
    wet = scene.copy()
    wet[:, -1] += 6 * theta[:, 1]
    usable = np.ones(n, bool)
    usable[0] = False
    return Lesson.of(Dry(scene, sibling), Wet(theta, wet, usable, usable), np.array([1]))


def test_what_can_be_told_is_learned():
    learn, judge = lesson(400, 0), lesson(200, 1)
    network, fit = learn_settings(learn, judge, 200, 0)
    with torch.no_grad():
        chosen = torch.sigmoid(network(judge.sibling, judge.wet)[1])
    error = (chosen - judge.theta).abs().mean()
    assert error < 0.8 * (0.5 - judge.theta).abs().mean()
    assert np.isfinite(fit)
    assert not network.training


def test_unusable_rows_are_left_out_and_columns_chosen():
    assert lesson(50, 0).theta.shape == (49, 1)


def test_the_same_seed_learns_the_same():
    one, other = (learn_settings(lesson(100, 0), lesson(40, 1), 20, 4)[1] for _ in range(2))
    assert one == other
