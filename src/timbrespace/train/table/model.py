"""The VAE of rows as it is trained. Needs the extra ``models``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained import graphs
from timbrespace.train.model import Learnable, Progress
from timbrespace.train.spectrogram.kl import active_units, kl_per_dim
from timbrespace.train.table.config import TableConfig
from timbrespace.train.table.export import Drawing
from timbrespace.train.table.network import Decoder, Encoder

if TYPE_CHECKING:
    from timbrespace.train.material import Material

#: Columns of the table that Tybalt learned from. The error of any row is that of one so wide.
REFERENCE_COLUMNS = 5000


class Tabular(Learnable):
    """Rows of a table to latents and back, in the table's own units; NaN where missing.

    Batches are ``(B, columns)``, latents ``(B, D)``. Numbers are scaled to 0 to 1 by the rows
    that are learned from; a missing one is seen as the column's mean, and not held against it.

    The error of a row is a mean over its columns, times the columns of Tybalt's own table, where
    that is their sum. Were it their sum everywhere, all of a row of 13 numbers would be worth
    less than one nat, and the divergence would let nothing through: its weight is meant for so
    many columns, and goes with their number (Higgins et al., *beta-VAE*, 2017).

    Args:
        config: Its settings, with the number of columns.

    Source: Way and Greene, *Extracting a biologically relevant latent space from cancer
    transcriptomes with variational autoencoders*, 2018.
    """

    segment = 1

    def __init__(self, config: TableConfig) -> None:
        super().__init__()
        if config.n_columns < 1:
            raise TimbrespaceError("A table of no columns makes no network.", "Give it numbers.")
        self.config = config
        self.encoder, self.decoder = Encoder(config), Decoder(config)
        self.low: Tensor
        self.span: Tensor
        self.fill: Tensor
        self.register_buffer("low", torch.zeros(config.n_columns))
        self.register_buffer("span", torch.ones(config.n_columns))
        self.register_buffer("fill", torch.full((config.n_columns,), 0.5))
        self._held = torch.zeros(0, config.n_columns)
        self._figures: dict[str, float | list[float]] = {}

    def meet(self, material: Material) -> None:
        """Take the scaling from the rows, and remember those that are held out for figures."""
        from timbrespace.train.table.material import Rows

        if not isinstance(material, Rows):
            raise TypeError("a table's model learns from rows")
        for name in ("low", "span", "fill"):
            getattr(self, name).copy_(torch.from_numpy(getattr(material.scaling, name)))
        held = material.held(1, len(material.table))
        self._held = torch.from_numpy(np.stack([held[i] for i in range(len(held))]))

    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """The loss of a row, its error per number and its divergence in nats."""
        known = ~torch.isnan(x)
        scaled = self._scaled(x)
        mean, log_variance = self.encoder(scaled)
        drawn = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        logits = self.decoder(drawn)
        if self.config.error == "cross-entropy":
            each = nn.functional.binary_cross_entropy_with_logits(logits, scaled, reduction="none")
        else:
            each = (torch.sigmoid(logits) - scaled).square()
        # What is missing costs nothing, and what is known of such a row counts for the whole.
        error = (each * known).sum(1).div(known.sum(1).clamp(min=1)).mean()
        whole = error * REFERENCE_COLUMNS
        kl = kl_per_dim(mean, log_variance).sum()
        weight = kl_weight(self.config, progress)
        return {
            "loss": whole + weight * kl,
            # Epochs are compared at the full weight, wherever the schedule stands.
            "monitor": whole + self.config.max_kl * kl,
            "error": error,
            "kl": kl,
            "kl_weight": error.new_tensor(weight),
            "active_units": active_units(mean).to(error.dtype),
        }

    def encode(self, x: Tensor) -> Tensor:
        """The latents ``(B, D)`` of rows ``(B, columns)``: the means."""
        mean, _ = self.encoder(self._scaled(x))
        return torch.as_tensor(mean)

    def decode(self, z: Tensor) -> Tensor:
        """Rows ``(B, columns)`` from latents ``(B, D)``, in the table's own units."""
        return self.low + self.span * torch.sigmoid(self.decoder(z))

    def optimiser(self) -> torch.optim.Optimizer:
        """Adam, at the rate of the settings."""
        return torch.optim.Adam(self.parameters(), lr=self.config.learning_rate)

    @torch.no_grad()
    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """Put the dims in the order of their divergence, the dearest first."""
        rows = torch.unique(torch.cat(list(batches)).nan_to_num(nan=-1e30), dim=0)
        rows = torch.where(rows == -1e30, torch.nan, rows)
        order = kl_per_dim(*self.encoder(self._scaled(rows))).argsort(descending=True, stable=True)
        for part in (self.encoder.mean, self.encoder.log_variance, self.decoder):
            part.reorder(order)
        mean, log_variance = self.encoder(self._scaled(rows))
        of_held = self.encoder(self._scaled(self._held))
        self._figures = {
            "kl_per_dim": kl_per_dim(mean, log_variance).tolist(),
            "kl_per_dim_held_out": kl_per_dim(*of_held).tolist(),
            "active_units": float(active_units(mean)),
            "n_parameters": float(sum(each.numel() for each in self.parameters())),
        }
        low, high = mean.amin(0).tolist(), mean.amax(0).tolist()
        return tuple(Dim(f"z{i:03d}", "", low[i], high[i]) for i in range(self.config.dims))

    def figures(self) -> dict[str, float | list[float]]:
        """Divergence in nats by dim, over rows of training and held out; dims that vary."""
        return dict(self._figures)

    def export(self, path: Path) -> None:
        """Write the graphs ``values`` to ``latents`` and ``latents_in`` to ``values_out``."""
        n_columns, n_dims = self.config.n_columns, self.config.dims
        there = Drawing("values", n_columns)
        known = there.node("Where", there.node("IsNaN", "values"), self.fill, "values")
        scaled = there.node("Div", there.node("Sub", known, self.low), self.span)
        scaled = there.node("Clip", scaled, torch.tensor(0.0), torch.tensor(1.0))
        head = self.encoder.mean
        inner = there.through(self.encoder.body, scaled)
        mean = there.through(nn.Sequential(head.linear, head.norm, head.bend), inner)
        back = Drawing("latents_in", n_dims)
        within = back.node("Sigmoid", back.through(self.decoder.body, "latents_in"))
        values = back.node("Add", back.node("Mul", within, self.span), self.low)
        graphs.save(
            graphs.join(
                there.finished(mean, "latents", n_dims),
                back.finished(values, "values_out", n_columns),
            ),
            path,
        )

    def _scaled(self, x: Tensor) -> Tensor:
        known = torch.where(torch.isnan(x), self.fill, x)
        return ((known - self.low) / self.span).clamp(0.0, 1.0)


def kl_weight(config: TableConfig, progress: Progress) -> float:
    """What the divergence weighs: ``kl_anneal`` more after each log step, up to ``max_kl``.

    Tybalt's warm-up is one of 1 after the first epoch.

    Example:
        >>> config = TableConfig(kl_anneal=0.5, max_kl=0.8, logs_per_epoch=1)
        >>> [kl_weight(config, Progress(step // 10, step, 40, 10)) for step in (0, 9, 10, 25)]
        [0.0, 0.0, 0.5, 0.8]
    """
    per_log = max(1, progress.steps_per_epoch // config.logs_per_epoch)
    return min(config.max_kl, config.kl_anneal * (progress.step // per_log))
