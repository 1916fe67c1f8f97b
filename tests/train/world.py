"""A folder of sounds to learn from, and a space trained on it in seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.audio.write import write_wav
from timbrespace.train import sounds as all_sounds
from timbrespace.train.machine import Machine
from timbrespace.train.sources import corpus_of

from .tones import tones

RATE = 8_000
#: Sixteen batches an epoch would do nothing but take time.
QUICK = {"segments_per_epoch": 32, "epochs": 4, "preview_every": 0}
MACHINE = Machine(accelerator="cpu", devices="1", logger="none")


def write_sounds(folder: Path, n: int = 12, *, seconds: float = 0.5, rate: int = RATE) -> Path:
    """Struck tones, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for i, tone in enumerate(tones(n, round(seconds * rate), rate)):
        write_wav(folder / f"tone-{i:02}.wav", np.clip(tone, -1, 1), rate)
    return folder


def gathered(folder: Path, **options):
    return all_sounds.gather(corpus_of(folder), RATE, 512, **options)
