"""Voices as spaces of an atlas: what lies on the map is what the voice is then told to play."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.listen import encode_blocks
from timbrespace.spaces.playing import lyra
from timbrespace.spaces.playing.consent import NotTrusted
from timbrespace.spaces.playing.hearing import VoiceEncoder
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.spaces.registry import open_encoder, parse


class LyraShaped:
    """Hears as Lyra does: 16 kHz, frames of 320 samples, whatever it is given."""

    id, title, model_hash = "lyra", "Lyra v2", "1" * 64
    sample_rate, hop, channels = 16_000, 320, 1
    dims = tuple(Dim(f"z{i}", "", -10.0, 10.0) for i in range(64))

    def encode(self, audio, sample_rate):
        assert sample_rate == 16_000
        sound = np.pad(audio[0], (0, -audio.shape[1] % 320)).reshape(-1, 320)
        return (sound.mean(axis=1)[:, None] * np.arange(64)).astype(np.float32)


class Mute(LyraShaped):
    """A voice that has an ``encode``, and says that it does not fit."""

    hears = False


@pytest.fixture
def model(program_file, tmp_path):
    """A TorchScript file of this user's, not trusted yet."""
    return shutil.copy(program_file(), tmp_path / "model.ts")


def sound(seconds: float, rate: int, channels: int = 1) -> np.ndarray:
    draw = np.random.default_rng(1).standard_normal((channels, round(seconds * rate)))
    return (0.1 * draw).astype(np.float32)


def test_a_sound_is_the_mean_of_its_frames_or_all_of_them():
    encoder = VoiceEncoder(LyraShaped(), [False, True])
    heard = sound(0.5, 16_000)
    pooled, frames = encode_blocks([heard], 16_000, [encoder])
    assert np.array_equal(frames, LyraShaped().encode(heard, 16_000))
    assert pooled == pytest.approx(frames.mean(axis=0), abs=1e-6)
    assert [(r.id, r.framed, r.hop) for r in encoder.records] == [
        ("lyra", False, None), ("lyra:flat", True, 320),
    ]  # fmt: skip


def test_any_sound_is_heard_at_the_voices_rate_in_one_channel():
    (pooled,) = encode_blocks([sound(0.5, 44_100, 2)], 44_100, [VoiceEncoder(LyraShaped())])
    assert pooled.shape == (64,) and np.isfinite(pooled).all()


@pytest.mark.parametrize("n_samples", [0, 1, 320])
def test_what_is_shorter_than_a_frame_is_one_frame(n_samples):
    pooled, frames = VoiceEncoder(LyraShaped(), [False, True]).encode(np.ones(n_samples, "f"))
    assert len(frames) == 1 and np.array_equal(pooled, frames[0])


def test_a_voice_that_only_makes_sound_is_no_space():
    with pytest.raises(TimbrespaceError, match="can't hear"):
        VoiceEncoder(Mute())


def test_a_program_is_a_space_once_it_is_trusted(model):
    for text in (str(model), f"{model}:flat"):
        with pytest.raises(NotTrusted):
            parse(text)
    with pytest.raises(TimbrespaceError, match="There is no voice 'nn:model'"):
        open_encoder("nn:model")
    voice = open_voice(model, trust=True)
    heard = sound(0.1, 48_000)
    for text in (str(model), "nn:model"):
        encoder = open_encoder([text, f"{text}:flat"])
        assert [record.id for record in encoder.records] == ["nn:model", "nn:model:flat"]
        _, frames = encode_blocks([heard], 48_000, [encoder])
        assert np.array_equal(frames, voice.encode(heard, 48_000))


def test_a_program_that_changed_is_not_run_because_an_atlas_names_it(model, program_file):
    open_voice(model, trust=True)
    shutil.copy(program_file(kind="offline"), model)
    with pytest.raises(NotTrusted):
        open_encoder("nn:model")


def test_a_map_plays_a_program(model, tmp_path, sounds):
    """From a folder to the latent of a place on its map, as the page asks for it."""
    from timbrespace.api import encode
    from timbrespace.app.live.surface import Surface
    from timbrespace.app.view import View
    from timbrespace.audio.decode import read

    voice = open_voice(model, trust=True)
    few = tmp_path / "few"
    few.mkdir()
    for path in sorted(sounds.rglob("*.wav"))[:3]:
        shutil.copy(path, few)
    atlas = encode(few, space="nn:model", atlas=tmp_path / "few.atlas")
    surface = Surface(View(atlas, 1), voice.id, len(voice.dims))
    assert surface.facts()["n_items"] == 3
    name = str(atlas.items["id"][0])
    audio, rate = read(few / atlas.items["path"][0])
    expected = voice.encode(audio, rate).mean(axis=0)
    assert surface.latent([name], [1.0]) == pytest.approx(expected.tolist(), abs=1e-4)
    assert atlas.encode_file(few / atlas.items["path"][0], "nn:model") == pytest.approx(
        atlas.pooled("nn:model")[0], abs=1e-5
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [("lyra", "lyra:v2"), ("lyra:flat", "lyra:v2:flat"), ("lyra:v2:flat", "lyra:v2:flat"),
     ("nn:other", "nn:other"), ("hifigan:pca16:flat", "hifigan:pca16:flat")],
)  # fmt: skip
def test_texts(text, meant):
    assert str(parse(text)) == meant


@pytest.mark.parametrize("text", ["nn", "nn:", "hifigan"])
def test_a_voice_has_to_be_named(text):
    with pytest.raises(TimbrespaceError, match="There is no (space|voice)"):
        parse(text)


@pytest.mark.shared
def test_lyra_is_a_space(shared):
    pytest.importorskip("ai_edge_litert")
    folder = shared / "weights" / "lyra"
    if not (folder / lyra.DECODER).is_file():
        pytest.skip(f"SKIPPED LOUDLY: no Lyra at {folder}")
    with pytest.raises(TimbrespaceError, match="weights add lyra"):
        open_encoder("lyra")
    voice, heard = lyra.open_lyra(folder), sound(0.5, 16_000)
    pooled, frames = encode_blocks([heard], 16_000, [open_encoder(["lyra", "lyra:flat"])])
    assert np.array_equal(frames, voice.encode(heard, 16_000))
    assert pooled == pytest.approx(frames.mean(axis=0), abs=1e-4)
