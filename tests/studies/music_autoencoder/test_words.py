"""Verdicts of the study follow from its records."""

from __future__ import annotations

from pathlib import Path

import pytest

from timbrespace.measure.records import PERCEPTUAL
from timbrespace.reports.results import Result
from timbrespace.studies.music_autoencoder.pieces import Pieces
from timbrespace.studies.music_autoencoder.sizes import FULL, SMALL, Model
from timbrespace.studies.music_autoencoder.words import RIVALS, in_short
from timbrespace.studies.records import Records

RUNG = Model("9184", "waveform", "9184", "9184 numbers", 1)
BETTER = Model("improved", "waveform", "improved", "improved", 1, beside="9184")
MUSIC = Pieces(Path(), Path(), {}, {}, ("a", "b"), "", rendered=False)


def gain(model, over, low, high, metric=None):
    where = {"model": model, "part": "test", "over": over}
    return [
        Result("gain", {**where, "metric": each}, (low + high) / 2, low, high, n_groups=9)
        for each in ([metric] if metric else (*PERCEPTUAL, "si_sdr"))
    ]


def rate(model, codec, value):
    where = {"model": model, "part": "test", "codec": codec}
    return [Result("kbit_s", where, value), Result("mel_distance", where, 5.0, 4.0, 6.0)]


def said(results, models=(RUNG, BETTER)):
    return " ".join(in_short(Records(results), models, MUSIC))


def test_beating_takes_every_metric_that_is_heard():
    found = rate("9184", "space", 14.7)
    for codec in RIVALS:
        found += gain("9184", codec, 0.5, 1.0)
    assert "beats PCM, Opus, DCT, PCA and mel PCA" in said(found)
    mixed = [r for r in found if r.where.get("over") != "opus"]
    mixed += gain("9184", "opus", 0.5, 1.0, PERCEPTUAL[0])
    mixed += gain("9184", "opus", -1.0, -0.5, PERCEPTUAL[1])
    assert "is neither with Opus" in said(mixed)
    lost = [r for r in found if r.where.get("over") != "pcm"] + gain("9184", "pcm", -2, -1)
    assert "is worse than PCM in all three" in said(lost)


@pytest.mark.parametrize(
    ("low", "high", "word"), [(0.5, 1, "better"), (-1, -0.5, "worse"), (-1, 1, "not told apart")]
)
def test_an_improved_model_is_held_against_the_rung_of_its_bits(low, high, word):
    found = gain("improved", "waveform:9184", low, high) + rate("improved", "space", 14.5)
    assert f"mel distance {word} (" in said(found)


def test_what_was_not_measured_is_said():
    assert "improved was not measured beside 9184 numbers." in said([])


def test_averages_are_called_mixing_only_where_they_are():
    for value, words in ((45.0, "is mixing the sounds"), (3.0, "is not mixing the sounds")):
        assert words in said([Result("si_sdr_to_mixing", {"model": "18376"}, value)])


def test_pieces_made_by_code_are_not_called_music():
    made = Pieces(Path(), Path(), {}, {}, ("a",), "", rendered=True)
    assert "nothing here is about music" in in_short(Records([]), [], made)[0]


def test_rungs_that_models_are_held_against_are_trained_too():
    for sizes in (FULL, SMALL):
        names = {model.name for model in sizes.models}
        assert {model.beside for model in sizes.models} - {""} <= names
        assert set(sizes.making) <= names
