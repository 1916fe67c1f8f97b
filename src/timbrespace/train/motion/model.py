"""The VAE of motion as it is trained. Needs the extra ``models``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained import graphs
from timbrespace.train.model import Learnable, Progress
from timbrespace.train.motion.config import LEAST_DEVIATION, MotionConfig
from timbrespace.train.motion.kinematics import places
from timbrespace.train.motion.network import Decoder, Encoder, reorder
from timbrespace.train.onnx_export import exported
from timbrespace.train.schedules import KlSchedule
from timbrespace.train.spectrogram.kl import active_units, kl_per_dim

if TYPE_CHECKING:
    from timbrespace.train.material import Material

#: Part of the learning rate that is left at the end.
LAST_RATE = 0.05


class Motion(Learnable):
    """Frames of motion to a trajectory of latents at frame rate, and back.

    Features go in and come out as :mod:`timbrespace.corpus.motion.features` has them; scaling
    is part of the model, so that its graphs hold it too.

    Args:
        config: Its settings, with the skeleton of the clips.
    """

    def __init__(self, config: MotionConfig) -> None:
        super().__init__()
        if not config.joint_names:
            raise TimbrespaceError(
                "A VAE of motion needs to know its skeleton.", "Give it clips to learn from."
            )
        self.config, self.segment = config, config.window
        n, shape = config.n_features, (config.channels, config.dilations, config.dims)
        self.encoder, self.decoder = Encoder(n, *shape), Decoder(n, *shape)
        self.kl_weight = KlSchedule(config.kl_schedule, config.kl_weight, config.kl_steps)
        self.mean: Tensor
        self.deviation: Tensor
        self.spread: Tensor
        self.offsets: Tensor
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("deviation", torch.ones(n))
        self.register_buffer("spread", torch.ones(()))
        offsets = torch.tensor(config.joint_offsets).view(-1, 3)
        self.register_buffer("offsets", offsets, persistent=False)
        self._figures: dict[str, float | list[float]] = {}

    @torch.no_grad()
    def meet(self, material: Material) -> None:
        """Take the scales of features, and how far places stray from their mean."""
        drawn = material.drawn(self.segment, material.per_epoch(self.segment, 1), 0, 0)
        frames = torch.cat([torch.from_numpy(drawn[i]) for i in range(len(drawn))])
        self.mean.copy_(frames.mean(0))
        self.deviation.copy_(frames.std(0).clamp(min=LEAST_DEVIATION))
        placed = self._places(frames)
        self.spread.copy_((placed - placed.mean(0)).square().sum(-1).mean().clamp(min=1e-6))

    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """The loss of windows ``(B, F, features)``, its terms, and the KL of each dim."""
        mean, log_variance = self.encoder(self._scaled(x))
        drawn = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        made = self.decoder(drawn)
        error = (made - self._scaled(x)).square().mean()
        away = self._places(self._unscaled(made)) - self._places(x)
        misplaced = away.square().sum(-1).mean() / self.spread
        per_dim = kl_per_dim(mean.flatten(0, 1), log_variance.flatten(0, 1))
        weight = self.kl_weight(progress.step, progress.n_steps)
        told = error + self.config.place_weight * misplaced
        losses = {
            "loss": told + weight * per_dim.sum(),
            # Epochs are compared at the full weight, wherever the schedule stands.
            "monitor": told + self.config.kl_weight * per_dim.sum(),
            "error": error,
            "place_error": misplaced,
            "kl": per_dim.sum(),
            "kl_weight": error.new_tensor(weight),
            "active_units": active_units(mean.flatten(0, 1)).to(error.dtype),
        }
        return losses | {f"kl_dim/{i:03d}": value for i, value in enumerate(per_dim.detach())}

    def encode(self, x: Tensor) -> Tensor:
        """The latents ``(B, F, D)`` of features ``(B, F, features)``."""
        mean: Tensor = self.encoder(self._scaled(x))[0]
        return mean

    def decode(self, z: Tensor) -> Tensor:
        """Features ``(B, F, features)`` from latents ``(B, F, D)``."""
        return self._unscaled(self.decoder(z))

    def optimiser(self) -> torch.optim.Optimizer:
        """Adam, at the rate of the settings."""
        return torch.optim.Adam(self.parameters(), lr=self.config.learning_rate)

    def schedule(
        self, optimiser: torch.optim.Optimizer, n_steps: int
    ) -> torch.optim.lr_scheduler.LRScheduler:
        """Down along half a cosine to a twentieth; a run that is made longer goes down later."""

        def share(step: int) -> float:
            risen = 0.5 * (1 + math.cos(math.pi * min(1.0, step / max(1, n_steps))))
            return LAST_RATE + (1 - LAST_RATE) * risen

        return torch.optim.lr_scheduler.LambdaLR(optimiser, share)

    @torch.no_grad()
    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """Put the dims in the order of their KL, the dearest first."""
        pairs = [self.encoder(self._scaled(batch)) for batch in batches]
        mean, log_variance = (torch.cat(each).flatten(0, 1) for each in zip(*pairs, strict=True))
        per_dim = kl_per_dim(mean, log_variance)
        order = per_dim.argsort(descending=True, stable=True)
        reorder(self.encoder, self.decoder, order)
        self._figures = {
            "kl": float(per_dim.sum()),
            "kl_per_dim": per_dim[order].tolist(),
            "active_units": float(active_units(mean)),
        }
        low, high = mean[:, order].amin(0).tolist(), mean[:, order].amax(0).tolist()
        return tuple(Dim(f"z{i:02d}", "", low[i], high[i]) for i in range(self.config.dims))

    def figures(self) -> dict[str, float | list[float]]:
        """KL in nats per frame, summed and by dim, and active units, on training clips."""
        return dict(self._figures)

    def export(self, path: Path) -> None:
        """Write the graphs ``features`` to ``latents`` and ``latents_in`` to ``features_out``."""
        features = torch.zeros(1, self.segment, self.config.n_features)
        latents = torch.zeros(1, self.segment, self.config.dims)
        there, back = _Calling(self, "encode"), _Calling(self, "decode")
        graphs.save(
            graphs.join(
                exported(there, features, "features", "latents", any_length=(1,)),
                exported(back, latents, "latents_in", "features_out", any_length=(1,)),
            ),
            path,
        )

    def _places(self, features: Tensor) -> Tensor:
        return places(features, self.config.joint_parents, self.offsets)

    def _scaled(self, x: Tensor) -> Tensor:
        return (x - self.mean) / self.deviation

    def _unscaled(self, x: Tensor) -> Tensor:
        return x * self.deviation + self.mean


class _Calling(nn.Module):
    """One of the model's two directions, as a module that can be exported."""

    def __init__(self, model: Motion, direction: str) -> None:
        super().__init__()
        self.model, self.direction = model, direction

    def forward(self, x: Tensor) -> Tensor:
        return self.model.encode(x) if self.direction == "encode" else self.model.decode(x)
