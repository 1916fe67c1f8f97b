"""Lyra, where its files are: blocks, players, a round trip; and a word where they are not."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing import lyra
from timbrespace.spaces.playing.opening import list_voices, open_voice

from .players import check_contract, check_independence


@pytest.fixture(scope="module")
def folder(shared):
    pytest.importorskip("ai_edge_litert")
    found = shared / "weights" / "lyra"
    if not (found / lyra.DECODER).is_file():
        pytest.skip(f"SKIPPED LOUDLY: no Lyra at {found}")
    return found


def voiced(seconds: float = 1.0) -> np.ndarray:
    """Something like a voice: harmonics of 140 Hz that come and go."""
    t = np.arange(int(seconds * 16_000)) / 16_000
    tone = sum(np.sin(2 * np.pi * 140 * k * t) / k for k in range(1, 12))
    return (0.1 * tone * (1.1 + np.sin(6 * t)))[None].astype(np.float32)


def test_missing_weights_say_where_they_are_had():
    with pytest.raises(TimbrespaceError, match=r"google/lyra"):
        lyra.open_lyra()


def test_a_folder_without_them_is_refused(tmp_path):
    with pytest.raises(TimbrespaceError, match="lyragan"):
        lyra.open_lyra(tmp_path)


def test_other_files_of_that_name_are_refused(tmp_path):
    pytest.importorskip("ai_edge_litert")
    (tmp_path / lyra.DECODER).write_bytes(b"no model" * 50)
    with pytest.raises(TimbrespaceError, match="can't be run"):
        lyra.open_lyra(tmp_path)


@pytest.mark.shared
def test_named_once_it_is_known(folder):
    assert open_voice(folder).id == "lyra"
    assert open_voice("lyra").sample_rate == 16_000
    assert next(each for each in list_voices() if each.id == "lyra").problem == ""


@pytest.mark.shared
def test_it_keeps_the_contract(folder):
    voice = lyra.LyraVoice(folder)
    check_contract(voice, [1, 0, 3, 8])
    check_independence(voice)


@pytest.mark.shared
def test_a_sound_comes_back_recognisable(folder):
    voice, sound = lyra.LyraVoice(folder), voiced()
    latents = voice.encode(sound, 16_000)
    assert latents.shape == (50, 64)
    made = voice.open_player().push(latents)
    spectra = [np.abs(np.fft.rfft(x[0, 4_000:12_000]))[:2_000] for x in (sound, made)]
    assert np.corrcoef(*spectra)[0, 1] > 0.7


@pytest.mark.shared
def test_latents_of_a_sound_lie_in_the_ranges_of_the_dims(folder):
    voice = lyra.LyraVoice(folder)
    latents = voice.encode(voiced(), 16_000)
    low, high = (np.array([getattr(dim, end) for dim in voice.dims]) for end in ("low", "high"))
    assert np.mean((latents > low) & (latents < high)) > 0.8


@pytest.mark.shared
def test_any_rate_and_no_sound_are_taken(folder):
    voice = lyra.LyraVoice(folder)
    assert len(voice.encode(voiced(0.5), 48_000)) == 9
    assert voice.encode(np.zeros((1, 0), np.float32), 16_000).shape == (0, 64)
