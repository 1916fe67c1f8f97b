"""A folder of small sounds, quickly made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a sound below ``tmp_path``; each call another sound, unless ``seed`` says which."""
    count = iter(range(10_000))

    def write(
        name: str, *, seconds: float = 0.1, rate: int = 8_000, channels: int = 1,
        level: float = 0.3, seed: int | None = None, **options: str,
    ) -> Path:  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng(next(count) if seed is None else seed)
        audio = level * rng.uniform(-1, 1, (round(seconds * rate), channels))
        options.setdefault("format", "WAV")
        soundfile.write(path, audio, rate, **options)
        return path

    return write
