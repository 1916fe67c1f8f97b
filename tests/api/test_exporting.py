"""Exports as a user asks for them."""

from __future__ import annotations

import sys

import pytest

from tests.exports.world import drawn_surrogate
from timbrespace.api.exporting import export
from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.surrogates import storage


@pytest.fixture
def words(stream_space, tmp_path):
    """The folder of a surrogate of the tiny space."""
    from timbrespace.spaces.playing.opening import open_voice

    voice = open_voice(stream_space[0])
    folder = tmp_path / "tiny.surrogate"
    storage.write(folder, drawn_surrogate(voice.dims, voice_hash=voice.model_hash), {})
    return folder


def test_each_target_lands_where_it_is_asked_for(stream_space, words, tmp_path):
    place = stream_space[0]
    made = export(place, "nn~", tmp_path / "a" / "tiny.ts", surrogate=words)
    assert made.place.is_file() and made.parts == ("decode", "play", "encode", "forward")
    assert made.words == ("loudness_lufs", "brightness", "pitch_hz")
    assert any("48000 Hz" in note for note in made.notes)
    made = export(place, "onnx", tmp_path / "b", surrogate=words)
    assert {path.name for path in made.place.iterdir()} == {*made.parts, "voice.json", "README.md"}
    for to, ending in (("pd", ".pd"), ("max", ".maxpat")):
        made = export(place, to, tmp_path / to, surrogate=words)
        assert sorted(path.name for path in made.place.iterdir()) == sorted(made.parts)
        assert all(part.endswith(ending) for part in made.parts)
        assert len(made.parts) == 2 and "--to nn~" in made.notes[1]


def test_names_are_made_of_the_voices(stream_space, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert str(export(stream_space[0], "pd", surrogate=words).place) == "stream-tiny-pd"
    assert str(export(stream_space[0], "onnx", surrogate=words).place) == "stream-tiny-onnx"
    made = export(stream_space[0], "nn~", "here", surrogate=words)
    assert made.place.as_posix() == "here/stream-tiny.ts" and made.place.is_file()


def test_without_words_what_needs_none_is_written_and_the_rest_told(stream_space, tmp_path):
    made = export(stream_space[0], "onnx", tmp_path / "onnx")
    assert made.parts == ("encoder.onnx", "decoder.onnx") and made.words == ()
    assert any("timbrespace surrogate stream:tiny" in note for note in made.notes)
    for to in ("pd", "max"):
        with pytest.raises(TimbrespaceError, match="no words yet"):
            export(stream_space[0], to, tmp_path / to)


def test_a_program_is_given_words_and_never_written_over(tmp_path):
    pytest.importorskip("torch")
    from tests.spaces.playing.scripted import Autoencoder, written
    from timbrespace.spaces.playing.opening import open_voice

    path = written(Autoencoder(), tmp_path / "other.ts")
    with pytest.raises(TimbrespaceError, match="program"):
        export(path, "nn~", tmp_path / "words.ts")
    voice = open_voice(path, trust=True)
    folder = tmp_path / "other.surrogate"
    made = drawn_surrogate(voice.dims, voice.id, voice_hash=voice.model_hash)
    with pytest.raises(TimbrespaceError, match="no words yet"):
        export(path, "nn~", tmp_path / "words.ts")
    storage.write(folder, made, {})
    with pytest.raises(TimbrespaceError, match="is the voice itself"):
        export(path, "nn~", path, surrogate=folder)
    done = export(voice.id, "nn~", tmp_path / "words.ts", surrogate=folder)
    assert "play" in done.parts and done.place.is_file()
    done = export(path, "onnx", tmp_path / "onnx", surrogate=folder)
    assert done.parts == ("predict.onnx", "guess.onnx")
    assert any("Only its words" in note for note in done.notes)


def test_what_has_no_torchscript_is_sent_to_osc(tmp_path, monkeypatch):
    pytest.importorskip("torch")
    from timbrespace.api import exporting

    class Other:
        id, hop, sample_rate, dims = "lyra", 320, 16_000, ()

    with pytest.raises(TimbrespaceError, match="does not run in TorchScript") as told:
        exporting._to_nn_tilde("lyra", Other(), None, tmp_path / "lyra.ts")
    assert "--to pd" in told.value.remedy


def test_frames_that_hosts_cannot_block_are_told():
    from timbrespace.api.exporting import _hosts_blocks

    class Voice:
        hop = 320

    assert "powers of two" in _hosts_blocks(Voice())[0]
    Voice.hop = 256
    assert not _hosts_blocks(Voice())


def test_nonsense_is_told():
    with pytest.raises(TimbrespaceError, match="Nothing can be exported to 'vst'"):
        export("stream:bells", "vst")


def test_where_there_is_no_torchscript_it_is_told(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    with pytest.raises(TimbrespaceError, match=r"3\.14"):
        export("stream:bells", "nn~")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtra):
        export("stream:bells", "nn~")


def test_a_patch_for_nn_is_written_only_where_nn_can_play(tmp_path, monkeypatch):
    from tests.surrogates.tone_voice import ToneVoice
    from timbrespace.spaces.playing import opening

    voice = ToneVoice()
    folder = tmp_path / "tones.surrogate"
    storage.write(folder, drawn_surrogate(voice.dims, voice.id, voice_hash=voice.model_hash), {})
    monkeypatch.setattr(opening, "open_voice", lambda place, trust=False: voice)
    for to, name in (("pd", "timbrespace-osc.pd"), ("max", "timbrespace-osc.maxpat")):
        made = export("toy:tones", to, tmp_path / to, surrogate=folder)
        assert made.parts == (name,) == tuple(path.name for path in made.place.iterdir())
        assert "does not run in TorchScript" in made.notes[-1]
        assert not any("--to nn~" in note for note in made.notes)


def test_a_patch_for_nn_is_not_written_for_frames_that_nn_cannot_play(tmp_path):
    pytest.importorskip("torch")
    from tests.spaces.playing.scripted import Autoencoder, written
    from timbrespace.spaces.playing.opening import open_voice

    voice = open_voice(written(Autoencoder(hop=24), tmp_path / "odd.ts"), trust=True)
    folder = tmp_path / "odd.surrogate"
    storage.write(folder, drawn_surrogate(voice.dims, voice.id, voice_hash=voice.model_hash), {})
    made = export(voice.id, "pd", tmp_path / "pd", surrogate=folder)
    assert made.parts == ("timbrespace-osc.pd",) and "powers of two" in made.notes[-1]
