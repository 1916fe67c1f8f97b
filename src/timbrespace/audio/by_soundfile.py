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
#: Four of the longest pages there can be.
_OGG_RUN_UP_BYTES = 4 * 65_307


def probe(path: Path) -> SoundInfo | None:
    """What the header says, and who reads on; None if libsndfile knows no such file."""
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
                via="av" if _better_by_av(sound, n_samples) else "soundfile",
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
            _seek(sound, path, start)
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


def _better_by_av(sound: soundfile.SoundFile, n_samples: int | None) -> bool:
    """What libsndfile (1.2.2) reads wrongly.

    Its Opus depends on how many samples are asked for at once, and an MP3 that does not
    count its frames ends where the estimate says, be it in the middle.
    """
    return sound.subtype == "OPUS" or (sound.format == "MP3" and n_samples is None)


def _seek(sound: soundfile.SoundFile, path: Path, start: int) -> None:
    if sound.format != "OGG":
        sound.seek(start)
        return
    # libsndfile (1.2.2) lands beside the sample it is asked for in the last page of an Ogg
    # file, though not if it reads on into that page: begin some pages earlier.
    share = min(1.0, _OGG_RUN_UP_BYTES / max(1, path.stat().st_size))
    before = min(start, int(sound.frames * (1 - share)))
    sound.seek(before)
    while before < start:
        before += max(1, len(sound.read(min(start - before, 65_536), dtype="float32")))


def _exact_frames(sound: soundfile.SoundFile, path: Path) -> int | None:
    if sound.frames >= _UNKNOWN_FRAMES:
        return None
    if sound.format == "MP3" or sound.subtype.startswith("MPEG"):
        with path.open("rb") as file:
            return int(sound.frames) if mp3_counts_its_frames(file) else None
    return int(sound.frames)
