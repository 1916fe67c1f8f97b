"""The measurement as a whole, on toys: what is there is found, beside what it has to beat."""

from __future__ import annotations

import numpy as np
import pytest

from tests.studies.effects.space_world import CONFIG, TOYS, Ear, clips
from timbrespace.corpus import scan
from timbrespace.errors import TimbrespaceError
from timbrespace.studies.effects import space, space_items, space_probes
from timbrespace.studies.effects.space_naming import confusions
from timbrespace.studies.effects.space_probes import PROBES
from timbrespace.studies.records import Records


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(space_items, "open_effect", TOYS.__getitem__)
        patch.setattr(space_probes, "TREES", 12)
        folder = tmp_path_factory.mktemp("clips")
        return space.measure(clips(folder), {"ear": Ear()}, CONFIG, n_each=24, n_pairs=24,
                             command="again")  # fmt: skip


def test_every_probe_has_its_row_with_interval_and_baselines(measured):
    found = Records(measured.results)
    for probe in PROBES:
        one = found.one("effect_accuracy", features="ear", probe=probe)
        assert one.low <= one.value <= one.high and one.n_groups == 14
        assert set(one.baselines) == {"chance", "log-mel PCA-3", "log-mel statistics"}
        margin = found.one("effect_accuracy_margin", features="ear", probe=probe,
                           against="log-mel PCA-3")  # fmt: skip
        assert margin.value == pytest.approx(one.value - one.baselines["log-mel PCA-3"])
    assert all(result.command == "again" for result in measured.results)


def test_settings_are_read_and_what_cannot_be_told_is_not_in_the_mean(measured):
    found = Records(measured.results)
    gain = found.one("parameter_r2", features="ear", probe="forest", parameter="gain")
    assert gain.where["identifiable"] == "false" and gain.value < 0.2
    echo = found.one("parameter_r2", features="ear", probe="forest", parameter="echo")
    assert echo.value > 0.3
    assert found.one("settings_r2", features="ear", effect="gain") is None
    whole = found.one("settings_r2", features="ear", probe="forest", effect="all")
    tilt = found.one("settings_r2", features="ear", probe="forest", effect="tilt")
    assert whole.value == pytest.approx(tilt.value)


def test_what_hears_the_style_finds_partners(measured):
    found = Records(measured.results)
    tilt, gain, whole = (
        found.one("same_style_nearer", features="ear", distance="scaled", effect=effect)
        for effect in ("tilt", "gain", "all")
    )
    assert tilt.low > 0.6 and tilt.baselines == {"chance": 0.5}
    assert abs(gain.value - 0.5) < 0.15  # Once the peak is set, nothing is left of a gain.
    assert whole.value == pytest.approx((tilt.value + gain.value) / 2)


def test_confusions_count_every_item(measured):
    table = confusions(measured.items, measured.named, "ear", "forest")
    assert table.shape == (3, 3) and table.sum() == 72
    assert (table.sum(axis=1) == 24).all()


def test_groups_that_were_learned_from_are_left_out_and_too_few_refused(tmp_path):
    clips(tmp_path, each=1)
    corpus = scan(tmp_path)
    names = sorted(map(str, corpus.items["group"]))
    left = space.clips_of(corpus, without=names[:2])
    assert len(left) == 12 and not {clip.group for clip in left} & set(names[:2])
    with pytest.raises(TimbrespaceError, match="too few"):
        space.clips_of(corpus, without=names[:8])
    with pytest.raises(TimbrespaceError, match="no label"):
        space.clips_of(corpus, "genre")


def test_a_map_is_of_one_clip_under_many_settings(tmp_path, monkeypatch):
    monkeypatch.setattr(space_items, "open_effect", TOYS.__getitem__)
    (clip, *_) = clips(tmp_path, n_groups=1)
    items, latents = space.effect_map(Ear(), clip, CONFIG, 6)
    assert latents.shape == (18, 3) and set(items.groups) == {"g0"}
    assert np.ptp(latents[items.y == 2], axis=0).max() == 0
