"""A voice explained: names that are right, and heat where it belongs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.surrogates import analysis_world as toy
from timbrespace.api.explaining import dim_names, explain
from timbrespace.errors import TimbrespaceError
from timbrespace.reports import explaining as reports
from timbrespace.reports.results import read_results


def test_dims_are_called_after_what_they_do_and_the_page_says_so(tmp_path):
    places = np.zeros((2, 5)) + 0.3
    found = explain(toy.ToySurrogate(), toy.points(1500), places=places, floor=False)
    assert [name.word for name in found.names][3:] == ["", ""]
    assert found.names[0].title() == "Loudness_Lufs +" and found.names[2].word == "roughness"
    assert [heat.word for heat in found.heats] == list(toy.NAMES)
    assert set(found.heats[2].axes) >= {"z2"}
    page = reports.write(found, tmp_path, seconds=1.0, command="timbrespace explain toy")
    text = page.read_text()
    assert "Roughness +" in text and "loudness_lufs +" not in text and "Around place 2" in text
    records = read_results(tmp_path / "results.json")
    assert len(records) == 20 and all(r.command for r in records)
    assert reports.terminal_table(found).row_count == 5


def test_the_floor_is_measured_with_dims_of_noise(monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.setattr("timbrespace.api.explaining.FLOOR_STEPS", 150)
    found = explain(toy.ToySurrogate(), toy.points(900), learned=False)
    assert (found.importance.floor >= 0).all() and (found.importance.floor < 0.1).all()
    beside = reports.results(found)[0].baselines
    assert beside["a dim that does nothing"] == found.importance.floor[0]


def test_names_to_be_kept_have_a_floor(monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.setattr("timbrespace.api.explaining.noise_floor", lambda *_, **__: np.full(4, 9.0))
    names = dim_names(toy.ToySurrogate(), toy.points(300), learned=False, floor_steps=10)
    assert [name.title() for name in names] == [""] * 5


def test_points_of_another_voice_are_refused():
    other = replace(toy.points(300), voice_hash="another")
    with pytest.raises(TimbrespaceError, match="say nothing of this surrogate"):
        explain(toy.ToySurrogate(), other)


def test_names_to_be_kept_are_the_same():
    quick = dim_names(toy.ToySurrogate(), toy.points(1500), floor_steps=0)
    assert [name.word for name in quick][3:] == ["", ""]
    assert quick[0].title() == "Loudness_Lufs +" and quick[2].word == "roughness"
    mute = replace(toy.points(300), names=("a", "b", "c", "d"))
    assert dim_names(toy.ToySurrogate(), mute) == ()
