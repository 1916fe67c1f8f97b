"""One sound through all encoders: decoded once, in blocks, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.audio.decode import open_blocks
from timbrespace.audio.faults import DecodeError
from timbrespace.audio.measure import is_silent, peak
from timbrespace.audio.resample import Resampler, to_mono
from timbrespace.corpus.rejects import Reject, reject_of
from timbrespace.spaces.base import DrainingStream

if TYPE_CHECKING:
    from pathlib import Path

    from timbrespace.jobs import Job
    from timbrespace.spaces.base import Audio, Encoder, Latents, Stream


def listen(
    root: Path,
    path: str,
    *,
    offset_s: float,
    duration_s: float,
    sample_rate: int,
    encoders: Sequence[Encoder],
    job: Job | None = None,
) -> list[Latents] | Reject:
    """The latents of one item, one array per record of every encoder in turn.

    Args:
        root: The folder of the corpus.
        path: The file, relative to it.
        offset_s: Where the item begins in the file, in seconds.
        duration_s: How long it is, in seconds.
        sample_rate: The file's own, in Hz.
        encoders: All hear the same decoded blocks.
        job: Checked between blocks, so that a cancel does not wait for a long file; None where
            nobody can cancel.

    Returns:
        The latents, or why the sound is left out: only decoding it shows that a sound is
        silent, broken off, or not made of numbers.
    """
    loudest = 0.0

    def blocks() -> Iterator[Audio]:
        nonlocal loudest
        for block in open_blocks(root / path, offset_s=offset_s, duration_s=duration_s):
            if job is not None:
                job.check()
            loudest = max(loudest, peak(block))
            yield block

    try:
        latents = encode_blocks(blocks(), sample_rate, encoders)
    except DecodeError as error:
        return reject_of(error, path)
    return Reject(path, "silent") if is_silent(loudest) else latents


def encode_blocks(
    blocks: Iterable[Audio], sample_rate: int, encoders: Sequence[Encoder]
) -> list[Latents]:
    """Push blocks ``(C, T)`` at ``sample_rate`` Hz through all encoders."""
    feeds = [_Feed(encoder, sample_rate) for encoder in encoders]
    for block in blocks:
        for feed in feeds:
            feed.push(block)
    return [latents for feed in feeds for latents in feed.finish()]


def encode_in_parts(
    blocks: Iterable[Audio], sample_rate: int, encoder: Encoder
) -> Iterator[list[Latents]]:
    """The latents of one sound as they come, in bounded memory where the stream can drain.

    Joined, the parts of a framed output are what :func:`encode_blocks` gives; pooled outputs
    come with the last part.
    """
    feed = _Feed(encoder, sample_rate)
    for block in blocks:
        feed.push(block)
        if isinstance(feed.stream, DrainingStream):
            yield feed.stream.drain()
    yield feed.finish()


class _Feed:
    """Brings blocks to the channel count and the rate that one encoder wants."""

    def __init__(self, encoder: Encoder, sample_rate: int) -> None:
        self.encoder = encoder
        self.from_hz, self.to_hz = sample_rate, encoder.sample_rate or sample_rate
        self.stream: Stream = encoder.open_stream(self.to_hz)
        self.resampler: Resampler | None = None

    def push(self, block: Audio, *, last: bool = False) -> None:
        if self.encoder.mono:
            block = to_mono(block)
        if self.resampler is None:
            self.resampler = Resampler(self.from_hz, self.to_hz, block.shape[0])
        ready = self.resampler.push(block, last=last)
        if ready.shape[1]:
            self.stream.push(ready)

    def finish(self) -> list[Latents]:
        if self.resampler is not None:
            self.push(np.zeros((self.resampler.channels, 0), np.float32), last=True)
        return self.stream.finish()
