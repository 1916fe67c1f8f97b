"""Settings that make no network are refused, and presets do make one."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.train.config import resolve
from timbrespace.train.motion.config import PRESETS, MotionConfig
from timbrespace.train.motion.kind import KIND


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_are_whole(preset):
    settings = resolve(KIND, preset)
    assert settings.model.window >= sum(settings.model.dilations)


@pytest.mark.parametrize(
    "values",
    [
        {"window": 4},
        {"stride": 0},
        {"dims": 0},
        {"dilations": ()},
        {"dilations": (1, 0)},
        {"rate_hz": 0.0},
        {"learning_rate": 0.0},
        {"place_weight": -1.0},
        {"kl_schedule": "sometimes"},
    ],
)
def test_what_makes_no_network_is_refused(values):
    with pytest.raises(TimbrespaceError):
        MotionConfig(**values)


def test_the_skeleton_says_how_many_features_there_are(config):
    assert config.n_features == 6 * len(config.joint_names) + 4
    assert len(config.joint_offsets) == 3 * len(config.joint_names)
