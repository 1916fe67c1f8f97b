"""Reading through FFmpeg's libraries (PyAV): M4A, WebM, video sound, everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.audio.faults import DecodeError
from timbrespace.audio.info import Audio, SoundInfo

if TYPE_CHECKING:
    from av import AudioFrame, AudioStream
    from av.container import InputContainer

#: Decoders with memory (AAC, Opus, Vorbis) are right again well within this run-up.
_RUN_UP_S = 1.0
#: A container's duration may count padding and other streams; more than this is a cut.
_SLACK_S = 0.25
#: Containers that write down how long they are.
_VOUCHING = frozenset("mov mp4 m4a matroska webm ogg asf avi wav aiff caf flac wv ape tta".split())


def probe(path: Path, *, known: bool) -> SoundInfo:
    """What the container says.

    Args:
        path: The file.
        known: Whether its first bytes are those of a sound container, so that failure
            to open it means damage and not "something else".

    Raises:
        DecodeError: not audio, unreadable codec, no audio stream.
    """
    with _open(path, known=known) as container:
        stream = _sound_of(container, path)
        context = stream.codec_context
        duration_s = _duration_s(container, stream)
        if not context.sample_rate or not context.channels:
            raise DecodeError("unreadable codec", path, "it names no rate or no channels")
        return SoundInfo(
            sample_rate=context.sample_rate,
            channels=context.channels,
            duration_s=duration_s,
            n_samples=None,
            codec=context.name,
            container=container.format.name,
            via="av",
        )


def blocks(
    path: Path, info: SoundInfo, start: int, count: int | None, size: int
) -> Iterator[Audio]:
    """Pieces ``(C, T)`` of any size, from sample ``start`` on."""
    import av

    end = None if count is None else start + count
    at = 0
    try:
        with _open(path, known=True) as container:
            stream = _sound_of(container, path)
            for at, piece in _pieces(container, stream, info, path, start):
                stop = at + piece.shape[1]
                if stop > start:
                    yield piece[:, max(0, start - at) : None if end is None else end - at]
                at = stop
                if end is not None and stop >= end:
                    return
    except av.FFmpegError as error:
        detail = f"decoding fails after {at / info.sample_rate:.2f} s"
        raise DecodeError("truncated", path, detail) from error
    if at / info.sample_rate < _promised_s(info) * 0.98 - _SLACK_S:
        raise DecodeError("truncated", path, f"it ends after {at / info.sample_rate:.2f} s")


def _promised_s(info: SoundInfo) -> float:
    """The length that the header vouches for; 0 where it is only guessed from the bit rate."""
    vouches = any(name in _VOUCHING for name in info.container.lower().split(","))
    return info.duration_s or 0.0 if vouches else 0.0


def _open(path: Path, *, known: bool) -> InputContainer:
    import av

    try:
        return av.open(str(path), mode="r", metadata_errors="replace")
    except av.FFmpegError as error:
        raise DecodeError("unreadable codec" if known else "not audio", path) from error
    except UnicodeEncodeError as error:
        raise DecodeError("unreadable codec", path, "its name is not valid text") from error


def _sound_of(container: InputContainer, path: Path) -> AudioStream:
    if not container.streams.audio:
        raise DecodeError("no audio stream" if _moves(container) else "not audio", path)
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise DecodeError("unreadable codec", path)
    return stream


def _moves(container: InputContainer) -> bool:
    """Whether this is a film (FFmpeg opens still pictures and text as films of one frame)."""
    still = ("image2", "png_pipe", "jpeg_pipe", "gif", "tty", "webp_pipe", "bmp_pipe")
    named = container.format.name
    return bool(container.streams.video) and named not in still and not named.endswith("_pipe")


def _duration_s(container: InputContainer, stream: AudioStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if len(container.streams) == 1 and container.duration is not None:
        return container.duration / 1e6
    return None


def _pieces(
    container: InputContainer, stream: AudioStream, info: SoundInfo, path: Path, start: int
) -> Iterator[tuple[int, Audio]]:
    """Decoded pieces with the number of their first sample, from some way before ``start``."""
    grid = _seek(container, stream, info, start)
    at: int | None = 0 if grid is None else None
    for frame in container.decode(stream):
        if frame.sample_rate != info.sample_rate or len(frame.layout.channels) != info.channels:
            raise DecodeError("unreadable codec", path, "rate or channels change midway")
        if at is None:
            if frame.pts is None or grid is None:
                continue  # a decoder that has not found its feet after the seek
            at = grid.number(frame)
        piece = _samples(frame, info.channels)
        yield at, piece
        at += piece.shape[1]


@dataclass(frozen=True)
class _Grid:
    """Where frames lie: containers that tell time in milliseconds do not say to the sample.

    Args:
        sample_rate: In Hz.
        origin_s: Time of the first frame.
        first: Samples in the first frame, which may have lost its run-in.
        step: Samples in the frames after it.
    """

    sample_rate: int
    origin_s: Fraction
    first: int
    step: int

    def number(self, frame: AudioFrame) -> int:
        """The number of a frame's first sample."""
        told = round((_time_s(frame) - self.origin_s) * self.sample_rate)
        if frame.samples != self.step:
            return told
        even = self.first + round((told - self.first) / self.step) * self.step
        return even if abs(even - told) <= 0.002 * self.sample_rate else told


def _seek(
    container: InputContainer, stream: AudioStream, info: SoundInfo, start: int
) -> _Grid | None:
    """Go to a little before ``start``; None if that is the very beginning."""
    base = stream.time_base
    target_s = start / info.sample_rate - _RUN_UP_S
    if target_s <= 0 or base is None:
        return None
    frames = list(islice(container.decode(stream), 2))
    if len(frames) < 2 or frames[0].pts is None:
        container.seek(0)
        return None
    grid = _Grid(info.sample_rate, _time_s(frames[0]), frames[0].samples, frames[1].samples)
    place = round((float(grid.origin_s) + target_s) / base)
    container.seek(place, stream=stream, backward=True)
    return grid


def _time_s(frame: AudioFrame) -> Fraction:
    return Fraction(frame.pts or 0) * (frame.time_base or Fraction(1, frame.sample_rate))


def _samples(frame: AudioFrame, channels: int) -> Audio:
    """A decoded frame as ``(C, T)`` float32, full scale at 1, whatever its own format."""
    raw: NDArray[Any] = frame.to_ndarray()
    if not frame.format.is_planar:
        raw = raw.reshape(-1, channels).T
    if raw.dtype == np.uint8:
        return np.asarray((raw.astype(np.float32) - 128.0) / 128.0, np.float32)
    if raw.dtype.kind == "i":
        full_scale = float(1 << (8 * raw.dtype.itemsize - 1))
        return np.asarray(raw.astype(np.float32) / full_scale, np.float32)
    return raw.astype(np.float32)
