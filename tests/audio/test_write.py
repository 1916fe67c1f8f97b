"""What is written is read again, and nothing half-written is seen."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from timbrespace.audio.decode import read
from timbrespace.audio.write import Written, wav_bytes, write_wav


@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("rate", [8_000, 44_100, 192_000])
@pytest.mark.parametrize(("coding", "subtype"), [("16 bit", "PCM_16"), ("float", "FLOAT")])
def test_round_trip(tmp_path, noise, channels, rate, coding, subtype):
    audio = noise(channels, 5_001)
    path = tmp_path / "a.wav"
    assert write_wav(path, audio, rate, coding=coding) == Written(5_001)
    got, got_rate = read(path)
    assert got_rate == rate and soundfile.info(path).subtype == subtype
    np.testing.assert_allclose(got, audio, atol=2**-16 if coding == "16 bit" else 0)
    again = wav_bytes(got, rate, coding=coding)
    assert again == path.read_bytes()  # 16 bits stay the very same bits


def test_blocks_give_the_bytes_of_the_whole(tmp_path, noise):
    audio = noise(2, 10_000)
    blocks = (audio[:, at : at + 777] for at in range(0, 10_000, 777))
    write_wav(tmp_path / "a.wav", blocks, 48_000)
    assert (tmp_path / "a.wav").read_bytes() == wav_bytes(audio, 48_000)


def test_clipping_is_counted():
    assert write_wav(io.BytesIO(), np.array([1.5, -2, 0.5], np.float32), 8_000).n_clipped == 2
    assert write_wav(io.BytesIO(), np.array([1.5], np.float32), 8_000, coding="float") == Written(
        1, 0
    )


def test_a_failure_leaves_what_was_there(tmp_path, noise):
    path = tmp_path / "a.wav"
    write_wav(path, noise(), 48_000)
    before = path.read_bytes()

    def broken():
        yield noise()
        raise RuntimeError("the source failed")

    with pytest.raises(RuntimeError):
        write_wav(path, broken(), 48_000)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.wav"]


def test_no_blocks_make_an_empty_file():
    content = wav_bytes(np.zeros((1, 0), np.float32), 48_000)
    assert len(soundfile.read(io.BytesIO(content))[0]) == 0
    stream = io.BytesIO()
    write_wav(stream, iter(()), 48_000)
    assert stream.getvalue() == content
