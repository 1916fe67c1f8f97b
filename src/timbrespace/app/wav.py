"""A sound as what every browser plays: WAV, 16 bit, one or two channels."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from timbrespace.audio.decode import open_blocks, probe
from timbrespace.audio.info import Audio, SoundInfo
from timbrespace.audio.resample import Resampler, to_mono
from timbrespace.audio.write import to_16_bit

HEADER_BYTES = 44
#: Rates in Hz that browsers must be able to decode (Web Audio, section 1.1).
LOWEST_HZ, HIGHEST_HZ = 8_000, 96_000
#: What a sound outside of that is resampled to.
USUAL_HZ = 48_000
#: The sizes in a WAV header have 32 bits: 6 hours of stereo at 48 kHz.
MOST_BYTES = (1 << 32) - 1 - HEADER_BYTES


@dataclass(frozen=True)
class Clip:
    """A file, or a part of it.

    Args:
        path: The file, already known to be one that the atlas lists.
        offset_s: Where the part begins.
        duration_s: How long it is; None reads to the end of the file.
    """

    path: Path
    offset_s: float = 0.0
    duration_s: float | None = None


@dataclass(frozen=True)
class Played:
    """How a sound will be played: ``n_samples`` is None where only decoding can tell."""

    sample_rate: int
    channels: int
    n_samples: int | None

    @property
    def n_bytes(self) -> int | None:
        """Size of the whole WAV, None where only decoding can tell."""
        if self.n_samples is None:
            return None
        return HEADER_BYTES + 2 * self.channels * self.n_samples


def played_rate(sample_rate_hz: int) -> int:
    """The rate at which a sound is served: its own wherever browsers play that.

    Example:
        >>> played_rate(44_100), played_rate(192_000), played_rate(4_000)
        (44100, 48000, 48000)
    """
    return sample_rate_hz if LOWEST_HZ <= sample_rate_hz <= HIGHEST_HZ else USUAL_HZ


def played_channels(channels: int) -> int:
    """Mono and stereo stay; more become the mean of all, as no layout is known to be theirs."""
    return channels if channels <= 2 else 1


def plan(clip: Clip) -> tuple[SoundInfo, Played]:
    """What the file holds, and how the clip will be played.

    Raises:
        TimbrespaceError: The file cannot be read.
    """
    info = probe(clip.path)
    rate, channels = played_rate(info.sample_rate), played_channels(info.channels)
    return info, Played(rate, channels, _length(clip, info, rate, channels))


def pcm_blocks(clip: Clip, info: SoundInfo, played: Played) -> Iterator[bytes]:
    """The clip's samples as interleaved little-endian 16-bit blocks, in bounded memory.

    Raises:
        TimbrespaceError: Decoding fails.
    """
    resampler = Resampler(info.sample_rate, played.sample_rate, played.channels)
    for block in open_blocks(clip.path, offset_s=clip.offset_s, duration_s=clip.duration_s):
        mixed = block if played.channels == block.shape[0] else to_mono(block)
        yield to_pcm(resampler.push(mixed))
    yield to_pcm(resampler.push(np.zeros((played.channels, 0), np.float32), last=True))


def to_pcm(block: Audio) -> bytes:
    """Samples ``(C, T)`` as interleaved 16-bit integers; what is over full scale is clipped.

    A 16-bit recording keeps its very bits.

    Example:
        >>> to_pcm(np.array([[0.5, 2.0, -2.0]], np.float32)).hex()
        '0040ff7f0080'
    """
    return to_16_bit(block).T.astype("<i2").tobytes()


def header(n_bytes: int, sample_rate_hz: int, channels: int) -> bytes:
    """The 44 bytes before ``n_bytes`` of samples.

    Example:
        >>> header(0, 48_000, 1)[:4], len(header(0, 48_000, 1))
        (b'RIFF', 44)
    """
    frame = 2 * channels
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        HEADER_BYTES - 8 + n_bytes,
        b"WAVE",
        b"fmt ",
        16,
        1,
        channels,
        sample_rate_hz,
        sample_rate_hz * frame,
        frame,
        16,
        b"data",
        n_bytes,
    )


def _length(clip: Clip, info: SoundInfo, rate: int, channels: int) -> int | None:
    duration_s = clip.duration_s
    if info.n_samples is not None:
        left_s = max(0.0, info.n_samples / info.sample_rate - clip.offset_s)
        duration_s = left_s if duration_s is None else min(left_s, duration_s)
    elif duration_s is None and info.duration_s is not None:
        duration_s = max(0.0, info.duration_s - clip.offset_s)
    if duration_s is None:
        return None
    return min(round(duration_s * rate), MOST_BYTES // (2 * channels))
