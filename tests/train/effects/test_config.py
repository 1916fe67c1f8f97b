"""Settings of a space of effects: what stands, what is refused, and presets that hold."""

from __future__ import annotations

import pytest

from timbrespace.effects import catalogue
from timbrespace.errors import TimbrespaceError
from timbrespace.train.config import resolve
from timbrespace.train.effects.config import PRESETS, EffectsConfig
from timbrespace.train.effects.kind import KIND


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_makes_settings(preset):
    settings = resolve(KIND, preset)
    assert 32 <= settings.model.dims <= 256
    assert settings.model.drawn > settings.model.segment


def test_without_a_list_all_effects_of_ours_are_taken_and_written_down():
    assert EffectsConfig().effects == tuple(catalogue.ids())
    assert resolve(KIND, changes=["effects=overdrive"]).model.effects == ("overdrive",)


@pytest.mark.parametrize(
    "wrong",
    [{"augment": 1.5}, {"tempo": 0.25}, {"cents": -1.0}, {"run": 0}, {"peak_dbfs": 3.0},
     {"temperature": 0.0}, {"n_mels": 0}, {"naming": -1.0}, {"n_frames": 98}],
)  # fmt: skip
def test_values_that_make_nothing_are_refused(wrong):
    with pytest.raises(TimbrespaceError):
        EffectsConfig(**wrong)
