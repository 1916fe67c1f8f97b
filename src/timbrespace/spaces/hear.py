"""Any model in the HEAR interface as a space: ``hear:MODULE``.

The interface (Turian et al. 2022, "HEAR: Holistic Evaluation of Audio Representations") is a
Python module with three functions: ``load_model(path)``, whose result has ``sample_rate``,
``scene_embedding_size`` and ``timestamp_embedding_size``; ``get_scene_embeddings(audio, model)``
and ``get_timestamp_embeddings(audio, model)``, with ``audio (n_sounds, n_samples)`` in [-1, 1].

``hear:MODULE`` is its scene embeddings, one row for each sound; ``hear:MODULE:flat`` its
timestamp embeddings, one row for each of them. ``MODULE`` is a program: it is imported, and can
do what any program can.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.spaces.base import Dim, Latents, SpaceRecord
from timbrespace.spaces.whole import WholeSound

FUNCTIONS = ("load_model", "get_scene_embeddings", "get_timestamp_embeddings")
What = Literal["scene", "timestamps"]


class HearModule:
    """An encoder of one model in the HEAR interface.

    The interface wants whole sounds, so memory grows with the longest one: 4 bytes a sample.
    Sounds go through the model one at a time, so that none depends on its neighbours.

    Args:
        module: Name of the module.
        outputs: What it gives, in this order.
        weights: Passed to ``load_model``; None: the module finds its own.
        device: ``"auto"`` takes CUDA where PyTorch has it.

    Raises:
        TimbrespaceError: There is no such module, or it has not the interface.
        MissingExtra: PyTorch is not installed.
    """

    mono = True

    def __init__(
        self,
        module: str,
        outputs: Sequence[What] = ("scene",),
        weights: str | Path | None = None,
        device: str = "auto",
    ) -> None:
        self.name = module
        self.outputs = tuple(outputs)
        self._module = _imported(module)
        self._device = _device(device)
        self._model = self._load(weights)
        self._lock = threading.Lock()
        self.sample_rate: int | None = int(self._of_model("sample_rate"))
        digest = _digest(self._module, self._model, weights)
        self.records: Sequence[SpaceRecord] = tuple(
            self._record(what, digest) for what in self.outputs
        )

    def open_stream(self, sample_rate: int) -> WholeSound:
        """Begin a sound whose blocks come at the model's rate; it is clipped to full scale."""
        return WholeSound(lambda samples: self.encode(np.clip(samples, -1.0, 1.0)))

    def encode(self, samples: NDArray[np.float32]) -> list[Latents]:
        """One whole sound ``(T,)`` as latents: scene ``(D,)``, timestamps ``(F, D)``.

        Raises:
            TimbrespaceError: The model gave something of another shape, or not finite.
        """
        import torch

        audio = torch.from_numpy(np.ascontiguousarray(samples[None])).to(self._device)
        with self._lock, torch.no_grad():
            return [self._checked(what, self._ask(what, audio)) for what in self.outputs]

    def _ask(self, what: What, audio: Any) -> NDArray[np.float32]:
        if what == "scene":
            given = self._module.get_scene_embeddings(audio, self._model)
        else:
            given, _ = self._module.get_timestamp_embeddings(audio, self._model)
        values = given.detach().cpu().numpy() if hasattr(given, "detach") else np.asarray(given)
        return np.asarray(values[0], np.float32)

    def _checked(self, what: What, values: NDArray[np.float32]) -> NDArray[np.float32]:
        size = self._size(what)
        expected = values.ndim == (1 if what == "scene" else 2) and values.shape[-1] == size
        if not expected or not np.isfinite(values).all():
            raise TimbrespaceError(
                f"Expected finite {what} embeddings of {size} dims from '{self.name}', found "
                f"shape {values.shape}.",
                "The module does not keep to the HEAR interface; tell its makers.",
            )
        return values

    def _load(self, weights: str | Path | None) -> Any:
        model = self._module.load_model(*([str(weights)] if weights else []))
        return model.to(self._device).eval() if hasattr(model, "eval") else model

    def _of_model(self, name: str) -> Any:
        if not hasattr(self._model, name):
            raise TimbrespaceError(
                f"The model of '{self.name}' has no '{name}'.",
                "The HEAR interface asks for it; tell the module's makers.",
            )
        return getattr(self._model, name)

    def _size(self, what: What) -> int:
        name = "scene" if what == "scene" else "timestamp"
        return int(self._of_model(f"{name}_embedding_size"))

    def _record(self, what: What, digest: str) -> SpaceRecord:
        framed = what == "timestamps"
        size = self._size(what)
        width = len(str(size - 1))
        return SpaceRecord(
            id=f"hear:{self.name}:flat" if framed else f"hear:{self.name}",
            dims=tuple(Dim(f"{what}.{i:0{width}}") for i in range(size)),
            sample_rate=self.sample_rate,
            framed=framed,
            model_hash=digest,
            notes={"module": self.name, "version": _version(self._module)},
        )


def _imported(name: str) -> ModuleType:
    """The module of that name, with all three functions."""
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name == "torch":
            raise MissingExtra("models in the HEAR interface", "models") from None
        missing = f"'{name}'" if error.name == name else f"'{error.name}', which '{name}' needs"
        raise TimbrespaceError(
            f"There is no Python module {missing}.",
            "Install it here, or put its folder on PYTHONPATH.",
        ) from None
    lacking = [f for f in FUNCTIONS if not callable(getattr(module, f, None))]
    if lacking:
        raise TimbrespaceError(
            f"'{name}' has not the HEAR interface: it lacks {', '.join(lacking)}.",
            f"A module is wanted that has {', '.join(FUNCTIONS)}.",
        )
    return module


def _device(name: str) -> str:
    try:
        import torch
    except ModuleNotFoundError:
        raise MissingExtra("models in the HEAR interface", "models") from None
    if name == "cuda" and not torch.cuda.is_available():
        raise TimbrespaceError("PyTorch finds no CUDA device here.", "Use --device cpu or auto.")
    return "cuda" if name != "cpu" and torch.cuda.is_available() else "cpu"


def _digest(module: ModuleType, model: Any, weights: str | Path | None) -> str:
    """SHA-256 of what makes the numbers: code, version, and weights as far as they can be seen."""
    digest = hashlib.sha256(_version(module).encode())
    source = inspect.getsourcefile(module)
    if source is not None:
        digest.update(Path(source).read_bytes())
    if weights is not None and Path(weights).is_file():
        with Path(weights).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    if hasattr(model, "state_dict"):
        for key, value in sorted(model.state_dict().items()):
            digest.update(f"{key}{tuple(value.shape)}".encode())
            digest.update(value.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _version(module: ModuleType) -> str:
    package = module.__name__.partition(".")[0]
    try:
        return version(package)
    except PackageNotFoundError:
        return str(getattr(module, "__version__", ""))
