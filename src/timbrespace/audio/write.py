"""Write WAV: 16 bit or float, to a file or to bytes, block by block.

The header is written here because that of libsndfile holds the time of day in its float
files, and the same samples are to give the same bytes.
"""

from __future__ import annotations

import io
import os
import struct
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.audio.info import Audio
from timbrespace.errors import TimbrespaceError

Coding = Literal["16 bit", "float"]

#: The sizes in a WAV header have 32 bits.
_MOST_BYTES = (1 << 32) - 1 - 128


@dataclass(frozen=True)
class Written:
    """What was written: samples per channel, and how many (of all channels) were clipped."""

    n_samples: int
    n_clipped: int = 0


def write_wav(
    target: str | Path | BinaryIO,
    audio: Audio | Iterable[Audio],
    sample_rate: int,
    *,
    coding: Coding = "16 bit",
) -> Written:
    """Write a sound as WAV; a file appears under its name only when it is complete.

    Args:
        target: A path, or a seekable binary stream.
        audio: ``(C, T)`` or ``(T,)``, or blocks of that shape, full scale at 1.
        sample_rate: In Hz.
        coding: ``"16 bit"`` clips what is over full scale; ``"float"`` keeps it.

    Returns:
        How much was written, and how much of it clipped.

    Raises:
        TimbrespaceError: The sound is longer than a WAV file can hold.

    Example:
        >>> stream = io.BytesIO()
        >>> write_wav(stream, np.array([[0.5, -1.5]], np.float32), 48_000)
        Written(n_samples=2, n_clipped=1)
        >>> len(stream.getvalue())
        48
    """
    blocks = [audio] if isinstance(audio, np.ndarray) else audio
    if isinstance(target, str | Path):
        with _aside(Path(target)) as file:
            return _write(file, blocks, sample_rate, coding)
    return _write(target, blocks, sample_rate, coding)


def wav_bytes(audio: Audio, sample_rate: int, *, coding: Coding = "16 bit") -> bytes:
    """A sound as the bytes of a WAV file; arguments as for :func:`write_wav`."""
    stream = io.BytesIO()
    write_wav(stream, audio, sample_rate, coding=coding)
    return stream.getvalue()


def to_16_bit(samples: Audio) -> NDArray[np.int16]:
    """Samples as 16-bit integers; a 16-bit recording keeps its very bits, the rest is clipped.

    Example:
        >>> to_16_bit(np.array([0.5, 2.0, -1.0], np.float32)).tolist()
        [16384, 32767, -32768]
    """
    scaled = np.rint(np.asarray(samples, np.float32) * np.float32(32768.0))
    return np.asarray(np.clip(scaled, -32768, 32767), np.int16)


def _write(file: BinaryIO, blocks: Iterable[Audio], sample_rate: int, coding: Coding) -> Written:
    begin, channels, n_samples, n_clipped = file.tell(), 0, 0, 0
    for block in blocks:
        block = np.atleast_2d(block)
        if not channels:
            channels = block.shape[0]
            file.write(_header(0, channels, sample_rate, coding))
        n_samples += block.shape[1]
        if _data_bytes(n_samples, channels, coding) > _MOST_BYTES:
            raise TimbrespaceError(
                "The sound is longer than the 4 GB that a WAV file can hold.",
                "Write a part of it.",
            )
        if coding == "16 bit":
            n_clipped += int(np.count_nonzero(np.abs(block) > 1.0))
            file.write(to_16_bit(block).T.astype("<i2").tobytes())
        else:
            file.write(block.T.astype("<f4").tobytes())
    end = file.tell() if channels else begin
    file.seek(begin)
    file.write(_header(n_samples, channels or 1, sample_rate, coding))
    file.seek(max(end, file.tell()))
    return Written(n_samples, n_clipped)


def _data_bytes(n_samples: int, channels: int, coding: Coding) -> int:
    return n_samples * channels * (2 if coding == "16 bit" else 4)


def _header(n_samples: int, channels: int, sample_rate: int, coding: Coding) -> bytes:
    width = 2 if coding == "16 bit" else 4
    code = 1 if coding == "16 bit" else 3
    frame, data = width * channels, _data_bytes(n_samples, channels, coding)
    fmt = struct.pack(
        "<HHIIHH", code, channels, sample_rate, sample_rate * frame, frame, 8 * width
    )
    body = b"WAVE" + b"fmt " + struct.pack("<I", len(fmt)) + fmt
    if coding == "float":  # whatever is not PCM says its length in samples, too
        body += b"fact" + struct.pack("<II", 4, n_samples)
    body += b"data" + struct.pack("<I", data)
    return b"RIFF" + struct.pack("<I", len(body) + data) + body


@contextmanager
def _aside(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only when all went well."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(name, 0o644)  # mkstemp makes it private
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
