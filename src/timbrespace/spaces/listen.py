"""One sound through all encoders: decoded once, in blocks, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from pathlib import Path

    from timbrespace.jobs import Job
    from timbrespace.spaces.base import Audio, Encoder, Latents, Stream


@dataclass(frozen=True)
class Left:
    """A sound that was left out: why, and what to do about it."""

    reason: str
    remedy: str


def listen(
    path: Path,
    offset_s: float,
    duration_s: float | None,
    encoders: Sequence[Encoder],
    job: Job,
) -> list[Latents] | Left:
    """The latents of one sound, one array per record of every encoder in turn.

    Args:
        path: The file.
        offset_s: Where the item begins in it, in seconds.
        duration_s: How long it is, in seconds; None: to the end.
        encoders: All hear the same decoded blocks.
        job: Checked between blocks, so that a cancel does not wait for a long file.
    """
    from timbrespace.audio import checked_blocks

    try:
        blocks = checked_blocks(path, offset_s=offset_s, duration_s=duration_s)
        return encode_blocks(_checking(blocks, job), blocks.sample_rate, encoders)
    except TimbrespaceError as error:
        job.check()
        return Left(error.message, error.remedy)


def encode_blocks(
    blocks: Iterable[Audio], sample_rate: int, encoders: Sequence[Encoder]
) -> list[Latents]:
    """Push blocks ``(C, T)`` at ``sample_rate`` Hz through all encoders."""
    feeds = [_Feed(encoder, sample_rate) for encoder in encoders]
    for block in blocks:
        for feed in feeds:
            feed.push(block)
    return [latents for feed in feeds for latents in feed.finish()]


class _Feed:
    """Brings blocks to the channel count and the rate that one encoder wants."""

    def __init__(self, encoder: Encoder, sample_rate: int) -> None:
        self.encoder = encoder
        self.from_hz, self.to_hz = sample_rate, encoder.sample_rate or sample_rate
        self.stream: Stream = encoder.open_stream(self.to_hz)
        self.resampler = None

    def push(self, block: Audio, *, last: bool = False) -> None:
        from timbrespace.audio import Resampler, to_mono

        if self.encoder.mono:
            block = to_mono(block)
        if self.to_hz != self.from_hz:
            if self.resampler is None:
                self.resampler = Resampler(self.from_hz, self.to_hz, block.shape[0])
            block = self.resampler.push(block, last=last)
        if block.shape[1]:
            self.stream.push(block)

    def finish(self) -> list[Latents]:
        if self.resampler is not None:
            tail = self.resampler.finish()
            if tail.shape[1]:
                self.stream.push(tail)
        return self.stream.finish()


def _checking(blocks: Iterable[Audio], job: Job) -> Iterator[Audio]:
    for block in blocks:
        job.check()
        yield block
