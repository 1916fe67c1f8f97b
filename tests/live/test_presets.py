"""Presets: what was saved is what is loaded, by any voice."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.world import LinearSurrogate, ToneVoice
from timbrespace.errors import TimbrespaceError
from timbrespace.live.engine import Engine
from timbrespace.live.history import Place, Stand
from timbrespace.live.matching import usual_of
from timbrespace.live.presets import Presets


def test_round_trip(tmp_path):
    voice = ToneVoice()
    presets = Presets(tmp_path / "presets")
    stand = Stand(np.array([0.123456789, -1e-7], np.float32), {"height": 12.5})
    presets.save("my first", Place(usual_of(voice), stand, {"depth": 3.25}))
    assert presets.names == ["my first"] == Presets(tmp_path / "presets").names
    place = presets.load("my first")
    loaded, usual = place.stand, place.usual
    assert (loaded.latents == stand.latents).all() and loaded.words == stand.words
    assert place.sounds == {"depth": 3.25}
    assert usual.voice == voice.id and usual.names == ("pitch", "level")


def test_another_voice_gets_the_words_or_else_the_latents(tmp_path):
    voice, other = ToneVoice(), ToneVoice("other", dims=("level", "pitch"))
    with Engine(voice, LinearSurrogate(voice), presets=tmp_path, inline=True) as engine:
        engine.apply({"do": "latents", "values": [0.1, 0.4]})
        engine.apply({"do": "save", "name": "bare"})
        engine.apply({"do": "word", "name": "height", "value": 20})
        engine.apply({"do": "save", "name": "worded"})
        assert engine.snapshot()["presets"] == ["bare", "worded"]
    surrogate = LinearSurrogate(other, scales=(80.0, 60.0))
    with Engine(other, surrogate, presets=tmp_path, inline=True) as engine:
        engine.apply({"do": "load", "name": "worded"})
        state = engine.snapshot()
        assert state["words"][0]["wanted"] == 20
        assert state["targets"][0] == pytest.approx(0.25)
        engine.apply({"do": "load", "name": "bare"})
        assert engine.snapshot()["targets"] == pytest.approx([0.4, 0.1])
        engine.apply({"do": "undo"})
        assert engine.snapshot()["words"][0]["wanted"] == 20


@pytest.mark.parametrize("name", ["../out", "a/b", "", ".hidden", "x" * 100, "a\\b", "new\nline"])
def test_names_stay_within_the_folder(tmp_path, name):
    presets = Presets(tmp_path / "presets")
    with pytest.raises(TimbrespaceError):
        presets.save(name, Place(usual_of(ToneVoice()), Stand(np.zeros(2, np.float32))))
    with pytest.raises(TimbrespaceError):
        presets.load(name)
    assert not list(tmp_path.rglob("*.toml"))


@pytest.mark.parametrize(
    "text",
    ["no toml [", "voice = 1", 'voice = "a"\nvoice_hash = "b"\nlatents = 3',
     'voice = "a"\nvoice_hash = "b"\nlatents = {z = nan}\nusual_mean = {z = 1}\n'
     "usual_spread = {z = 1}"],
)  # fmt: skip
def test_a_damaged_one_is_refused(tmp_path, text):
    (tmp_path / "odd.toml").write_text(text)
    with pytest.raises(TimbrespaceError):
        Presets(tmp_path).load("odd")


def test_one_that_tells_no_sound_is_loaded_as_before(tmp_path):
    (tmp_path / "old.toml").write_text(
        'voice = "a"\nvoice_hash = "b"\nlatents = {z = 1.0}\nusual_mean = {z = 0.0}\n'
        "usual_spread = {z = 1.0}"
    )
    assert Presets(tmp_path).load("old").sounds == {}
