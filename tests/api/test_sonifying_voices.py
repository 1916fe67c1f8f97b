"""Any voice can be the decoder: a TorchScript program, a WaveNet."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sonify.world import World, moving_world, rows
from timbrespace.api.sonifying import sonify
from timbrespace.audio.decode import read
from timbrespace.sonify.rendering import decode_tracks
from timbrespace.spaces.playing.opening import open_voice

N = 6


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The file of an autoencoder that nobody has trained."""
    pytest.importorskip("torch")
    from tests.spaces.playing.scripted import Autoencoder, written

    return written(Autoencoder(), tmp_path_factory.mktemp("program") / "model.ts")


@pytest.fixture(params=["program", "wavenet"])
def voice(request):
    """A voice of each kind, as a user names and trusts it."""
    if request.param == "program":
        return open_voice(request.getfixturevalue("program"), trust=True, rate=4_000)
    return open_voice(request.getfixturevalue("wavenet_space")[0])


def heard(space, voice, out, **how):
    return sonify(space, voice, out, piece=False, atlas=False, **how)


def test_a_voice_of_each_kind_plays_every_item_by_its_own_latent(tmp_path, voice):
    done = heard(World(rows(N)), voice, tmp_path / "out", seconds=0.5)
    assert done.points.shape == (N, len(voice.dims))
    sounds = [read(done.sound(index)) for index in range(N)]
    assert {(audio.shape[1], rate) for audio, rate in sounds} == {
        (round(0.5 * voice.sample_rate / voice.hop) * voice.hop, voice.sample_rate)
    }
    assert len({audio.tobytes() for audio, _ in sounds}) == N
    n_frames = round(0.5 * voice.sample_rate / voice.hop)
    tracks = [np.repeat(point[None], n_frames, axis=0) for point in done.points]
    fades = slice(voice.sample_rate // 20, -voice.sample_rate // 20)
    for (audio, _), line, own in zip(
        sounds, done.lines, decode_tracks(voice, tracks), strict=True
    ):
        levelled = own[0, fades] * 10 ** (line.gain_db / 20)
        assert np.abs(audio[0, fades] - levelled).max() < 1e-3


def test_a_voice_of_each_kind_plays_what_moves(tmp_path, voice):
    done = heard(moving_world(), voice, tmp_path / "out")
    lengths_s = [max(0.4, (20 + 5 * i) / 30.0) for i in range(6)]
    frame_s = voice.hop / voice.sample_rate
    assert [line.duration_s for line in done.lines] == pytest.approx(lengths_s, abs=frame_s)
    assert all(line.loudness_lufs is not None for line in done.lines)


def test_a_program_that_nobody_trusts_is_not_run(tmp_path, program):
    from timbrespace.spaces.playing.consent import NotTrusted

    with pytest.raises(NotTrusted):
        heard(World(rows(N)), program, tmp_path / "out", seconds=0.4)
    assert not (tmp_path / "out").exists()
