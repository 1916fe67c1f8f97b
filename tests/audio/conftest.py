"""Sounds to test with, and files of every kind made from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

Noise = Callable[..., NDArray[np.float32]]
WriteAv = Callable[..., Path]


@pytest.fixture
def noise() -> Noise:
    """Pink-ish noise ``(C, T)``, different in each channel: no codec may take it for silence."""

    def make(channels: int = 1, n: int = 24_000, seed: int = 0) -> NDArray[np.float32]:
        white = np.random.default_rng(seed).standard_normal((channels, n + 8))
        smooth = np.stack([np.convolve(row, np.ones(9) / 9, "valid") for row in white])
        return (0.2 * smooth / np.abs(smooth).max()).astype(np.float32)

    return make


@pytest.fixture
def write_av() -> WriteAv:
    """Encode through FFmpeg's libraries, with a film beside the sound if wanted."""

    def write(
        path: Path, audio: NDArray[np.float32], rate: int, codec: str, *, film: bool = False,
        sound: bool = True, options: dict[str, str] | None = None, container: str | None = None,
        quality: int | None = None,
    ) -> Path:  # fmt: skip
        import av

        with av.open(str(path), "w", format=container, options=options or {}) as out:
            video = out.add_stream("mpeg4", rate=10) if film else None
            if video is not None:
                video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
            if sound:
                _add_sound(out, audio, rate, codec, quality)
            if video is not None:
                for _ in range(10 * audio.shape[1] // rate + 1):
                    picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))
                    out.mux(video.encode(picture))
                out.mux(video.encode(None))
        return path

    return write


def _add_sound(
    out: object, audio: NDArray[np.float32], rate: int, codec: str, quality: int | None
) -> None:
    import av

    layout = "mono" if audio.shape[0] == 1 else "stereo"
    stream = out.add_stream(codec, rate=rate, layout=layout)
    if quality is not None:  # a bit rate that varies
        stream.codec_context.qscale = True
        stream.codec_context.global_quality = quality * 118
    fifo = av.AudioFifo()
    whole = av.AudioFrame.from_ndarray(audio, format="fltp", layout=layout)
    whole.sample_rate = rate
    resampler = av.AudioResampler(stream.format, layout, rate)
    for piece in [*resampler.resample(whole), *resampler.resample(None)]:
        fifo.write(piece)
    size = stream.codec_context.frame_size or 1024
    while (frame := fifo.read(size, partial=True)) is not None:
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))
