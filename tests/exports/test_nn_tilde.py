"""A file in the convention of nn~, driven as the host drives it, gives our own samples."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from tests.exports.conftest import Step
from tests.exports.world import WORDS, drawn_surrogate
from tests.stream_world import notes
from timbrespace.errors import TimbrespaceError
from timbrespace.exports.inlets import home, inlets

pytest.importorskip("torch")

from timbrespace.exports.nn_tilde import write_program, write_stream


def held(frames: np.ndarray, hop: int) -> np.ndarray:
    """Frames ``(F, N)`` as signals ``(N, F * hop)``, as a host holds them."""
    return np.repeat(frames.T, hop, axis=1)


def wandering(voice, n_frames: int, seed: int = 0) -> np.ndarray:
    """Latents ``(F, D)`` that move slowly enough for phases to be told."""
    rng = np.random.default_rng(seed)
    return np.cumsum(rng.normal(0, 0.2, (n_frames, len(voice.dims))), axis=0).astype(np.float32)


def test_it_says_what_it_can_do(exported, hosted, surrogate):
    said = hosted(exported, [])
    assert list(said["methods"]) == ["decode", "play", "encode", "forward"]
    assert list(said["attributes"]) == ["smoothing", "stay", "free", "reset"]
    words = inlets(surrogate)
    assert list(said["play.inlets"]) == [f"(signal) {word.help}" for word in words]
    assert list(said["encode.outlets"]) == [f"(signal) {dim.name}" for dim in surrogate.dims]
    assert "warmth" not in [word.name for word in words], "it has a problem, so it has no inlet"


@pytest.mark.parametrize("block_frames", [1, 4, 32])
def test_decode_gives_the_voices_samples_in_blocks_of_any_size(
    exported, hosted, voice, block_frames
):
    z = wandering(voice, 32)
    blocks = z.reshape(-1, block_frames, len(voice.dims))
    said = hosted(exported, [Step("decode", held(block, voice.hop)) for block in blocks])
    sound = np.concatenate([said[f"{i}.out"] for i in range(len(blocks))], axis=1)
    assert np.abs(sound).max() > 1e-3
    assert np.abs(sound - voice.open_player().push(z)).max() < 1e-4


def test_encode_holds_latents_for_a_hop_each(exported, hosted, voice):
    x = notes(1, 20 * voice.hop)[0]
    said = hosted(exported, [Step("encode", x)])["0.out"]
    assert np.array_equal(said, held(said[:, :: voice.hop].T, voice.hop))
    ours = voice.space.open_encoder().push(x[0])
    # Phases of what is all but silent are rounding errors, and the encoder hears a little of it.
    assert np.abs(said[:, :: voice.hop].T - ours).max() < 1e-3


def test_forward_is_both(exported, hosted, voice):
    x = notes(1, 20 * voice.hop)[0]
    said = hosted(exported, [Step("encode", x), Step("forward", x, settings=("reset 1",))])
    latents = said["0.out"][:, :: voice.hop].T
    assert np.abs(said["1.out"] - voice.open_player().push(latents)).max() < 1e-4


def test_each_voice_of_a_batch_has_a_memory_of_its_own(exported, hosted, voice):
    z = np.stack([wandering(voice, 8, seed) for seed in range(3)])  # (B, F, D)
    # A host holds channel by channel, and within a channel voice by voice.
    signals = np.stack([held(each, voice.hop) for each in z], axis=1).reshape(-1, 8 * voice.hop)
    half = signals.shape[1] // 2
    said = hosted(
        exported,
        [Step("decode", signals[:, :half], batch=3), Step("decode", signals[:, half:], batch=3)],
    )
    sound = np.concatenate([said["0.out"], said["1.out"]], axis=1)
    for given, latents in zip(sound, z, strict=True):
        assert np.abs(given - voice.open_player().push(latents)[0]).max() < 1e-4


def walked(surrogate, voice, asked: np.ndarray, free: tuple[str, ...], smoothing_ms: float, stay):
    """Latents ``(F, D)`` by NumPy: the guess wherever words ``(F, K)`` that count change."""
    names = [word.name for word in inlets(surrogate)]
    start = home(surrogate)
    aim, here, last, rows = start, start, None, []
    keep = np.exp(-1000 * voice.hop / voice.sample_rate / smoothing_ms) if smoothing_ms else 0.0
    for row in asked:
        wanted = {n: v for n, v in zip(names, row, strict=True) if n not in free}
        if wanted != last:
            aim = surrogate.guess(wanted, start + stay * (aim - start))
            last = wanted
        here = aim + keep * (here - aim)
        rows.append(here)
    return np.array(rows)


@pytest.mark.parametrize(
    ("settings", "free", "smoothing_ms", "stay"),
    [
        (("smoothing 0",), ("pitch_hz",), 0.0, 1.0),
        ((), ("pitch_hz",), 15.0, 1.0),
        (("free all 0", "stay 0", "smoothing 5"), (), 5.0, 0.0),
        (("free loudness_lufs 1", "stay 0.5"), ("loudness_lufs", "pitch_hz"), 15.0, 0.5),
        (("free all 1", "free brightness 0"), ("loudness_lufs", "pitch_hz"), 15.0, 1.0),
    ],
)
def test_play_is_guess_and_decode(
    exported, hosted, voice, surrogate, settings, free, smoothing_ms, stay
):
    words = np.repeat([[-30, 40, 440], [-20, 40, 440], [-20, 60, 880]], [3, 5, 4], axis=0)
    said = hosted(exported, [Step("play", held(words, voice.hop), settings=settings)])["0.out"]
    latents = walked(surrogate, voice, words.astype(float), free, smoothing_ms, stay)
    assert np.ptp(latents, axis=0).max() > 0.1
    ours = voice.open_player().push(latents.astype(np.float32))
    assert np.abs(ours).max() > 1e-3
    assert np.abs(said - ours).max() < 1e-4


def test_words_out_of_reach_or_no_number_are_taken_for_the_nearest(exported, hosted, voice):
    def played(*words: float) -> np.ndarray:
        return hosted(exported, [Step("play", held(np.array([words] * 4), voice.hop))])["0.out"]

    assert np.array_equal(played(-900, 1e6, 0), played(-50, 70, 200))
    assert np.isfinite(played(np.nan, 50, np.inf)).all()


def test_nonsense_is_refused_and_changes_nothing(exported, hosted, voice):
    quiet = np.zeros((3, voice.hop))
    steps = [
        Step("play", quiet, settings=(setting,))
        for setting in ("free loud 1", "smoothing -1", "stay 2", "free all 0", "stay 1", "reset 0")
    ]
    said = hosted(exported, steps)
    assert [int(said[f"{i}.set"]) for i in range(6)] == [1, 1, 1, 0, 0, 0]
    assert said["0.get"] == "pitch_hz" and said["1.get"] == 15.0 and said["2.get"] == 1.0


def test_without_a_surrogate_there_is_no_play(tmp_path, hosted, stream_space, voice):
    given = write_stream(tmp_path / "raw.ts", stream_space[0], voice, None)
    said = hosted(tmp_path / "raw.ts", [])
    assert list(said["methods"]) == list(given) == ["decode", "encode", "forward"]
    assert list(said["attributes"]) == ["reset"]


@pytest.fixture
def scripted(tmp_path):
    """A stereo program that another tool might have exported, and the same as a voice."""
    from tests.spaces.playing.scripted import Autoencoder, written
    from timbrespace.spaces.playing.opening import open_voice

    path = written(Autoencoder(channels=2), tmp_path / "other.ts")
    return path, open_voice(path, trust=True)


def test_a_torchscript_file_is_given_words(tmp_path, hosted, scripted):
    path, voice = scripted
    surrogate = drawn_surrogate(voice.dims, voice.id)
    given = write_program(tmp_path / "words.ts", path, voice, surrogate)
    assert given == ("decode", "play", "encode", "forward")
    words = np.array([[-30, 40, 440.0]] * 2 + [[-20, 60, 440.0]] * 2)
    sound = np.random.default_rng(0).uniform(-0.5, 0.5, (2, 4 * voice.hop))
    steps = [Step("play", held(words, voice.hop), settings=("smoothing 0",))]
    said = hosted(tmp_path / "words.ts", [*steps, Step("encode", sound)])
    latents = walked(surrogate, voice, words, ("pitch_hz",), 0.0, 1.0)
    ours = voice.open_player().push(latents.astype(np.float32))
    assert ours.shape == (2, 4 * voice.hop)
    assert np.abs(said["0.out"] - ours).max() < 1e-4
    heard = voice.encode(sound.astype(np.float32), voice.sample_rate)
    assert np.abs(said["1.out"] - held(heard, voice.hop)).max() < 1e-4


def test_a_program_that_only_decodes_gets_play_and_no_more(tmp_path, hosted):
    from tests.spaces.playing.scripted import Holding, written
    from timbrespace.spaces.playing.opening import open_voice

    path = written(Holding(44_100), tmp_path / "other.ts")
    voice = open_voice(path, trust=True)
    given = write_program(tmp_path / "words.ts", path, voice, drawn_surrogate(voice.dims))
    assert given == tuple(hosted(tmp_path / "words.ts", [])["methods"]) == ("decode", "play")


def test_what_was_exported_opens_as_a_voice(exported, voice):
    from timbrespace.spaces.playing.opening import open_voice

    again = open_voice(exported, trust=True)
    assert (again.sample_rate, again.hop, again.channels) == (voice.sample_rate, voice.hop, 1)
    z = wandering(voice, 12)
    ours = voice.open_player().push(z)
    assert np.abs(again.open_player().push(z) - ours).max() < 1e-4


def test_a_surrogate_without_networks_or_words_is_told(tmp_path, stream_space, voice):
    mute = drawn_surrogate(voice.dims, words=(WORDS[2],))
    with pytest.raises(TimbrespaceError, match="None of the words"):
        write_stream(tmp_path / "out.ts", stream_space[0], voice, mute)


def test_weights_of_another_size_are_told(tmp_path, stream_space, voice, surrogate):
    folder = tmp_path / "broken.space"
    shutil.copytree(stream_space[0], folder)
    config = folder / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("decoder_width = 32", "decoder_width = 48"), encoding="utf-8")
    with pytest.raises(TimbrespaceError, match="not those that its settings describe"):
        write_stream(tmp_path / "out.ts", folder, voice, surrogate)
