"""The state of a training after an epoch, written whole or not at all.

Tensors and plain values only, and read as such (``weights_only``): a checkpoint from elsewhere
can't run anything. Needs the extra ``models``.
"""

from __future__ import annotations

import math
import pickle
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch

from timbrespace.atlas.files import write_atomically
from timbrespace.errors import TimbrespaceError

LAST, BEST = "last.pt", "best.pt"


@dataclass
class Standing:
    """Where a training stands at the end of an epoch.

    Args:
        epoch: Epochs done.
        step: Steps of the optimiser done.
        best_epoch: The epoch with the lowest held-out loss, from 0.
        best_loss: That loss.
        history: One row of means for each epoch.
    """

    epoch: int = 0
    step: int = 0
    best_epoch: int = 0
    best_loss: float = math.inf
    history: list[dict[str, float]] = field(default_factory=list)

    @property
    def epochs_since_best(self) -> int:
        """Epochs that did not do better."""
        return max(0, self.epoch - 1 - self.best_epoch)


def write_last(folder: Path, standing: Standing, **states: Any) -> None:
    """Keep all that is needed to go on after this epoch."""
    _write(folder / LAST, {"standing": asdict(standing), **states})


def write_best(folder: Path, weights: dict[str, Any]) -> None:
    """Keep the weights of the best epoch so far."""
    _write(folder / BEST, weights)


def read_last(folder: Path) -> tuple[Standing, dict[str, Any]] | None:
    """Where a training stood, and the states it was kept with; None where there is none.

    Raises:
        TimbrespaceError: The file is damaged.
    """
    if not (folder / LAST).is_file():
        return None
    states = _read(folder / LAST)
    return Standing(**states.pop("standing")), states


def read_best(folder: Path) -> dict[str, Any]:
    """The weights of the best epoch.

    Raises:
        TimbrespaceError: The file is missing or damaged.
    """
    return _read(folder / BEST)


def _write(path: Path, value: dict[str, Any]) -> None:
    write_atomically(path, lambda aside: torch.save(value, aside))


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(torch.load(path, map_location="cpu", weights_only=True))
    except (OSError, RuntimeError, pickle.UnpicklingError, EOFError, KeyError) as error:
        raise TimbrespaceError(
            f"The checkpoint '{path}' can't be read ({str(error).splitlines()[0]}).",
            "Start afresh with --again.",
        ) from error
