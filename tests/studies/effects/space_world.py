"""Sounds of a few groups, two toy effects, and a space that hears what a toy one should."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.train.effects.toys import Gain, Tilt
from timbrespace.audio.write import write_wav
from timbrespace.spaces.base import Dim
from timbrespace.studies.effects.space import asking
from timbrespace.studies.effects.space_items import Clip

RATE = 8_000
TOYS = {"gain": Gain(), "tilt": Tilt()}
CONFIG = asking(("gain", "tilt"), RATE)


def clips(folder: Path, n_groups: int = 14, each: int = 2) -> list[Clip]:
    """Noises, those of a group alike in colour; every other group is of short ones."""
    made = []
    rng = np.random.default_rng(0)
    for group in range(n_groups):
        short = group % 2
        for take in range(each):
            sound = rng.standard_normal(int(RATE * (0.7 if short else 1.2)))
            sound[1:] += 0.02 * group * sound[:-1]
            path = folder / f"{group}-{take}.wav"
            write_wav(path, (0.3 * sound / np.abs(sound).max()).astype(np.float32)[None], RATE)
            made.append(Clip(path, f"g{group}", "short" if short else "long"))
    return made


class Ear:
    """A space of three dims: how loud highs are, how alike a sound is to itself later, noise."""

    id, kind, name, model_hash = "toy:ear", "toy", "ear", ""
    sample_rate, hop, delay_samples = RATE, RATE, 0
    dims = (Dim("tilt"), Dim("echo"), Dim("flat"))

    def encode(self, audio, sample_rate):
        x = audio[0].astype(float)
        power = float(x @ x) + 1e-9
        late = sample_rate // 20
        told = [x[1:] @ x[:-1] / power, x[late:] @ x[:-late] / power, np.sign(x).mean()]
        return np.array([told], np.float32)
