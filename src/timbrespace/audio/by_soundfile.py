"""Reading through libsndfile: WAV, FLAC, OGG, MP3, AIFF and their older kin."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from timbrespace.audio.faults import DecodeError
from timbrespace.audio.info import Audio, SoundInfo
from timbrespace.audio.wholeness import mp3_counts_its_frames

if TYPE_CHECKING:
    import soundfile

#: libsndfile's word for "the header does not say", or a damaged one that cannot be.
_UNKNOWN_FRAMES = 1 << 48


def probe(path: Path) -> SoundInfo | None:
    """What the header says; None if libsndfile knows no such file."""
    import soundfile

    try:
        with _open(path) as sound:
            n_samples = _exact_frames(sound, path)
            return SoundInfo(
                sample_rate=sound.samplerate,
                channels=sound.channels,
                duration_s=(
                    sound.frames / sound.samplerate if sound.frames < _UNKNOWN_FRAMES else None
                ),
                n_samples=n_samples,
                codec=sound.subtype,
                container=sound.format,
                via="soundfile",
            )
    except (soundfile.SoundFileError, TypeError, ValueError):
        return None


def blocks(
    path: Path, info: SoundInfo, start: int, count: int | None, size: int
) -> Iterator[Audio]:
    """Blocks ``(C, T)`` of at most ``size`` samples, from sample ``start`` on."""
    import soundfile

    done = start
    end = None if count is None else start + count
    try:
        with _open(path) as sound:
            if info.n_samples is not None and start >= info.n_samples:
                return
            if start:
                sound.seek(start)
            while end is None or done < end:
                wanted = size if end is None else min(size, end - done)
                block = cast(Audio, sound.read(wanted, dtype="float32", always_2d=True))
                if not len(block):
                    return
                done += len(block)
                yield np.ascontiguousarray(block.T)
    except soundfile.SoundFileError as error:
        detail = f"decoding fails after {done / info.sample_rate:.2f} s"
        raise DecodeError("truncated", path, detail) from error


@contextmanager
def _open(path: Path) -> Iterator[soundfile.SoundFile]:
    """A sound by its bytes: without a name, libsndfile cannot be misled by an extension."""
    import soundfile

    with path.open("rb") as file:
        # Descriptors are quicker than calls back into Python, but belong to one C runtime.
        handle: object = file if os.name == "nt" else os.dup(file.fileno())
        with soundfile.SoundFile(handle) as sound:
            yield sound


def _exact_frames(sound: soundfile.SoundFile, path: Path) -> int | None:
    if sound.frames >= _UNKNOWN_FRAMES:
        return None
    if sound.format == "MP3" or sound.subtype.startswith("MPEG"):
        with path.open("rb") as file:
            return int(sound.frames) if mp3_counts_its_frames(file) else None
    return int(sound.frames)
