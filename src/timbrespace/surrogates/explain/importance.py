"""Which dims a word hangs on: permutation importance, with intervals and a floor of noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.splits import bootstrap_weights, codes_of
from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Floats

#: Words ``(B, K)`` of latents ``(B, D)``, in whatever units the truth is in.
Predict = Callable[[Floats], Floats]
#: Learns from latents ``(N, D)`` and words ``(N, K)``, with gaps; gives what predicts.
Fit = Callable[[Floats, Floats], Predict]

N_REPEATS = 5
N_BOOTSTRAPS = 1000
#: Columns of noise that the floor is measured on.
N_SHADOWS = 4


@dataclass(frozen=True)
class Importance:
    """How much worse each word is foretold when one dim is dealt out anew.

    Args:
        words: Names, K of them.
        dims: Names, D of them.
        drop: Loss of R2 by permuting a dim ``(K, D)``; can exceed 1, as a permuted dim may
            mislead more than no dim.
        low: Lower ends of 95 % intervals ``(K, D)``, by bootstrap over points.
        high: Upper ends.
        r2: Of each word with all dims in their places ``(K,)``.
        floor: Of each word the largest drop of dims that do nothing ``(K,)``; 0 where it was not
            measured.
        n_points: Points that were not learned from.
        n_repeats: Permutations of each dim.
    """

    words: tuple[str, ...]
    dims: tuple[str, ...]
    drop: Floats
    low: Floats
    high: Floats
    r2: Floats
    floor: Floats
    n_points: int
    n_repeats: int

    def beyond(self) -> NDArray[np.bool_]:
        """Where the whole interval lies above the floor ``(K, D)``."""
        return np.asarray(self.low > np.maximum(self.floor, 0.0)[:, None])


def permutation_importance(
    predict: Predict,
    latents: Floats,
    values: Floats,
    words: Sequence[str],
    dims: Sequence[str],
    *,
    groups: Sequence[object] | None = None,
    floor: Floats | None = None,
    n_repeats: int = N_REPEATS,
    n_bootstraps: int = N_BOOTSTRAPS,
    seed: int = 0,
    job: Job | None = None,
) -> Importance:
    """Permute one dim after another among points that were not learned from.

    Where dims hang together, a permuted one makes latents that never occur; what is measured is
    what the surrogate does with them, not what the voice would.

    Args:
        predict: The surrogate.
        latents: Held-out points ``(N, D)``.
        values: Their words ``(N, K)``, in the units of ``predict``; NaN is left out.
        words: K names.
        dims: D names.
        groups: What belongs together ``(N,)``, for the bootstrap; default: each point alone.
        floor: From :func:`noise_floor`.
        n_repeats: Permutations of each dim; the mean of them counts.
        n_bootstraps: Draws of points (or groups).
        seed: Of permutations and draws.
        job: Counts dims; can be stopped.

    Source: Breiman (2001), Random forests; as a difference of losses, Fisher, Rudin and
    Dominici (2019), All models are wrong, but many are useful.

    Example:
        >>> z = np.random.default_rng(0).standard_normal((500, 2))
        >>> found = permutation_importance(lambda z: z[:, :1], z, z[:, :1], ["loud"], ["a", "b"])
        >>> found.beyond().tolist(), float(found.drop[0, 1])
        ([[True, False]], 0.0)
    """
    job = quiet_job(job, "importance")
    job.begin(len(dims), "permuting", unit="dims")
    rng = np.random.default_rng([seed, 51])
    known = np.isfinite(values)
    truth = np.where(known, values, 0.0)
    loss = np.where(known, (truth - predict(latents)) ** 2, 0.0)
    worse = np.empty((len(latents), len(dims), len(words)))
    for j in range(len(dims)):
        job.check()
        again = [_loss_without(predict, latents, truth, known, j, rng) for _ in range(n_repeats)]
        worse[:, j] = np.mean(again, axis=0) - loss
        job.advance(1)
    mean = truth.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    spread = np.where(known, (truth - mean) ** 2, 0.0)
    whole = np.maximum(spread.sum(axis=0), 1e-30)
    drawn = _drawn_drops(worse, spread, groups, n_bootstraps, seed)
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    return Importance(
        tuple(words), tuple(dims), (worse.sum(axis=0) / whole).T, low.T, high.T,
        1 - loss.sum(axis=0) / whole, np.zeros(len(words)) if floor is None else floor,
        len(latents), n_repeats,
    )  # fmt: skip


def noise_floor(
    fit: Fit,
    train: tuple[Floats, Floats],
    test: tuple[Floats, Floats],
    *,
    n_shadows: int = N_SHADOWS,
    n_repeats: int = N_REPEATS,
    seed: int = 0,
) -> Floats:
    """The drop of R2 that a dim without any effect brings by chance ``(K,)``.

    Dims of noise, each a permuted copy of a real one, are put beside the real ones, the model is
    learned anew, and the noise is permuted (shadow features, Kursa and Rudnicki 2010). A model
    that has learned some of its points by heart leans on such dims, too.

    Args:
        fit: Learns as the surrogate was learned, or more quickly.
        train: Latents and words to learn from.
        test: Latents and words that were not learned from.
        n_shadows: Dims of noise; of their drops the largest counts.
        n_repeats: Permutations of each.
        seed: Of the noise.
    """
    rng = np.random.default_rng([seed, 52])
    copied = rng.integers(train[0].shape[1], size=n_shadows)
    beside = [
        np.column_stack([z, *(rng.permutation(z[:, j]) for j in copied)])
        for z in (train[0], test[0])
    ]
    predict = fit(beside[0], train[1])
    n_dims = train[0].shape[1]
    found = permutation_importance(
        predict, beside[1], test[1],
        [str(k) for k in range(test[1].shape[1])], [str(j) for j in range(n_dims + n_shadows)],
        n_repeats=n_repeats, n_bootstraps=1, seed=seed,
    )  # fmt: skip
    return np.asarray(np.maximum(found.drop[:, n_dims:].max(axis=1), 0.0))


def _loss_without(
    predict: Predict,
    latents: Floats,
    truth: Floats,
    known: NDArray[np.bool_],
    dim: int,
    rng: np.random.Generator,
) -> Floats:
    mixed = latents.copy()
    mixed[:, dim] = rng.permutation(mixed[:, dim])
    return np.where(known, (truth - predict(mixed)) ** 2, 0.0)


def _drawn_drops(
    worse: Floats, spread: Floats, groups: Sequence[object] | None, n: int, seed: int
) -> Floats:
    """Drops ``(n, D, K)`` under bootstraps of points or of groups."""
    codes = np.arange(len(worse)) if groups is None else codes_of(np.asarray(groups))[1]
    weights = bootstrap_weights(codes, n, seed).astype(np.float64)
    members = np.zeros((codes.max() + 1, len(worse)))
    if groups is None:
        lost, whole = worse, spread
    else:
        members[codes, np.arange(len(worse))] = 1.0
        lost, whole = np.einsum("gn,ndk->gdk", members, worse), members @ spread
    drops = (weights @ lost.reshape(len(lost), -1)).reshape(n, *worse.shape[1:])
    return np.asarray(drops / np.maximum(weights @ whole, 1e-30)[:, None])
