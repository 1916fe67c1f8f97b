"""Several spaces from the same passes, as many at a time as memory allows."""

import numpy as np
import pytest

from timbrespace.factors.projection import fitting
from timbrespace.factors.projection.fitting import fit_many
from timbrespace.factors.projection.projection import fit_projection

WIDTHS = {"narrow": 20, "middle": 30, "wide": 50}


@pytest.fixture
def rows(monkeypatch):
    monkeypatch.setattr(fitting, "EXACT_UP_TO", 40)
    rng = np.random.default_rng(0)
    return {s: rng.standard_normal((90, w)).astype(np.float32) for s, w in WIDTHS.items()}


def fit(rows, memory):
    asked = []

    def passes(spaces):
        asked.append(list(spaces))
        for start in range(0, 90, 40):
            yield {space: rows[space][start : start + 40] for space in spaces}

    found = dict(fit_many(passes, WIDTHS, dict.fromkeys(WIDTHS, 4), full=True, memory=memory))
    return found, asked


def test_with_memory_all_share_the_first_pass_and_the_wide_goes_on(rows):
    _, asked = fit(rows, memory=1 << 30)
    assert asked == [["wide", "narrow", "middle"], ["wide"], ["wide"]]


def test_memory_changes_the_passes_and_not_the_answer(rows):
    much, _ = fit(rows, memory=1 << 30)
    little, asked = fit(rows, memory=1)
    assert asked == [["wide"]] * 3 + [["narrow"], ["middle"]]
    for space in WIDTHS:
        assert np.array_equal(much[space].axes, little[space].axes)
        alone = fit_projection(lambda s=space: iter([rows[s]]), 4, full=True)
        assert np.array_equal(much[space].axes, alone.axes)
