"""From a fitted model to the folder of a space. Needs the extra ``models``."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from timbrespace.spaces.playing import posterior
from timbrespace.spaces.playing.frames import usual_frames
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.folder import SpaceFacts
from timbrespace.train.config import Settings, plain
from timbrespace.train.material import Material
from timbrespace.train.sounds import Sounds

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.train.fit import Fitted
    from timbrespace.train.kinds import Kind

#: Batches of what was learned from, from which a model names and orders its dims.
SETTLING_BATCHES = 24
#: What of a run's folder goes with the space: checkpoints stay behind.
_LOGGED = ("log.csv", "previews", "tensorboard")


class SettlingBatches:
    """What was learned from in batches ``(B, ...)``; can be gone through several times."""

    def __init__(self, material: Material, segment: int, batch_size: int, seed: int) -> None:
        self._segments = material.drawn(segment, SETTLING_BATCHES * batch_size, seed, 0)
        self._batch_size = batch_size

    def __iter__(self) -> Iterator[Tensor]:
        for at in range(0, len(self._segments), self._batch_size):
            some = [self._segments[i] for i in range(at, at + self._batch_size)]
            yield torch.stack([torch.from_numpy(each) for each in some])


def write_space(
    fitted: Fitted,
    kind: Kind,
    settings: Settings,
    material: Material,
    out: Path,
    *,
    name: str,
    seed: int,
    run: str,
    run_folder: Path,
) -> SpaceFacts:
    """Let the model name its dims, export it, and write the folder, whole or not at all.

    Args:
        fitted: What :func:`timbrespace.train.fit.fit` gave.
        kind: Of the model.
        settings: What it was built and fitted with.
        material: What it was fitted on.
        out: The space's folder.
        name: The space's name.
        seed: Of the training.
        run: What :func:`run_id` gave.
        run_folder: Whose log and previews go with the space.

    Returns:
        What ``config.toml`` now says.
    """
    model, standing = fitted.model, fitted.standing
    torch.manual_seed(seed)
    batches = SettlingBatches(material, model.segment, settings.training.batch_size, seed)
    dims = model.settle(batches)
    facts = SpaceFacts(
        kind=kind.name,
        name=name,
        sample_rate=model.sample_rate,
        hop=model.hop,
        dims=tuple(dims),
        delay_samples=model.delay_samples,
        model=plain(material.fitted(settings.model)),
        training={"run": run, **_training_facts(settings, material, seed, fitted)},
        bits_per_frame=model.bits_per_frame,
        decodes=model.decodes,
    )
    weights = {k: _small(v.detach().cpu()) for k, v in model.state_dict().items()}
    best = standing.history[standing.best_epoch] if standing.history else {}
    metrics = {
        "losses": {k: v for k, v in best.items() if "/" in k},
        "epochs": standing.epoch,
        "steps": standing.step,
        "seconds": round(fitted.seconds, 1),
        "ended_by": fitted.ended,
        "model": model.figures(),
    }
    log = _log_of(run_folder)
    try:
        folders.write(out, facts, weights, model.export, metrics, log)
    finally:
        shutil.rmtree(log, ignore_errors=True)
    if kind.data is not None:
        kind.data.complete(out, material)
    elif isinstance(material, Sounds):
        _keep_usual(kind.open(out), out, material, seed)
    return facts


def _keep_usual(space: DecodingSpace, out: Path, sounds: Sounds, seed: int) -> None:
    """Put some frames of training sounds beside the model, for those who play it."""
    order = np.random.default_rng([seed, 3]).permutation(len(sounds.train))
    heard = ((sounds.train[i].read()[None], sounds.sample_rate) for i in order)
    frames = usual_frames(space.encode, heard, len(space.dims), seed=seed)
    posterior.write(out, frames)


def _small(tensor: Tensor) -> NDArray[Any]:
    """In 16 bits if it loses nothing by it, as a model's that was rounded to them."""
    half = tensor.half()
    lossless = tensor.is_floating_point() and torch.equal(half.to(tensor.dtype), tensor)
    return (half if lossless else tensor).numpy()


def run_id(kind: Kind, settings: Settings, material: Material, seed: int) -> str:
    """A hash of all that decides what is learned; how long it may take has no part in it."""
    training = plain(settings.training)
    for free in ("epochs", "patience", "preview_every", "logs_per_epoch"):
        training.pop(free)
    said = [kind.name, plain(settings.model), training, material.fingerprint(), seed]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _training_facts(
    settings: Settings, material: Material, seed: int, fitted: Fitted
) -> dict[str, Any]:
    import timbrespace

    return {
        "preset": settings.preset or None,
        "seed": seed,
        "epochs": fitted.standing.epoch,
        "best_epoch": fitted.standing.best_epoch + 1,
        "steps": fitted.standing.step,
        **material.facts(),
        "settings": plain(settings.training),
        "versions": {"timbrespace": timbrespace.__version__, "torch": str(torch.__version__)},
    }


def _log_of(run_folder: Path) -> Path:
    """A copy of what of a run's folder goes with the space."""
    aside = run_folder / "log.partial"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    for name in _LOGGED:
        source = run_folder / name
        if source.is_dir():
            shutil.copytree(source, aside / name)
        elif source.is_file():
            shutil.copy2(source, aside / name)
    return aside
