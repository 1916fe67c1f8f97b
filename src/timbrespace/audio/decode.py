"""Read any sound file, in blocks, at its own rate.

WAV, FLAC, OGG (Vorbis, Opus), MP3 and AIFF are read by libsndfile, everything else
(M4A, WebM, the sound of a video) by the libraries of FFmpeg; both come inside their
Python wheels. What a file holds decides, never its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from timbrespace.audio import by_av, by_soundfile
from timbrespace.audio.faults import DecodeError
from timbrespace.audio.info import Audio, SoundInfo
from timbrespace.audio.wholeness import looks_like_sound, missing_bytes

__all__ = ["Audio", "DecodeError", "SoundInfo", "open_blocks", "probe", "read"]

#: +120 dB over full scale: no recording, only broken floating-point samples.
_ABSURD = 1e6

#: Coders that work in frames may promise a part of one that their decoders do not give:
#: the longest Vorbis block, two MPEG frames. A cut file lacks more, or fails by its bytes.
_SLACK_SAMPLES = {"OGG": 8192, "MP3": 2304}


def probe(path: str | Path) -> SoundInfo:
    """What a file holds, from its header.

    Returns:
        Rate, channels, length, coding. The length in samples is None where the header
        only estimates it (MP3 without a count, most video); ``duration_s`` is then a guess.

    Raises:
        DecodeError: empty, truncated, not audio, unreadable codec, no audio stream,
            no permission or missing.
    """
    path = Path(path)
    head = _check_whole(path)
    info = by_soundfile.probe(path) or by_av.probe(path, known=looks_like_sound(head))
    if info.n_samples == 0:
        raise DecodeError("empty", path)
    return info


def open_blocks(
    path: str | Path,
    *,
    offset_s: float = 0.0,
    duration_s: float | None = None,
    block_s: float = 1.0,
) -> Iterator[Audio]:
    """Stream a sound as blocks ``(C, T)`` float32 at the file's own rate.

    Memory is bounded by the block, however long the file. Every block but the last has
    ``round(block_s * sample_rate)`` samples, and their joined samples do not depend on
    ``block_s``. Past the end of the sound there are no blocks.

    Args:
        path: The file.
        offset_s: Where to begin, in seconds.
        duration_s: How much to read, in seconds; None reads to the end.
        block_s: Length of a block, in seconds.

    Raises:
        DecodeError: as :func:`probe`, and "truncated" or "not finite" when decoding finds
            what the header could not tell; it comes with or after the last good block.
    """
    path = Path(path)
    info = probe(path)
    rate = info.sample_rate
    start = round(offset_s * rate)
    count = None if duration_s is None else round(duration_s * rate)
    size = max(1, round(block_s * rate))
    backend = by_soundfile if info.via == "soundfile" else by_av
    given = 0
    for block in _reblock(backend.blocks(path, info, start, count, size), size):
        _check_finite(block, path)
        given += block.shape[1]
        yield block
    _check_count(path, info, start, count, given)


def read(
    path: str | Path, offset_s: float = 0.0, duration_s: float | None = None
) -> tuple[Audio, int]:
    """A whole sound, or a part of it, as ``(C, T)`` float32 and its rate in Hz.

    Raises:
        DecodeError: as :func:`open_blocks`.
    """
    info = probe(path)
    blocks = list(open_blocks(path, offset_s=offset_s, duration_s=duration_s, block_s=8.0))
    empty = np.zeros((info.channels, 0), np.float32)
    return np.concatenate(blocks, axis=1) if blocks else empty, info.sample_rate


def _check_whole(path: Path) -> bytes:
    """The first bytes of a file that is there, may be read, and is not cut short."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
            lacking = missing_bytes(file) if head else 0
    except FileNotFoundError as error:
        raise DecodeError("missing", path) from error
    except PermissionError as error:
        raise DecodeError("no permission", path) from error
    except OSError as error:
        raise DecodeError("not audio", path, error.strerror or str(error)) from error
    if not head:
        raise DecodeError("empty", path, "0 bytes")
    if lacking:
        raise DecodeError("truncated", path, "the file is shorter than its header says")
    return head


def _reblock(pieces: Iterator[Audio], size: int) -> Iterator[Audio]:
    """The same samples in blocks of exactly ``size``, the last one shorter."""
    waiting: list[Audio] = []
    n_waiting = 0
    for piece in pieces:
        waiting.append(piece)
        n_waiting += piece.shape[1]
        if n_waiting < size:
            continue
        joined = waiting[0] if len(waiting) == 1 else np.concatenate(waiting, axis=1)
        whole = n_waiting - n_waiting % size
        for at in range(0, whole, size):
            yield np.ascontiguousarray(joined[:, at : at + size])
        waiting, n_waiting = [joined[:, whole:]], n_waiting - whole
    if n_waiting:
        yield np.ascontiguousarray(np.concatenate(waiting, axis=1))


def _check_finite(block: Audio, path: Path) -> None:
    # One pass without a temporary: NaN and infinity both fail the comparison.
    if not (float(block.max()) < _ABSURD and float(block.min()) > -_ABSURD):
        raise DecodeError("not finite", path)


def _check_count(path: Path, info: SoundInfo, start: int, count: int | None, given: int) -> None:
    """Fewer samples than promised: the file was cut, though its decoder kept quiet."""
    if info.n_samples is not None:
        left = max(0, info.n_samples - start)
        wanted = left if count is None else min(left, count)
        if given < wanted - _SLACK_SAMPLES.get(info.container, 0):
            found_s = (start + given) / info.sample_rate
            raise DecodeError("truncated", path, f"it ends after {found_s:.2f} s")
    elif start == 0 and given == 0 and count != 0:
        raise DecodeError("empty", path)
