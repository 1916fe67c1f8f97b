"""Embeddings put what sounds alike close together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.settings.world import sound
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.embeddings import default_name, offered, open_embedding
from timbrespace.settings.hearing import listened


@pytest.mark.parametrize("name", ["timbre", "style"])
def test_points_are_finite_and_as_wide_as_the_record_says(name):
    if name not in [each["name"] for each in offered() if not each["problem"]]:
        pytest.skip("SKIPPED LOUDLY: no embedding of styles is shipped yet")
    embedding = open_embedding(name)
    sounds = np.concatenate([sound(), sound(seed=1), np.zeros_like(sound())])
    latents = listened(sounds, embedding).latents
    assert latents.shape == (3, len(embedding.record.dims)) and np.isfinite(latents).all()
    assert len({dim.name for dim in embedding.record.dims}) == latents.shape[1]


def test_a_duller_sound_is_farther_than_another_take():
    dull = np.cumsum(sound(), axis=1) * 0.01
    first, take, other = listened(
        np.concatenate([sound(), sound(seed=1), dull]), open_embedding("timbre")
    ).latents
    assert np.linalg.norm(first - take) < 0.2 * np.linalg.norm(first - other)


def test_there_is_a_default_and_a_remedy():
    assert default_name() in [each["name"] for each in offered()]
    with pytest.raises(TimbrespaceError) as error:
        open_embedding("nose")
    assert "timbre" in error.value.remedy


def test_the_latent_of_a_matcher_tells_settings(tmp_path):
    from tests.settings.world import plan_of
    from timbrespace.effects.opening import open_effect
    from timbrespace.matching.storage import find_matcher
    from timbrespace.settings.clip import RATE_HZ, clip_of
    from timbrespace.settings.growing import Growing
    from timbrespace.settings.space import SettingsSpace

    effect = open_effect("overdrive")
    if find_matcher(effect) is None:
        pytest.skip("SKIPPED LOUDLY: no matcher of the overdrive is shipped")
    clip, embedding = clip_of(sound(1.5), RATE_HZ, "burst"), open_embedding("matcher", effect)
    plan = replace(plan_of(clip), embedding="matcher")
    Growing(tmp_path / "m.atlas", effect, clip, embedding, plan).run(40, 40)
    space = SettingsSpace(tmp_path / "m.atlas")
    off, usual = [], []
    for index in range(40):
        x, y = map(float, space.maps["umap"][index])
        here = space.at(x, y, how="predicted")
        off.append(np.abs(here.theta - space.theta[index])[:2])
        usual.append(np.abs(space.theta[index - 1] - space.theta[index])[:2])
        assert here.theta[2] == space.theta[index, 2]  # what it does not look for
    assert np.mean(off) < 0.8 * np.mean(usual)  # of a sound unlike those it was learned from


def test_what_is_offered_for_an_effect_can_be_opened():
    from timbrespace.effects.opening import open_effect

    for name in ("overdrive", "dasp:eq", "delay"):
        effect = open_effect(name)
        for each in offered(effect):
            if each["problem"]:
                with pytest.raises(TimbrespaceError) as error:
                    open_embedding(each["name"], effect)
                assert each["problem"] == error.value.message or each["name"] == "style"
            else:
                assert open_embedding(each["name"], effect).record.dims


def test_a_matcher_belongs_to_an_effect():
    with pytest.raises(TimbrespaceError):
        open_embedding("matcher")
