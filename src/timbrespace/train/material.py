"""What a model is trained on, whatever it is: sounds, rows of a table, clips of motion."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray


class Draws(Protocol):
    """What a model is shown, one after another; all of one shape, float32.

    ``(1, segment)`` of sounds, ``(columns,)`` of a table, ``(segment, features)`` of motion.
    """

    def __len__(self) -> int:
        """How many."""

    def __getitem__(self, index: int) -> NDArray[np.float32]:
        """One of them."""


@runtime_checkable
class Material(Protocol):
    """All that a training learns from and is held to, split so that no group straddles.

    ``segment`` is how much a model sees at a time, in the measure of its kind: samples of sound,
    frames of motion, one row of a table. Draws come from seed and epoch alone, so that a training
    that was stopped after an epoch goes on as if it had not been.
    """

    @property
    def notes(self) -> tuple[str, ...]:
        """What was done to it, as sentences for the user."""

    def per_epoch(self, segment: int, batch_size: int) -> int:
        """How many draws an epoch has where nobody says so."""

    def drawn(self, segment: int, n: int, seed: int, epoch: int) -> Draws:
        """The ``n`` draws of one epoch, from what is learned from."""

    def held(self, segment: int, most: int) -> Draws:
        """Draws of what is held out, always the same; they decide which epoch is the best."""

    def fitted(self, config: Any) -> Any:
        """A kind's config with what only the data can say: how many columns, which joints."""

    def fingerprint(self) -> str:
        """SHA-256 of all that is learned from and how it is split; names have no part in it."""

    def facts(self) -> dict[str, Any]:
        """Plain facts for ``config.toml``: counts, hash; no clocks, no paths."""
