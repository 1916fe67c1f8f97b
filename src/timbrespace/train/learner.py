"""One model on its way through a training, as Lightning drives it. Needs the extra ``models``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import lightning.pytorch as pl
import torch
from torch import Tensor
from torch.utils.data import DataLoader

from timbrespace.errors import TimbrespaceError
from timbrespace.train import checkpoint
from timbrespace.train.checkpoint import Standing
from timbrespace.train.material import Draws, Material
from timbrespace.train.model import Learnable, Progress

#: Held-out segments that decide which epoch is the best.
MOST_HELD = 256


class Learner(pl.LightningModule):
    """Steps, held-out looks and checkpoints of one model.

    Epochs and steps are counted here and not by Lightning, whose own count starts at 0 after a
    resume: what is drawn, and what a schedule says, depends on these alone.

    Args:
        model: What learns.
        material: What it learns from, and what it is measured on.
        folder: Where checkpoints are kept.
        batch_size: Segments a step, on each device.
        steps_per_epoch: Steps of an epoch.
        n_steps: Steps of the whole training.
        seed: Of all draws.
    """

    def __init__(
        self,
        model: Learnable,
        material: Material,
        folder: Path,
        *,
        batch_size: int,
        steps_per_epoch: int,
        n_steps: int,
        seed: int,
    ) -> None:
        super().__init__()
        self.model = model
        self.material, self.folder, self.seed = material, folder, seed
        self.batch_size, self.steps_per_epoch = batch_size, steps_per_epoch
        self.n_steps = n_steps
        # No more than half of what is learned from: a look must not cost more than an epoch.
        n_looked = max(16, min(MOST_HELD, steps_per_epoch * batch_size // 2))
        self.held = material.held(model.segment, n_looked)
        self.standing = Standing()
        self.states: dict[str, Any] = {}
        #: Whether the epoch that has just ended was cut short, so that it is no place to go on.
        self.cut_short = False
        self._sums: dict[str, Tensor] = {}
        self._n_summed = 0
        # The same since the last log step.
        self._recent: dict[str, Tensor] = {}
        self._n_recent = 0
        self._held_sums: dict[str, Tensor] = {}

    def resume(self) -> bool:
        """Take up the state that ``folder`` holds; False where there is none."""
        found = checkpoint.read_last(self.folder)
        if found is None:
            return False
        self.standing, self.states = found
        self.model.load_state_dict(self.states["model"])
        return True

    @property
    def steps_left(self) -> int:
        """Steps until there are as many as were asked for."""
        return max(0, self.n_steps - self.standing.step)

    # What Lightning asks for.

    def configure_optimizers(self) -> Any:
        """The model's own optimiser and schedule."""
        optimiser = self.model.optimiser()
        schedule = self.model.schedule(optimiser, self.n_steps)
        if schedule is None:
            return optimiser
        return {
            "optimizer": optimiser,
            "lr_scheduler": {"scheduler": schedule, "interval": "step"},
        }

    def train_dataloader(self) -> DataLoader[Any]:
        """The segments of the epoch that comes; asked for anew before each."""
        steps = min(self.steps_per_epoch, self.steps_left)
        self.cut_short = steps < self.steps_per_epoch
        n = steps * self.batch_size * self.trainer.world_size
        drawn = self.material.drawn(self.model.segment, n, self.seed, self.standing.epoch)
        return self._loader(drawn)

    def val_dataloader(self) -> DataLoader[Any]:
        """The held-out segments, always the same."""
        return self._loader(self.held)

    def on_train_start(self) -> None:
        """Bring optimiser and schedule to where they stood."""
        if self.states:
            self.trainer.optimizers[0].load_state_dict(self.states["optimiser"])
            for config, state in zip(
                self.trainer.lr_scheduler_configs, self.states["schedules"], strict=True
            ):
                config.scheduler.load_state_dict(state)
        self.states = {}

    def on_train_epoch_start(self) -> None:
        """Set the random state from seed and epoch: checkpoints do not carry it."""
        seed = hash_of(self.seed, self.standing.epoch, self.global_rank)
        torch.manual_seed(seed)
        self._sums, self._n_summed = {}, 0
        self._recent, self._n_recent = {}, 0

    def training_step(self, batch: Tensor, index: int) -> Tensor:
        """The loss of one batch: ``(B, 1, segment)`` of sounds."""
        losses = self.model.losses(batch, self._progress())
        for sums in (self._sums, self._recent):
            _add(sums, losses)
        self._n_summed += 1
        self._n_recent += 1
        return losses["loss"]

    def on_train_batch_end(self, outputs: Any, batch: Any, index: int) -> None:
        """Count the step."""
        self.standing.step += 1

    def on_validation_epoch_start(self) -> None:
        """The same draws in every look, so that looks can be compared."""
        torch.manual_seed(hash_of(self.seed, -1, self.global_rank))
        self._held_sums = {}

    def validation_step(self, batch: Tensor, index: int) -> None:
        """Losses of one held-out batch, weighed by its size."""
        weighed = {k: v * len(batch) for k, v in self._losses(batch).items()}
        _add(self._held_sums, weighed | {"n": torch.tensor(float(len(batch)))})

    # What callbacks ask for.

    def mean_loss(self) -> float:
        """The mean of the loss since the epoch began.

        Raises:
            TimbrespaceError: It is not a number any more.
        """
        mean = float(self._sums["loss"]) / max(1, self._n_summed)
        if not math.isfinite(mean):
            raise TimbrespaceError(
                f"The loss is no number any more (epoch {self.standing.epoch + 1}, step "
                f"{self.standing.step}).",
                "Lower the learning rate, or --set gradient_clip=1; --again starts afresh.",
            )
        return mean

    def recent_losses(self) -> dict[str, float]:
        """The mean of each loss since it was last asked for in this epoch, as ``train/NAME``.

        Empty where no step has been taken since.
        """
        means = {f"train/{k}": float(v) / self._n_recent for k, v in self._recent.items()}
        self._recent, self._n_recent = {}, 0
        return means

    def end_epoch(self) -> dict[str, float]:
        """Count the epoch, keep the weights if they are the best, and give its row.

        The row has the mean of each loss as ``train/NAME`` and ``validation/NAME``, and as
        ``held_out`` the one that decides.
        """
        row = {"epoch": float(self.standing.epoch), "step": float(self.standing.step)}
        self.mean_loss()
        row |= {f"train/{k}": float(v) / self._n_summed for k, v in self._sums.items()}
        held = self._shared(self._held_sums)
        n = held.pop("n", 1.0)
        row |= {f"validation/{k}": v / n for k, v in held.items()}
        loss = row.get("validation/monitor", row.get("validation/loss", row["train/loss"]))
        row["held_out"] = loss
        if loss < self.standing.best_loss:
            self.standing.best_loss, self.standing.best_epoch = loss, self.standing.epoch
            if self.trainer.is_global_zero:
                checkpoint.write_best(self.folder, self.model.state_dict())
        self.standing.history.append(row)
        self.standing.epoch += 1
        return row

    def keep(self) -> None:
        """Write the checkpoint of the epoch that has ended."""
        if not self.trainer.is_global_zero:
            return
        checkpoint.write_last(
            self.folder, self.standing, model=self.model.state_dict(),
            optimiser=self.trainer.optimizers[0].state_dict(),
            schedules=[c.scheduler.state_dict() for c in self.trainer.lr_scheduler_configs],
        )  # fmt: skip

    def _loader(self, draws: Draws) -> DataLoader[Any]:
        # A generator of its own: an iterator draws a seed for its workers, and would else draw it
        # from the state that the epoch's start has just set, once or twice as Lightning pleases.
        own = torch.Generator()
        return DataLoader(draws, self.batch_size, generator=own)  # type: ignore[arg-type]

    def _losses(self, batch: Tensor) -> dict[str, Tensor]:
        return self.model.losses(batch, self._progress())

    def _progress(self) -> Progress:
        at = self.standing
        return Progress(at.epoch, at.step, self.n_steps, self.steps_per_epoch)

    def _shared(self, sums: dict[str, Tensor]) -> dict[str, float]:
        """Sums over all devices, so that all agree which epoch is the best."""
        reduce = self.trainer.strategy.reduce
        return {k: float(reduce(v.to(self.device), reduce_op="sum")) for k, v in sums.items()}


def hash_of(seed: int, epoch: int, rank: int) -> int:
    """A seed for PyTorch from those of a training; far apart for neighbours.

    Example:
        >>> hash_of(0, 0, 0) == hash_of(0, 0, 0), hash_of(0, 0, 0) == hash_of(0, 1, 0)
        (True, False)
    """
    import numpy as np

    return int(
        np.random.SeedSequence([seed, epoch + 2, rank]).generate_state(1, np.uint64)[0] >> 1
    )


def _add(sums: dict[str, Tensor], values: dict[str, Tensor]) -> None:
    for name, value in values.items():
        one = value.detach().float()
        sums[name] = sums[name] + one if name in sums else one.clone()
