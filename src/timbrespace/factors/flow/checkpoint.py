"""The state of an interrupted training: tensors as safetensors, the rest as JSON, no pickle.

Needs the extra ``models``.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from timbrespace.atlas.files import write_bytes

FILE = "training.safetensors"


@dataclass
class Progress:
    """Where a training stands."""

    step: int = 0
    best_step: int = 0
    best_nll: float = math.inf
    looks_since_best: int = 0
    history: list[float] = field(default_factory=list)
    best: dict[str, Tensor] = field(default_factory=dict)


class Checkpoint:
    """Keeps one training's state in one file, written whole or not at all.

    Args:
        folder: Where; None keeps nothing.
        made_for: A fingerprint of data and settings; a state made for others is not used.
    """

    def __init__(self, folder: Path | None, made_for: str) -> None:
        self._path = folder / FILE if folder is not None else None
        self._made_for = made_for

    def write(self, net: nn.Module, optimiser: torch.optim.Optimizer, progress: Progress) -> None:
        """Keep the state as it is now."""
        if self._path is None:
            return
        state: dict[str, Any] = optimiser.state_dict()["state"]
        tensors = {f"net/{k}": v for k, v in net.state_dict().items()}
        tensors |= {f"best/{k}": v for k, v in progress.best.items()}
        for i, slots in state.items():
            tensors |= {f"optimiser/{i}/{name}": value for name, value in slots.items()}
        facts = {k: v for k, v in vars(progress).items() if k != "best"}
        about = {"made_for": self._made_for, "progress": json.dumps(facts)}
        raw = save({k: v.detach().clone().contiguous() for k, v in tensors.items()}, about)
        write_bytes(self._path, raw)

    def read(self, net: nn.Module, optimiser: torch.optim.Optimizer) -> Progress | None:
        """Put the kept state into net and optimiser; None where there is none for them."""
        if self._path is None or not self._path.exists():
            return None
        try:
            with safe_open(self._path, "pt") as kept:
                about = kept.metadata() or {}
                tensors = {key: kept.get_tensor(key) for key in kept.keys()}
        except (SafetensorError, OSError):
            return None
        if about.get("made_for") != self._made_for:
            return None
        net.load_state_dict(_under(tensors, "net/"))
        _fill(optimiser, _under(tensors, "optimiser/"))
        return Progress(**json.loads(about["progress"]), best=_under(tensors, "best/"))

    def remove(self) -> None:
        """Forget the state: the training has ended."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)


def fingerprint(*parts: dict[str, Any] | NDArray[Any]) -> str:
    """A hash of settings and arrays."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, dict):
            digest.update(json.dumps(part, sort_keys=True, default=str).encode())
        else:
            digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def _fill(optimiser: torch.optim.Optimizer, tensors: dict[str, Tensor]) -> None:
    state: dict[int, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        number, name = key.split("/")
        state.setdefault(int(number), {})[name] = value
    optimiser.load_state_dict(optimiser.state_dict() | {"state": state})
