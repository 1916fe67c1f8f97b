"""What can be set of a ``table`` space, and the sizes that have names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from timbrespace.errors import TimbrespaceError

Heads = Literal["linear", "relu", "leaky"]
Error = Literal["cross-entropy", "squared"]


@dataclass(frozen=True)
class TableConfig:
    """The settings of a VAE of rows; the defaults are those of Tybalt (Way and Greene, 2018).

    Args:
        columns: At most so many numbers of a row: those that vary most.
        hidden: Units of the layers between a row and its latent; none: each latent is one
            layer away.
        dims: Of a latent; at most half as many as the row has numbers.
        heads: What ends the encoder: ``"relu"`` and ``"leaky"`` put batch normalisation and
            that function on mean and log variance alike, ``"linear"`` puts nothing there, so
            that latents may lie around 0.
        error: How a row that comes back is compared, numbers scaled to 0 to 1: their
            ``"cross-entropy"`` or ``"squared"`` differences, 5,000 times their mean, which of a
            row as wide as Tybalt's is their sum.
        kl_anneal: What is added to the weight of the divergence with each log step, from 0.
        max_kl: The most that it weighs; 1 is the evidence lower bound.
        logs_per_epoch: Log steps of an epoch.
        learning_rate: Of Adam.
        batch_size: Rows a step.
        least_steps: Of an epoch: rows come again where there are too few for so many. Patience,
            warm-up and ``epochs`` count epochs, and of few rows each would be over in a step.
        test_share: Part of the groups that is only ever measured.
        transpose: Whether items are the table's columns: ``"yes"``, ``"no"``, or ``"auto"``,
            as its names and numbers say.
        labels: Columns that are labels; none named: those that look like it.
        orders: Columns that put rows in order; none named: time, dose and the like.
        n_columns: Numbers of a row that the network sees; the data say it.

    Raises:
        TimbrespaceError: Values that make no network.
    """

    columns: int = 5000
    hidden: tuple[int, ...] = ()
    dims: int = 100
    heads: Heads = "relu"
    error: Error = "cross-entropy"
    kl_anneal: float = 1.0
    max_kl: float = 1.0
    logs_per_epoch: int = 1
    learning_rate: float = 5e-4
    batch_size: int = 50
    least_steps: int = 6
    test_share: float = 0.2
    transpose: Literal["auto", "yes", "no"] = "auto"
    labels: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    n_columns: int = 0

    def __post_init__(self) -> None:
        for name in ("hidden", "labels", "orders"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if min((self.columns, self.dims, self.logs_per_epoch, self.least_steps,
                *self.hidden)) < 1:  # fmt: skip
            raise TimbrespaceError(
                f"columns {self.columns}, hidden {self.hidden}, dims {self.dims}, logs_per_epoch "
                f"{self.logs_per_epoch} and least_steps {self.least_steps} make no network.",
                "Each should be 1 or more.",
            )
        if min(self.kl_anneal, self.max_kl) < 0 or self.learning_rate <= 0:
            raise TimbrespaceError(
                f"kl_anneal {self.kl_anneal}, max_kl {self.max_kl} and learning_rate "
                f"{self.learning_rate} won't do.",
                "The first two should be 0 or more, the last above 0.",
            )

    @property
    def turns(self) -> bool | None:
        """Whether to turn the table; None: as it is found."""
        return {"yes": True, "no": False}.get(self.transpose)


PRESETS: Mapping[str, Mapping[str, Any]] = {
    # Latents around 0 that fill a few dims well: what a coupling to a voice wants.
    "small": {
        "hidden": (256,),
        "dims": 16,
        "heads": "linear",
        "error": "squared",
        "kl_anneal": 0.05,
        "learning_rate": 1e-3,
        "epochs": 150,
        "patience": 30,
    },
    # As published: 50 epochs to the end, each of them every row once.
    "tybalt": {"epochs": 50, "patience": 0, "least_steps": 1},
    # The study's variant, one layer more; its own rate and weight let the divergence win.
    "study": {
        "hidden": (1000,),
        "dims": 32,
        "heads": "leaky",
        "error": "squared",
        "kl_anneal": 0.05,
        "epochs": 100,
        "patience": 0,
    },
}
