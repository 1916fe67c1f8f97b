"""Making such a voice, naming it, finding it again."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from timbrespace.errors import TimbrespaceError
from timbrespace.places import config_dir
from timbrespace.spaces.playing.hifigan import making
from timbrespace.spaces.playing.opening import list_voices, open_voice

from . import tiny
from .world import made, write_sounds


def test_once_made_it_is_known_by_name(tmp_path):
    voice = made(tmp_path)
    assert voice.id == "hifigan:tiny"
    for place in ("hifigan", "hifigan:tiny", tmp_path / "tiny.voice"):
        assert open_voice(place).model_hash == voice.model_hash
    assert [e.problem for e in list_voices() if e.id.startswith("hifigan")] == [""]


def test_the_same_sounds_and_seed_make_the_same_voice(tmp_path):
    first, again = made(tmp_path), made(tmp_path)
    assert first.model_hash == again.model_hash
    assert np.array_equal(first.usual(), again.usual())


def test_the_checkpoint_is_named_once(tmp_path):
    sounds = write_sounds(tmp_path / "sounds")
    with pytest.raises(TimbrespaceError, match="not at hand"):
        making.make(sounds)
    made(tmp_path)
    voice = making.make(sounds, n_dims=2, shape=tiny.TINY)
    assert voice.id == "hifigan:pca2"
    assert (config_dir() / "voices" / "pca2.voice").is_dir()


def test_more_axes_hold_more(tmp_path):
    few, more = made(tmp_path, n_dims=1), made(tmp_path, n_dims=5)
    assert 0 < few.axes.explained < more.axes.explained <= 1
    assert [dim.name for dim in more.dims] == ["pc1", "pc2", "pc3", "pc4", "pc5"]


def test_a_voice_that_is_gone_says_how_to_make_it(tmp_path):
    import shutil

    made(tmp_path)
    shutil.rmtree(tmp_path / "tiny.voice")
    with pytest.raises(TimbrespaceError, match="voices hifigan"):
        open_voice("hifigan:tiny")
    (listed,) = (each for each in list_voices() if each.id == "hifigan:tiny")
    assert "gone" in listed.problem
