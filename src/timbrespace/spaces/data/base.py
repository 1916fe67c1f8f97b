"""What every data space offers to those who make it heard."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Dim, Latents
from timbrespace.spaces.data.items import DataItems


@runtime_checkable
class DataSpace(Protocol):
    """A space whose items are no sounds; NumPy in, NumPy out, without PyTorch."""

    #: ``"table:genes"``, ``"motion:walks"``: kind first.
    id: str
    kind: str
    name: str
    dims: tuple[Dim, ...]
    #: SHA-256 of what it computes with.
    model_hash: str
    #: Latents a second where items move; None where an item is one latent.
    rate_hz: float | None

    def items(self) -> DataItems:
        """What it was trained with, held-out items included, encoded."""

    def read(self, path: Path) -> DataItems:
        """Other data of the same make, encoded.

        Raises:
            TimbrespaceError: It does not fit this space, or can't be read.
        """

    def decode(self, latents: Latents) -> NDArray[np.float32]:
        """The data's own values: ``(N, columns)`` of a table, ``(F, features)`` of motion."""

    def facts(self) -> dict[str, Any]:
        """What ``metrics.json`` says: reconstruction, KL by dim, baselines."""
