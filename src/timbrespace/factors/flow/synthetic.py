"""Latents whose true factors are known: what a factor flow has to find before it is believed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class TrueFactors:
    """Latents, the labels a user would have, and the truth behind them.

    Args:
        z: Latents ``(N, D)``: factors and nuisance, mixed by a nonlinear invertible map.
        labels: Factor -> class codes ``(N,)``.
        values: Factor -> the continuous value of each row's class ``(N,)``, mean 0.
        groups: Which recording each row is a take of ``(N,)``.
        label_noise: Share of a factor's variance that is not its class's value.
    """

    z: NDArray[np.float32]
    labels: dict[str, NDArray[np.int64]]
    values: dict[str, NDArray[np.float64]]
    groups: NDArray[np.int64]
    label_noise: float

    def ceiling(self, sigma: float) -> float:
        """The highest R2 of a true value that a flow's own dims can be asked for.

        The latents carry ``u = value + e``, where e, a share ``label_noise`` of the variance,
        cannot be told from the value: no function of the latents explains more than
        ``1 - label_noise`` of it (data processing). And a flow that fits its own model has a
        share ``1 - sigma`` of its dims' variance within a class, so that classes, and with
        them the values, explain at most sigma. The lower of the two is the ceiling.
        """
        return min(sigma, 1 - self.label_noise)


def two_factors(
    *,
    n_groups: int = 300,
    takes: int = 8,
    n_dims: int = 5,
    n_classes: int = 24,
    label_noise: float = 0.05,
    bend: float = 0.6,
    seed: int = 0,
) -> TrueFactors:
    """Recordings of crossed "material" and "action" classes with continuous values.

    Each recording has one class of either factor and a nuisance of its own (a microphone)
    that all its takes share; each take adds its own variation to everything.

    Args:
        n_groups: Recordings.
        takes: Rows of each recording.
        n_dims: Width D, at least 4: two factors, the microphone, and more nuisance.
        n_classes: Classes of each factor; their values are normal quantiles.
        label_noise: Share of a factor's variance within its classes.
        bend: How nonlinear the mix is; 0 is a rotation.
        seed: The same seed gives the same latents.

    Example:
        >>> data = two_factors(n_groups=10, takes=3)
        >>> data.z.shape, round(data.ceiling(0.975), 3)
        ((30, 5), 0.95)
    """
    from scipy.special import ndtri

    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(n_groups), takes)
    levels = ndtri((np.arange(n_classes) + 0.5) / n_classes)
    levels /= levels.std()
    labels, values = {}, {}
    sources = rng.standard_normal((len(groups), n_dims))
    for i, name in enumerate(("material", "action")):
        labels[name] = rng.integers(n_classes, size=n_groups)[groups]
        values[name] = levels[labels[name]]
        noise = rng.standard_normal(len(groups))
        sources[:, i] = np.sqrt(1 - label_noise) * values[name] + np.sqrt(label_noise) * noise
    microphone = rng.standard_normal(n_groups)[groups]
    sources[:, 2] = 0.95 * microphone + np.sqrt(1 - 0.95**2) * sources[:, 2]
    mixed = sources
    for _ in range(2):
        mixed = _bent(mixed, bend, rng)
    z = (mixed - mixed.mean(0)) / mixed.std(0)
    return TrueFactors(z.astype(np.float32), labels, values, groups, label_noise)


def _bent(x: NDArray[np.float64], bend: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Rotate, then shift one half by a curve of the other: invertible, however strong."""
    x = x @ _rotation(x.shape[1], rng)
    half = x.shape[1] // 2
    curve = np.sin(x[:, :half] @ rng.standard_normal((half, x.shape[1] - half)))
    return np.concatenate([x[:, :half], x[:, half:] + bend * curve], axis=1)


def _rotation(n_dims: int, rng: np.random.Generator) -> NDArray[np.float64]:
    q, r = np.linalg.qr(rng.standard_normal((n_dims, n_dims)))
    return np.asarray(q * np.sign(np.diag(r)))
