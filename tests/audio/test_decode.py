"""Every kind of sound file, whole, in parts, and damaged."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from timbrespace.audio.decode import DecodeError, open_blocks, probe, read

EXACT = [
    ("WAV", "PCM_U8", 2**-7),
    ("WAV", "PCM_16", 2**-15),
    ("WAV", "PCM_24", 2**-23),
    ("WAV", "PCM_32", 2**-24),
    ("WAV", "FLOAT", 1e-9),
    ("WAV", "DOUBLE", 1e-7),
    ("RF64", "PCM_16", 2**-15),
    ("W64", "PCM_16", 2**-15),
    ("CAF", "PCM_16", 2**-15),
    ("AU", "PCM_16", 2**-15),
    ("AIFF", "PCM_16", 2**-15),
    ("AIFF", "PCM_24", 2**-23),
    ("FLAC", "PCM_16", 2**-15),
    ("FLAC", "PCM_24", 2**-23),
]
_PARTS = [(0.0, 0.3), (0.25, 0.5), (1.75, 0.5), (4.2, None), (4.6, 9.0), (4.7777, None)]
LOSSY = [("OGG", "VORBIS"), ("OGG", "OPUS"), ("MP3", "MPEG_LAYER_III")]
FILM = [
    ("take.m4a", "aac", None, False),
    ("take.MP4", "aac", None, True),
    ("take.mov", "pcm_s16le", None, True),
    ("take.webm", "libopus", None, False),
    ("take.mka", "mp2", None, False),
    ("take.mkv", "flac", None, True),
    ("take.m4a", "alac", None, False),
    ("take.avi", "libmp3lame", None, True),
]


@pytest.mark.parametrize(("kind", "coding", "step"), EXACT)
def test_what_was_written_is_read(tmp_path, noise, kind, coding, step):
    audio = noise(2, 4_800)
    path = tmp_path / "take"
    soundfile.write(path, audio.T, 44_100, coding, format=kind)
    got, rate = read(path)
    assert rate == 44_100
    assert got.shape == audio.shape and got.dtype == np.float32 and got.flags.c_contiguous
    # libsndfile scales by 32767 on writing and by 32768 on reading.
    np.testing.assert_allclose(got, audio, atol=1.1 * step + 0.2 * step, rtol=0)


@pytest.mark.parametrize(("kind", "coding"), LOSSY)
def test_lossy_files_keep_length_and_sound(tmp_path, noise, kind, coding):
    audio = noise(2, 96_000)
    path = tmp_path / "take"
    soundfile.write(path, audio.T, 48_000, coding, format=kind)
    got, rate = read(path)
    assert rate == 48_000
    assert abs(got.shape[1] - 96_000) <= 2_304
    assert _likeness(got, audio) > 0.9


@pytest.mark.parametrize(("name", "codec", "container", "film"), FILM)
def test_sound_of_films_is_read_by_av(tmp_path, noise, write_av, name, codec, container, film):
    audio = noise(2, 96_000)
    path = write_av(tmp_path / name, audio, 48_000, codec, film=film, container=container)
    info = probe(path)
    got, rate = read(path)
    assert (info.via, info.channels, rate) == ("av", 2, 48_000)
    assert abs(got.shape[1] - 96_000) <= 4_096
    assert _likeness(got, audio) > 0.9


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000])
@pytest.mark.parametrize("channels", [1, 2, 3, 6])
def test_any_rate_and_channel_count(tmp_path, noise, rate, channels):
    path = tmp_path / "take.WAV"
    soundfile.write(path, noise(channels, rate // 10).T, rate)
    info = probe(path)
    assert (info.sample_rate, info.channels, info.n_samples) == (rate, channels, rate // 10)
    assert info.duration_s == pytest.approx(0.1, abs=1e-3)


@pytest.mark.parametrize("name", ["a.mp3", "b.txt", "c", "d.raw", "e.vox", "f.GSM", "ü ☃ \n.Wav"])
def test_content_decides_and_not_the_name(tmp_path, noise, name):
    path = tmp_path / name
    audio = noise(1, 4_800)
    soundfile.write(path, audio.T, 16_000, "FLOAT", format="WAV")
    got, rate = read(path)
    assert rate == 16_000
    np.testing.assert_array_equal(got, audio)


@pytest.mark.parametrize("coding", ["wav", "flac", "ogg", "opus", "mp3", "m4a", "webm"])
def test_blocks_and_parts_join_to_the_whole(tmp_path, noise, write_av, coding):
    audio = noise(2, 230_000)
    if coding == "m4a":  # an AAC decoder makes its own noise, other noise after each seek
        time_s = np.arange(230_000) / 48_000
        tones = [np.sin(2 * np.pi * hz * (1 + 0.05 * time_s) * time_s) for hz in (311, 2_021)]
        audio = 0.2 * np.stack(tones).astype(np.float32)
    path = _make(tmp_path, audio, coding, write_av)
    whole, rate = read(path)
    for block_s in (0.0123, 0.5, 7.0):
        blocks = list(open_blocks(path, block_s=block_s))
        size = round(block_s * rate)
        assert all(block.shape[1] == size for block in blocks[:-1])
        np.testing.assert_array_equal(np.concatenate(blocks, axis=1), whole)
    for offset_s, duration_s in _PARTS:
        start = round(offset_s * rate)
        end = None if duration_s is None else start + round(duration_s * rate)
        part, _ = read(path, offset_s, duration_s)
        # A decoder that begins in the middle may round its last bit another way.
        atol = 0.01 if coding == "m4a" else 2e-5
        np.testing.assert_allclose(part, whole[:, start:end], atol=atol)
    assert read(path, 99.0)[0].shape == (2, 0)


def test_a_stream_without_length_is_read_to_its_end(tmp_path, noise):
    audio = noise(1, 8_000)
    soundfile.write(tmp_path / "whole.wav", audio.T, 8_000)
    content = bytearray((tmp_path / "whole.wav").read_bytes())
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"  # as a pipe writes it
    (tmp_path / "piped.wav").write_bytes(content)
    np.testing.assert_array_equal(read(tmp_path / "piped.wav")[0], read(tmp_path / "whole.wav")[0])


@pytest.mark.parametrize("quiet_part", [slice(0, 90_000), slice(90_000, None), slice(0, 0)])
def test_an_mp3_that_does_not_count_its_frames_is_read_to_its_end(
    tmp_path, noise, write_av, quiet_part
):
    audio = noise(2, 144_000)
    audio[:, quiet_part] *= 1e-3  # the bit rate changes, and any estimate with it
    options = {"write_xing": "0"}
    path = write_av(tmp_path / "a.mp3", audio, 48_000, "libmp3lame", options=options, quality=4)
    info = probe(path)
    assert info.codec == "MPEG_LAYER_III" and info.n_samples is None
    assert read(path)[0].shape[1] == pytest.approx(144_000, abs=3 * 1_152)


@pytest.mark.parametrize("coding", ["wav", "rf64", "aiff", "au", "flac", "ogg", "opus", "mp3"])
@pytest.mark.parametrize("kept", [0.97, 0.6, 0.1])
def test_cut_files_are_seen(tmp_path, noise, write_av, coding, kept):
    path = _make(tmp_path, noise(2, 130_000), coding, write_av)
    _cut(path, kept)
    with pytest.raises(DecodeError) as caught:
        read(path)
    assert caught.value.fault == "truncated"
    assert caught.value.remedy


@pytest.mark.parametrize("coding", ["m4a", "mp4", "webm"])
def test_cut_films_are_seen(tmp_path, noise, write_av, coding):
    path = _make(tmp_path, noise(2, 130_000), coding, write_av)
    _cut(path, 0.6)
    with pytest.raises(DecodeError) as caught:
        read(path)
    assert caught.value.fault == "truncated"


def test_what_comes_before_the_cut_in_a_flac_is_given(tmp_path, noise):
    path = tmp_path / "a.flac"
    soundfile.write(path, noise(1, 200_000).T, 48_000)
    _cut(path, 0.6)
    got = []
    with pytest.raises(DecodeError, match="decoding fails after"):
        for block in open_blocks(path, block_s=0.25):
            got.append(block)
    assert len(got) >= 5


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"Dear Sir or Madam, " * 99, "not audio"),
        (bytes(range(256)) * 20, "not audio"),
        (bytes(4096), "not audio"),
        (b"RIFF\x00\x00\x00\x00WAVE", "truncated"),
        (b"OggS" + bytes(40), "unreadable codec"),
        (b"fLaC", "unreadable codec"),
    ],
)
def test_what_is_no_sound_says_so(tmp_path, content, fault):
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(DecodeError) as caught:
        probe(path)
    assert caught.value.fault == fault


def test_header_without_samples_is_empty(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros((0, 1)), 48_000)
    with pytest.raises(DecodeError) as caught:
        probe(tmp_path / "a.wav")
    assert caught.value.fault == "empty"


def test_film_without_sound_says_so(tmp_path, noise, write_av):
    path = write_av(tmp_path / "a.mp4", noise(1, 48_000), 48_000, "aac", film=True, sound=False)
    with pytest.raises(DecodeError) as caught:
        probe(path)
    assert caught.value.fault == "no audio stream"


def test_unknown_coding_says_so(tmp_path, noise):
    path = tmp_path / "a.wav"
    soundfile.write(path, noise(1, 4_800).T, 48_000)
    content = bytearray(path.read_bytes())
    content[20:22] = b"\x77\x77"  # a format code that nobody has registered
    path.write_bytes(content)
    with pytest.raises(DecodeError) as caught:
        read(path)
    assert caught.value.fault == "unreadable codec"


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_samples_that_are_no_numbers_are_refused(tmp_path, noise, value):
    audio = noise(2, 48_000)
    audio[1, 30_000] = value
    soundfile.write(tmp_path / "a.wav", audio.T, 48_000, "FLOAT")
    with pytest.raises(DecodeError) as caught:
        read(tmp_path / "a.wav")
    assert caught.value.fault == "not finite"
    assert read(tmp_path / "a.wav", 0.0, 0.5)[0].shape == (2, 24_000)


def test_over_full_scale_is_no_fault(tmp_path, noise):
    audio = 40 * noise(1, 4_800)
    soundfile.write(tmp_path / "a.wav", audio.T, 48_000, "FLOAT")
    np.testing.assert_array_equal(read(tmp_path / "a.wav")[0], audio)


def test_missing_folder_and_forbidden(tmp_path, monkeypatch):
    for path, fault in ((tmp_path / "none.wav", "missing"), (tmp_path, "not audio")):
        with pytest.raises(DecodeError) as caught:
            probe(path)
        assert caught.value.fault == fault

    def forbid(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)  # chmod does not bind an administrator
    with pytest.raises(DecodeError) as caught:
        probe(tmp_path / "none.wav")
    assert caught.value.fault == "no permission"


def test_files_are_closed(tmp_path, noise, write_av):
    paths = [_make(tmp_path, noise(2, 130_000), c, write_av) for c in ("wav", "mp3", "m4a")]
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for _ in range(5):
        for path in paths:
            next(open_blocks(path, block_s=0.1))
            read(path)
    after = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    assert after <= before + 1
    shutil.rmtree(tmp_path)


def _make(folder, audio, coding, write_av):
    path = folder / f"take.{coding}"
    films = {"m4a": "aac", "mp4": "aac", "webm": "libopus"}
    if coding in films:
        return write_av(path, audio, 48_000, films[coding], film=coding == "mp4")
    kinds = {"opus": ("OGG", "OPUS"), "ogg": ("OGG", "VORBIS")}
    kind, subtype = kinds.get(coding, (coding.upper(), None))
    soundfile.write(path, audio.T, 48_000, subtype, format=kind)
    return path


def _cut(path, kept):
    content = path.read_bytes()
    path.write_bytes(content[: round(kept * len(content))])


def _likeness(got, audio):
    """The best correlation of the first channels within a few codec delays."""
    n = min(got.shape[1], audio.shape[1]) - 4_096
    wanted = audio[0, 2_048 : 2_048 + n]
    spectrum = np.fft.rfft(got[0], 262_144) * np.conj(np.fft.rfft(wanted, 262_144))
    norm = np.linalg.norm(wanted) * np.linalg.norm(got[0])
    return float(np.fft.irfft(spectrum).max() / norm) * np.sqrt(got.shape[1] / n)
