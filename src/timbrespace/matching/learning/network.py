"""The network of a matcher while it learns; what it becomes is :mod:`...matching.network`."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from timbrespace.matching.network import MARGIN, MOST_DEVIATIONS, spread_of
from timbrespace.matching.sound import Floats

#: Widths: of the encoder's layers, of the controller's, of the inner layer of the point.
ENCODER, CONTROLLER, POINT = (128, 64), (128, 96), 48
N_COMPONENTS = 6


class MatcherNetwork(nn.Module):
    """A siamese encoder, a controller, and two heads: a mixture, and one point.

    The point has layers of its own, so that it can be refined by sound without the mixture
    changing.

    Args:
        mean: Of styles ``(D,)``.
        scale: Of styles ``(D,)``.
        n_settings: How many settings are looked for.
        dropout: Share of figures and inner values left out while it learns.
    """

    mean: Tensor
    scale: Tensor

    def __init__(self, mean: Floats, scale: Floats, n_settings: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean, dtype=torch.float32))
        self.register_buffer("scale", torch.tensor(scale, dtype=torch.float32))
        self.n_settings = n_settings
        self.encoder = _layers(len(mean), *ENCODER)
        self.controller = _layers(3 * ENCODER[-1], *CONTROLLER)
        self.mixture = nn.Linear(CONTROLLER[-1], N_COMPONENTS * (1 + 2 * n_settings))
        self.point = _layers(CONTROLLER[-1], POINT, n_settings)
        self.drop = nn.Dropout(dropout)

    def forward(self, dry: Tensor, reference: Tensor) -> tuple[Tensor, Tensor]:
        """Styles ``(B, D)``, twice: the raw mixture, and logits of the point ``(B, P)``."""
        inner = self.inner(dry, reference)
        return self.mixture(inner), self.pointed(inner)

    def inner(self, dry: Tensor, reference: Tensor) -> Tensor:
        """What the heads see ``(B, 96)``."""
        x, y = self._encoded(dry), self._encoded(reference)
        return self._through(self.controller, torch.cat([y, x, y - x], dim=1))

    def pointed(self, inner: Tensor) -> Tensor:
        """Logits of the settings chosen at once ``(B, P)``."""
        out: Tensor = self.point[1](torch.relu(self.point[0](inner)))
        return out

    def log_likelihood(self, raw: Tensor, theta: Tensor) -> Tensor:
        """Of true settings ``(B, P)`` under raw mixtures, over logits: ``(B,)``."""
        k, p = N_COMPONENTS, self.n_settings
        logits = torch.logit(theta.clamp(MARGIN, 1 - MARGIN))[:, None]
        shares = raw[:, :k].log_softmax(dim=1)
        means = raw[:, k : k + k * p].reshape(-1, k, p)
        spreads = spread_of(raw[:, k + k * p :].reshape(-1, k, p))
        each = -0.5 * ((logits - means) / spreads) ** 2 - spreads.log()
        return torch.logsumexp(shares + each.sum(dim=2), dim=1)

    def to_arrays(self) -> dict[str, NDArray[np.float32]]:
        """What :class:`timbrespace.matching.network.Network` takes."""
        return {name: a.detach().cpu().numpy() for name, a in self.state_dict().items()}

    def _encoded(self, style: Tensor) -> Tensor:
        figures = ((style - self.mean) / self.scale).clamp(-MOST_DEVIATIONS, MOST_DEVIATIONS)
        return self._through(self.encoder, self.drop(figures))

    def _through(self, layers: nn.ModuleList, x: Tensor) -> Tensor:
        for layer in layers:
            x = self.drop(torch.relu(layer(x)))
        return x


def _layers(*widths: int) -> nn.ModuleList:
    return nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths[:-1], widths[1:], strict=True))
