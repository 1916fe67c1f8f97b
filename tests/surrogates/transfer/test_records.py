"""Results stand beside what they have to beat, and sentences say what they say."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.reports.style import as_svg
from timbrespace.surrogates.transfer.bench import PLACES, Row
from timbrespace.surrogates.transfer.records import (
    difference,
    figure,
    interval,
    results,
    sentences,
)

WORDS = ("loudness_lufs", "brightness")


def rows(adapter=0.05, scratch=0.10, matched=0.3):
    rng = np.random.default_rng(0)
    noise = rng.normal(0, 0.02, 80)
    levels = {
        ("random", 0): 0.3, ("standing still", 0): 0.3, ("best there is", 0): 0.02,
        ("matched components", 0): matched, ("from scratch", 8): scratch,
        ("nearest anchor", 8): 0.12, ("adapter, corrected", 8): adapter, ("all points", 500): 0.03,
    }  # fmt: skip
    return [
        Row(method, where, k, level + noise, np.full(2, level))
        for (method, k), level in levels.items()
        for where in PLACES
    ]


def test_each_has_the_baselines_that_it_has_to_beat():
    found = {
        (r.where["method"], r.where["where"]): r
        for r in results(rows(), "a", "b", WORDS, "do it")
        if r.name == "closed-loop error"
    }
    adapter = found["adapter, corrected", "near"]
    assert set(adapter.baselines) == {
        "random", "standing still", "from scratch", "nearest anchor"
    }  # fmt: skip
    assert adapter.beats() and adapter.low < adapter.value < adapter.high
    assert adapter.command == "do it" and adapter.n_items == 80
    assert not found["matched components", "near"].beats()
    assert found["random", "near"].baselines == {}


@pytest.mark.parametrize(
    "adapter, word", [(0.05, "helps"), (0.2, "harms"), (0.1, "no difference")]
)
def test_whether_the_old_voice_helped_is_said(adapter, word):
    said = sentences(rows(adapter), "a", "b")
    assert len(said) == 3 and "knows nothing" in said[0]
    assert all(word in sentence for sentence in said[1:])


def test_knowing_something_without_a_decode_is_said():
    assert "knows something" in sentences(rows(matched=0.1), "a", "b")[0]


def test_differences_are_paired():
    one, other = rows()[8], rows()[12]
    apart, low, high = difference(one, other)
    assert high - low < 1e-9 < interval(one.errors)[1] - interval(one.errors)[0]
    assert apart == pytest.approx(0.05)


def test_the_figure_has_a_line_for_each_method_that_has_anchors():
    drawn = figure(rows())
    assert as_svg(drawn)
    for ax in drawn.axes:
        labels = ax.get_legend_handles_labels()[1]
        assert labels == ["from scratch", "nearest anchor", "adapter, corrected"]
