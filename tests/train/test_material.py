"""Twin of ``train/material.py``: a training sees nothing of sounds beyond it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.train.config import resolve  # noqa: E402
from timbrespace.train.fit import fit  # noqa: E402
from timbrespace.train.material import Draws, Material  # noqa: E402

from .tiny import TINY  # noqa: E402
from .world import MACHINE, QUICK, gathered  # noqa: E402


@dataclass
class Watched:
    """A material that passes everything on to another, and has nothing else."""

    inner: Material
    asked: list[str] = field(default_factory=list)

    notes = ("one note",)

    def per_epoch(self, segment: int, batch_size: int) -> int:
        return self.inner.per_epoch(segment, batch_size)

    def drawn(self, segment: int, n: int, seed: int, epoch: int) -> Draws:
        self.asked.append(f"epoch {epoch}")
        return self.inner.drawn(segment, n, seed, epoch)

    def held(self, segment: int, most: int) -> Draws:
        self.asked.append("held")
        return self.inner.held(segment, most)

    def fitted(self, config: Any) -> Any:
        self.asked.append("fitted")
        return self.inner.fitted(config)

    def fingerprint(self) -> str:
        return "f"

    def facts(self) -> dict[str, Any]:
        return {}


def test_sounds_are_a_material_whose_draws_repeat(tone_folder) -> None:
    sounds = gathered(tone_folder)
    assert isinstance(sounds, Material) and sounds.fitted("config") == "config"
    first, again, other = (sounds.drawn(512, 8, 0, epoch) for epoch in (0, 0, 1))
    assert len(first) == 8 and first[0].shape == (1, 512)
    assert all(np.array_equal(first[i], again[i]) for i in range(8))
    assert not all(np.array_equal(first[i], other[i]) for i in range(8))


def test_a_training_needs_no_more_than_the_protocol(tone_folder, tmp_path) -> None:
    sounds, settings = gathered(tone_folder), resolve(TINY, changes=QUICK | {"epochs": 2})
    watched = Watched(sounds)
    made = [
        fit(TINY, settings, each, tmp_path / name, machine=MACHINE).model.state_dict()
        for name, each in (("plain", sounds), ("watched", watched))
    ]
    assert all(torch.equal(made[0][name], made[1][name]) for name in made[0])
    assert set(watched.asked) == {"fitted", "held", "epoch 0", "epoch 1"}
