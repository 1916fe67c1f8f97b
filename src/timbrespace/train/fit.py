"""Fit a model on Lightning: devices, precision, loggers, limits, and going on after a stop.

Needs the extra ``models``.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import lightning.pytorch as pl
from lightning.fabric.utilities.exceptions import MisconfigurationException
from lightning.fabric.utilities.warnings import PossibleUserWarning

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.train import checkpoint
from timbrespace.train.callbacks import Keeper, Limits, LogSteps, Reporter
from timbrespace.train.checkpoint import Standing
from timbrespace.train.config import Settings, TrainingConfig
from timbrespace.train.learner import Learner
from timbrespace.train.machine import PRECISIONS, Machine, check
from timbrespace.train.material import Material

if TYPE_CHECKING:
    from timbrespace.train.kinds import Kind
    from timbrespace.train.model import Learnable

Ended = Literal["epochs", "patience", "steps", "minutes"]


@dataclass(frozen=True)
class Fitted:
    """What came of a training.

    Args:
        model: With the weights of its best epoch, on the CPU.
        standing: Where it ended.
        ended: Why.
        seconds: How long this run took.
        is_main: Whether this process is the one that writes, where several train together.
    """

    model: Learnable
    standing: Standing
    ended: Ended
    seconds: float
    is_main: bool = True


def fit(
    kind: Kind,
    settings: Settings,
    material: Material,
    folder: Path,
    *,
    seed: int = 0,
    max_steps: int | None = None,
    max_minutes: float | None = None,
    machine: Machine | None = None,
    job: Job | None = None,
    on_epoch: Callable[[int, float], None] | None = None,
) -> Fitted:
    """Train a model; goes on from the last epoch that ``folder`` holds.

    Args:
        kind: What to build.
        settings: Of the model and of the fit.
        material: What is learned from: sounds at the model's rate, for instance.
        folder: Where checkpoints, log and previews are kept.
        seed: The same seed gives the same weights on one machine and device.
        max_steps: At most so many steps, those of earlier runs included.
        max_minutes: At most so many minutes in this run.
        machine: On what to compute.
        job: Progress in steps; what the last epoch brought is kept when it is cancelled.
        on_epoch: Told of each epoch's number and held-out loss; may raise to stop.

    Raises:
        TimbrespaceError: The loss is no number, or the machine has not what was asked for.
        Cancelled: The job was asked to stop.
    """
    machine, job = machine or Machine(), quiet_job(job, "train")
    check(machine)
    folder.mkdir(parents=True, exist_ok=True)
    began_s = time.monotonic()
    keeper = Keeper(settings.training.patience, settings.training.preview_every, on_epoch)
    callbacks: list[pl.Callback] = [LogSteps(settings.training.logs_per_epoch), keeper]
    limits = None
    if max_minutes is not None:
        limits = Limits(max_minutes)
        callbacks.append(limits)
    callbacks.append(Reporter(job))
    with _quiet():
        trainer = _trainer(settings.training, machine, folder, callbacks)
        learner = _learner(kind, settings, material, folder, seed, max_steps, trainer.world_size)
        learner.resume()
        epochs_left = -(-learner.steps_left // learner.steps_per_epoch)
        keeper.look(learner)
        if epochs_left > 0 and not keeper.ran_out_of_patience:
            trainer.fit_loop.max_epochs = epochs_left
            trainer.fit(learner)
    ended: Ended = "epochs"
    if keeper.ran_out_of_patience:
        ended = "patience"
    elif limits is not None and limits.reached:
        ended = "minutes"
    elif learner.n_steps < settings.training.epochs * learner.steps_per_epoch:
        ended = "steps"
    model = learner.model.cpu().eval()
    model.load_state_dict(checkpoint.read_best(folder))
    seconds = time.monotonic() - began_s
    return Fitted(model, learner.standing, ended, seconds, trainer.is_global_zero)


def segments_per_epoch(material: Material, segment: int, training: TrainingConfig) -> int:
    """How many segments an epoch has: as asked, or as many as the material holds."""
    return training.segments_per_epoch or material.per_epoch(segment, training.batch_size)


def _learner(
    kind: Kind,
    settings: Settings,
    material: Material,
    folder: Path,
    seed: int,
    max_steps: int | None,
    world_size: int,
) -> Learner:
    import torch

    from timbrespace.train.learner import hash_of

    torch.manual_seed(hash_of(seed, -2, 0))
    model = kind.build(material.fitted(settings.model))
    model.meet(material)
    batch = settings.training.batch_size
    n = segments_per_epoch(material, model.segment, settings.training)
    steps_per_epoch = max(1, -(-n // (batch * world_size)))
    n_steps = settings.training.epochs * steps_per_epoch
    return Learner(
        model, material, folder, batch_size=batch, steps_per_epoch=steps_per_epoch,
        n_steps=n_steps if max_steps is None else min(n_steps, max_steps), seed=seed,
    )  # fmt: skip


def _trainer(
    training: TrainingConfig, machine: Machine, folder: Path, callbacks: list[pl.Callback]
) -> pl.Trainer:
    try:
        return pl.Trainer(
            accelerator=machine.family,
            devices=machine.chosen,
            precision=PRECISIONS[machine.precision],
            logger=_logger(machine.logger, folder),
            callbacks=callbacks,
            gradient_clip_val=training.gradient_clip or None,
            reload_dataloaders_every_n_epochs=1,
            num_sanity_val_steps=0,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
        )
    except (MisconfigurationException, ValueError, RuntimeError) as error:
        raise TimbrespaceError(
            f"This machine can't train on {machine.accelerator}, {machine.devices} of it, in "
            f"{machine.precision} bits.",
            "Use --accelerator auto or cpu, --devices 1 and --precision 32.",
        ) from error


def _logger(name: str, folder: Path) -> Any:
    from lightning.pytorch import loggers

    if name == "tensorboard":
        return loggers.TensorBoardLogger(folder, name="tensorboard", version="")
    if name == "wandb":
        return loggers.WandbLogger(project="timbrespace", name=folder.stem, save_dir=folder)
    return False


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Lightning's advice to programmers from the user."""
    names = ("lightning.pytorch", "lightning.fabric", "lightning.pytorch.utilities.rank_zero")
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", ".*does not have many workers.*", PossibleUserWarning
            )
            warnings.filterwarnings("ignore", ".*smaller than the logging interval.*",
                                    PossibleUserWarning)  # fmt: skip
            warnings.filterwarnings("ignore", ".*is not empty.*", UserWarning)
            warnings.filterwarnings("ignore", ".*LeafSpec.*", FutureWarning)
            yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
