"""What happens beside the steps: progress, limits, checkpoints, log, previews.

Needs the extra ``models``.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightning.pytorch as pl

from timbrespace.atlas.files import write_atomically
from timbrespace.train.previews import write_previews

if TYPE_CHECKING:
    from timbrespace.jobs import Job
    from timbrespace.train.learner import Learner

LOG = "log.csv"
#: Seconds between two looks at the loss: each makes an accelerator wait.
_LOOK_S = 0.5


class Reporter(pl.Callback):
    """Binds the training to a job: progress, ETA, and a stop between two steps."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._looked_s = 0.0
        self._words = ""

    def on_train_start(self, trainer: pl.Trainer, learner: Learner) -> None:  # type: ignore[override]
        """Begin the bar where the training begins."""
        self.job.begin(learner.steps_left, "the first step", unit="steps")

    def on_train_batch_end(  # type: ignore[override]
        self, trainer: pl.Trainer, learner: Learner, outputs: Any, batch: Any, index: int
    ) -> None:
        """Count a step; stop here if somebody has asked."""
        now_s = time.monotonic()
        if now_s - self._looked_s > _LOOK_S:
            self._looked_s = now_s
            self._words = f"epoch {learner.standing.epoch + 1}, loss {learner.mean_loss():.4g}"
            if learner.standing.history:
                self._words += f", held out {learner.standing.best_loss:.4g} at best"
        self.job.advance(1, self._words)
        self.job.check()

    def on_validation_batch_end(self, *_: Any) -> None:
        """A long look can be stopped too."""
        self.job.check()


class Keeper(pl.Callback):
    """At the end of an epoch: checkpoint, log, previews, and whether to stop.

    Args:
        patience: Epochs without a better held-out loss before it stops; 0: never.
        preview_every: Epochs between previews; 0: none.
        on_epoch: Told of each epoch's number and held-out loss; may raise to stop.
    """

    def __init__(
        self, patience: int, preview_every: int, on_epoch: Callable[[int, float], None] | None
    ) -> None:
        self.patience, self.preview_every, self.on_epoch = patience, preview_every, on_epoch
        self.ran_out_of_patience = False

    def on_train_epoch_end(self, trainer: pl.Trainer, learner: Learner) -> None:  # type: ignore[override]
        """Keep what the epoch has brought."""
        row = learner.end_epoch()
        held_out = {k: v for k, v in row.items() if k.startswith("validation/")}
        for logger in trainer.loggers:
            logger.log_metrics(held_out, learner.standing.step)
        if not learner.cut_short:
            learner.keep()
        if trainer.is_global_zero:
            write_log(learner.folder / LOG, learner.standing.history)
            if self.preview_every and (learner.standing.epoch - 1) % self.preview_every == 0:
                write_previews(learner, learner.folder / "previews", trainer.loggers)
        if self.on_epoch is not None:
            self.on_epoch(learner.standing.epoch - 1, row["held_out"])
        self.look(learner)
        trainer.should_stop |= self.ran_out_of_patience

    def look(self, learner: Learner) -> None:
        """See whether it has run out of patience; a resumed training may have done so before."""
        waited = learner.standing.epochs_since_best
        self.ran_out_of_patience = bool(self.patience) and waited >= self.patience


class LogSteps(pl.Callback):
    """Tells the logger of each part of an epoch what its steps have lost, in the mean.

    Args:
        per_epoch: Log steps of an epoch. A weight that grows with each log step
            (``kl_anneal``) is the same throughout such a part.
    """

    def __init__(self, per_epoch: int) -> None:
        self.per_epoch = per_epoch

    def on_train_batch_end(  # type: ignore[override]
        self, trainer: pl.Trainer, learner: Learner, outputs: Any, batch: Any, index: int
    ) -> None:
        """Tell, if this was the last step of a part."""
        # The learner counts a step when its callbacks have been told of it.
        step = learner.standing.step + 1
        if step % max(1, learner.steps_per_epoch // self.per_epoch) == 0:
            self._tell(trainer, learner, step)

    def on_train_epoch_end(self, trainer: pl.Trainer, learner: Learner) -> None:  # type: ignore[override]
        """Tell of what is left of an epoch that was cut short."""
        self._tell(trainer, learner, learner.standing.step)

    def _tell(self, trainer: pl.Trainer, learner: Learner, step: int) -> None:
        # Reading them makes an accelerator wait, so nobody reads what nobody asked for.
        means = learner.recent_losses() if trainer.loggers else {}
        if means:
            for logger in trainer.loggers:
                logger.log_metrics(means, step)


class Limits(pl.Callback):
    """Stops after so many minutes, in the midst of an epoch, which then counts as one.

    Were it not counted, a run whose epochs are longer than its minutes would never get on.

    Args:
        max_minutes: From the first step of this run.
    """

    def __init__(self, max_minutes: float) -> None:
        self.max_s = 60 * max_minutes
        self.reached = False
        self._began_s = 0.0

    def on_train_start(self, trainer: pl.Trainer, learner: Learner) -> None:  # type: ignore[override]
        """Start the clock."""
        self._began_s = time.monotonic()

    def on_train_batch_end(  # type: ignore[override]
        self, trainer: pl.Trainer, learner: Learner, outputs: Any, batch: Any, index: int
    ) -> None:
        """Stop if the time is up; the slowest device decides for all."""
        over = time.monotonic() - self._began_s > self.max_s
        if trainer.strategy.reduce_boolean_decision(over, all=False):
            self.reached = trainer.should_stop = True


def write_log(path: Path, history: list[dict[str, float]]) -> None:
    """One row for each epoch, as CSV."""
    names = list(dict.fromkeys(name for row in history for name in row))

    def write(aside: Path) -> None:
        with aside.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, names)
            table.writeheader()
            table.writerows({k: f"{v:.9g}" for k, v in row.items()} for row in history)

    write_atomically(path, write)
