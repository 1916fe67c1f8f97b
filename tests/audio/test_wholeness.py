"""Promises of headers, and what first bytes look like."""

from __future__ import annotations

import io

import numpy as np
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.audio.wholeness import looks_like_sound, missing_bytes, mp3_counts_its_frames


@given(st.binary(max_size=300))
def test_no_bytes_upset_it(content):
    for head in (b"", b"RIFF????WAVE", b"FORM????AIFF", b"OggS", b"ID3\x04", b"\x1aE\xdf\xa3"):
        for junk in (head + content, b"\x00\x00\x00\x20ftyp" + content, b".snd" + content):
            assert missing_bytes(io.BytesIO(junk)) >= 0
            looks_like_sound(junk)
            mp3_counts_its_frames(io.BytesIO(junk))


@given(cut=st.integers(100, 1_900), chunk=st.sampled_from([b"", b"LIST", b"bext"]))
def test_what_was_cut_off_a_wav_is_counted(cut, chunk):
    stream = io.BytesIO()
    soundfile.write(stream, np.zeros(1_000), 8_000, "PCM_16", format="WAV")
    content = stream.getvalue()
    if chunk:  # what others put before the samples
        content = content[:12] + chunk + (11).to_bytes(4, "little") + bytes(12) + content[12:]
    assert missing_bytes(io.BytesIO(content)) == 0
    assert missing_bytes(io.BytesIO(content[:-cut])) == cut


def test_bytes_after_the_samples_are_no_fault():
    for kind in ("WAV", "AIFF", "OGG", "FLAC", "MP3", "AU"):
        stream = io.BytesIO()
        soundfile.write(stream, np.zeros(48_000), 48_000, format=kind)
        assert missing_bytes(io.BytesIO(stream.getvalue() + b"TAG" + bytes(125))) == 0


def test_first_bytes_tell_sound_from_the_rest():
    for kind in ("WAV", "RF64", "AIFF", "OGG", "FLAC", "MP3", "AU", "CAF", "W64"):
        stream = io.BytesIO()
        soundfile.write(stream, np.zeros(8_000), 8_000, format=kind)
        assert looks_like_sound(stream.getvalue()[:16]), kind
    pictures = (b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBPVP8 ")
    for head in (*pictures, b"%PDF-1.7", b"PK\x03\x04", b"file,material\na", b"\xff\xfe<\x00"):
        assert not looks_like_sound(head.ljust(16, b"\0")), head
