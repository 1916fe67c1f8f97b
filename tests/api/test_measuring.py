"""Measuring a space on a folder."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from timbrespace.api import measuring
from timbrespace.api.measuring import measure_space
from timbrespace.errors import TimbrespaceError
from timbrespace.measure.reconstruction import METRICS

from .. import dct_space


@pytest.fixture
def space(tmp_path, monkeypatch):
    dct_space.register(monkeypatch)
    return dct_space.write(tmp_path / "toy.space")


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "sounds"
    place.mkdir()
    rng = np.random.default_rng(0)
    lines = ["file,group,colour"]
    for i in range(8):
        rate = 16_000 if i % 2 else 22_050
        sound = 0.2 * np.sin(2 * np.pi * rng.uniform(100, 2000) * np.arange(rate) / rate)
        soundfile.write(place / f"{i}.wav", sound + 0.01 * rng.normal(size=rate), rate)
        lines.append(f"{i}.wav,take {i // 2},{'red' if i < 6 else 'blue'}")
    soundfile.write(place / "short.wav", 0.1 * np.ones(800), 16_000)
    (place / "labels.csv").write_text("\n".join([*lines, "short.wav,take 0,red"]))
    return place


def by(results, name, codec):
    return next(r for r in results if r.name == name and r.where.get("codec") == codec)


def test_half_of_the_groups_are_measured_and_what_was_left_out_is_said(space, folder):
    made = measure_space(space, folder, fad=False, command="timbrespace measure ...")
    for name in METRICS:
        result = by(made.results, name, "space-float32")
        assert result.n_groups == 2
        assert result.command == "timbrespace measure ..."
        assert result.where["space"] == "dct:toy"
    # The space loses nothing, and its delay is taken off: only float32's rounding is left.
    assert by(made.results, "si_sdr", "space-float32").value > 60
    assert by(made.results, "kbit_s", "space").value == pytest.approx(128, rel=0.01)
    said = " ".join(made.notes)
    assert "other half of the groups" in said
    assert "were resampled" in said


def test_other_sounds_to_fit_on_leave_all_to_be_measured(space, folder):
    made = measure_space(space, folder, fitted_on=folder, fad=False, bits=4)
    assert by(made.results, "si_sdr", "space").n_groups == 4
    assert by(made.results, "kbit_s", "space").value == pytest.approx(64, rel=0.01)
    assert "1 sounds are left out" in " ".join(made.notes)


def test_the_same_seed_measures_the_same(space, folder):
    first, second = (measure_space(space, folder, fad=False, seed=5).results for _ in range(2))
    assert first == second


def test_labels_choose(space, folder):
    made = measure_space(space, folder, fitted_on=folder, where=["colour=blue"], fad=False)
    assert by(made.results, "si_sdr", "space").n_items == 2


def test_without_weights_the_rest_is_measured_and_it_is_said(space, folder, monkeypatch):
    def missing(*args, **options):
        raise TimbrespaceError("No weights here.", "Fetch them.")

    monkeypatch.setattr("timbrespace.spaces.yamnet.space.YamNet.open", missing)
    made = measure_space(space, folder)
    assert not [r for r in made.results if "frechet" in r.name]
    assert any("No weights here." in note for note in made.notes)


def test_the_ears_are_those_of_yamnet(monkeypatch, random_weights):
    from timbrespace.spaces.yamnet.space import YamNet

    monkeypatch.setattr(
        YamNet, "open", classmethod(lambda cls, w, t, job=None: _network(random_weights, t))
    )
    embed, notes = measuring.yamnet_ears()
    assert embed(np.zeros((1, 44_100), np.float32), 22_050).shape[1] == 1024
    assert "FAD" in notes[0]


def _network(weights, taps):
    from timbrespace.spaces.yamnet.space import YamNet
    from timbrespace.spaces.yamnet.taps import parse_taps
    from timbrespace.spaces.yamnet.weights import load

    return YamNet(load(weights), parse_taps(taps))


@pytest.mark.parametrize("how", [{"bits": 0}, {"where": ["colour=green"]}])
def test_what_cannot_be_is_said(space, folder, how):
    with pytest.raises(TimbrespaceError):
        measure_space(space, folder, fad=False, **how)


def test_one_group_cannot_be_halved(space, folder):
    lines = ["file,group", *(f"{i}.wav,a" for i in range(8))]
    (folder / "labels.csv").write_text("\n".join(lines))
    (folder / "short.wav").unlink()
    with pytest.raises(TimbrespaceError, match="1 group"):
        measure_space(space, folder, fad=False)
