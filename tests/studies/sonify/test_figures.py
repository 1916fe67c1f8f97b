"""Figures: one panel for each voice, one mark for each coupling and ear."""

from __future__ import annotations

import pytest

from timbrespace.reports.results import Result
from timbrespace.reports.style import as_svg
from timbrespace.studies.records import Records
from timbrespace.studies.sonify.figures import taken_for, told


def records():
    found = []
    for voice in ("bells", "speech"):
        at = {"data": "genes", "voice": voice, "part": "all"}
        found.append(Result("label_accuracy", {**at, "from": "data"}, 0.9, 0.8, 1.0,
                            baselines={"majority": 0.3}))  # fmt: skip
        for how in ("gaussian", "random")[: 2 if voice == "bells" else 1]:
            for ear in ("YAMNet", "log-mel"):
                where = {**at, "from": "sound", "how": how, "ear": ear}
                found += [Result("label_accuracy", where, 0.5, 0.4, 0.6),
                          Result("accuracy_ratio", where, 0.6, 0.5, 0.7)]  # fmt: skip
    return Records(found)


def test_a_panel_for_each_voice_and_a_legend_for_all():
    titles = {"bells": "stream:bells", "speech": "a WaveNet"}
    figure = told(records(), titles, ["YAMNet", "log-mel"])
    panels = figure.axes
    assert [axes.get_title(loc="left") for axes in panels] == list(titles.values())
    labels = [[label.get_text() for label in axes.get_yticklabels()] for axes in panels]
    assert labels == [["Gaussian", "random projection"], ["Gaussian"]]
    assert len(figure.legends) == 1 and not panels[0].get_legend()
    assert as_svg(figure).startswith(b"<?xml")


def test_what_is_taken_for_what():
    kept = {"y": [0, 0, 1, 1], "said": [0, 1, 1, 1], "classes": ["a", "b"]}
    image = taken_for(kept, "bells").axes[0].images[0].get_array()
    assert sorted(image.ravel().tolist()) == pytest.approx([0.0, 0.5, 0.5, 1.0])
