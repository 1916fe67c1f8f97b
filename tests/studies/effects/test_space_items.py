"""Items: even effects, settings and groups; pairs that share no group; sounds made once."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tests.studies.effects.space_world import CONFIG, TOYS, clips
from timbrespace.studies.effects import space_items
from timbrespace.studies.effects.space_items import on_the_way, paired, probed


@pytest.fixture
def clean(tmp_path, monkeypatch):
    monkeypatch.setattr(space_items, "open_effect", TOYS.__getitem__)
    return clips(tmp_path)


def test_each_effect_comes_equally_often_and_each_kind_of_sound(clean):
    items = probed(clean, CONFIG, 20)
    assert Counter(items.y.tolist()) == {0: 20, 1: 20, 2: 20}
    assert items.names == ["gain", "tilt", "dry"]
    assert Counter(clean[i].kind for i in items.of) == {"short": 30, "long": 30}
    counts = Counter(items.groups)
    assert max(counts.values()) - min(counts.values()) <= 1


def test_settings_are_even_and_another_seed_changes_only_who_meets_whom(clean):
    one, other = (probed(clean, CONFIG, 64, seed) for seed in (0, 1))
    assert np.abs(one.theta(1).mean(axis=0) - 0.5).max() < 0.05
    assert np.array_equal(one.theta(1), other.theta(1))
    assert not np.array_equal(one.of, other.of)


def test_a_pair_shares_its_style_and_no_group(clean):
    pairs = paired(clean, CONFIG, 10)
    half = len(pairs) // 2
    for first, second in zip(range(half), range(half, 2 * half), strict=True):
        assert pairs.styles[first] is pairs.styles[second]
        assert pairs.groups[first] != pairs.groups[second]
    probes = {
        style.theta.tobytes() for style in probed(clean, CONFIG, 10).styles if len(style.theta)
    }
    assert not probes & {style.theta.tobytes() for style in pairs.styles}


def test_sounds_come_in_order_at_the_level_of_the_config(clean):
    items = probed(clean, CONFIG, 30)
    dry, wet = (np.concatenate(part) for part in zip(*items.sounds(), strict=True))
    assert wet.shape == (90, CONFIG.segment)
    assert np.allclose(np.abs(wet).max(axis=1), 10 ** (CONFIG.peak_dbfs / 20), rtol=1e-4)
    assert np.allclose(dry[items.y != 1], wet[items.y != 1], atol=1e-6)
    assert np.abs(dry - wet)[items.y == 1].max(axis=1).min() > 1e-3


def test_on_the_way_all_settings_rise_together(clean):
    items = on_the_way(clean[0], CONFIG, 1, 5)
    theta = items.theta(1)
    assert theta.shape == (5, 2) and (np.diff(theta, axis=0) > 0).all()
    assert np.array_equal(theta[:, 0], theta[:, 1])
    assert set(items.of) == {0}
