"""A ZIP of sounds through an effect."""

from __future__ import annotations

import csv
import io
import zipfile

import numpy as np
import pytest

from tests.app.toys import IDS, SOUNDS
from timbrespace.app.answers import CallError
from timbrespace.app.effects.rendering import render, zipped_through
from timbrespace.app.wav import Clip
from timbrespace.audio.decode import read
from timbrespace.audio.write import write_wav
from timbrespace.effects.levels import levelled
from timbrespace.effects.opening import open_effect

THETA = np.array([0.5, 0.3, 0.5], np.float32)


def unzipped(pieces):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    return archive


def test_all_sounds_at_their_own_rates_with_a_table_and_the_preset(effects_backend, tmp_path):
    sounds = effects_backend.sounds_of(None)
    archive = unzipped(zipped_through(open_effect("overdrive"), THETA, sounds))
    rows = list(csv.DictReader(io.StringIO(archive.read("items.csv").decode())))
    assert [row["id"] for row in rows] == IDS
    assert "drive = 50.0" in archive.read("preset.toml").decode()
    for row in rows:
        (tmp_path / "it.wav").write_bytes(archive.read(row["file"]))
        audio, rate = read(tmp_path / "it.wav")
        _, own, channels, seconds, *_ = SOUNDS[row["id"]]
        assert rate == own and audio.shape[0] == min(channels, 2 if channels < 3 else 1)
        assert audio.shape[1] == pytest.approx(seconds * rate, abs=2)


def test_it_is_what_the_effect_makes(tmp_path):
    tone = 0.2 * np.sin(np.arange(20_000) / 10)[None].astype(np.float32)
    write_wav(tmp_path / "in.wav", tone, 16_000, coding="float")
    effect = open_effect("overdrive")
    quieter = render(effect, THETA.astype(float), Clip(tmp_path / "in.wav"), tmp_path / "out.wav")
    made, _ = read(tmp_path / "out.wav")
    wanted = effect.apply(tone[None], THETA[None].astype(float), 16_000)[0]
    np.testing.assert_allclose(made, wanted, atol=1e-4)
    assert quieter == 0.0


def test_a_sound_goes_in_at_the_peak_of_its_preset_and_comes_out_at_its_own(tmp_path):
    tone = 0.02 * np.sin(np.arange(20_000) / 10)[None].astype(np.float32)
    write_wav(tmp_path / "in.wav", tone, 16_000, coding="float")
    effect, clip = open_effect("overdrive"), Clip(tmp_path / "in.wav")
    assert render(effect, THETA.astype(float), clip, tmp_path / "out.wav", -12.0) == 0.0
    made, _ = read(tmp_path / "out.wav")
    wanted = levelled(effect, tone, THETA.astype(float), 16_000, -12.0)
    np.testing.assert_allclose(made, wanted, atol=1e-4)
    assert np.abs(made).max() == pytest.approx(np.abs(tone).max(), abs=1e-4)


def test_what_would_be_over_full_scale_is_made_quieter_and_said(tmp_path):
    tone = np.sin(np.arange(20_000) / 10)[None].astype(np.float32)
    write_wav(tmp_path / "in.wav", tone, 16_000, coding="float")
    loud = np.array([0.0, 0.0, 0.8])
    quieter = render(
        open_effect("overdrive"), loud, Clip(tmp_path / "in.wav"), tmp_path / "out.wav"
    )
    assert quieter == pytest.approx(12.0, abs=0.1)
    assert np.abs(read(tmp_path / "out.wav")[0]).max() == pytest.approx(1.0, abs=1e-3)


def test_what_cannot_be_had_is_told_in_the_table(effects_backend):
    sounds = effects_backend.sounds_of(IDS[:2])
    gone = type(sounds[0])(sounds[0].path, None, sounds[0].facts, "it is gone")
    archive = unzipped(zipped_through(open_effect("overdrive"), THETA, [gone, sounds[1]]))
    rows = list(csv.DictReader(io.StringIO(archive.read("items.csv").decode())))
    assert rows[0]["missing"] == "it is gone" and rows[0]["file"] == "" and rows[1]["file"]


def test_nothing_is_an_error(effects_backend):
    with pytest.raises(CallError):
        effects_backend.sounds_of([])
