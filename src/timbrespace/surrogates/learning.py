"""The forward direction learned: an ensemble of networks on points. Needs the extra ``models``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.networks import EnsembleNet

#: Variances are learned slowly where they are wide, so that means are not given up there
#: (beta-NLL: Seitzer, Tavakoli, Antic and Martius 2022).
BETA = 0.5
#: Share of the points that decide when to stop and how wide the variances really are.
CHECK_SHARE = 0.1


@dataclass(frozen=True)
class Schedule:
    """How long and how fast an ensemble learns.

    Args:
        n_members: Networks. More are steadier and slower; five are usual.
        hidden: Units of the hidden layers.
        n_steps: Steps of all members together.
        batch: Points that each member sees in a step, each its own.
        rate: Highest learning rate; it falls to 0 along half a cosine.
        check_every: Steps between looks at the points that were set aside.
    """

    n_members: int = 5
    hidden: tuple[int, ...] = (128, 128)
    n_steps: int = 4000
    batch: int = 256
    rate: float = 3e-3
    weight_decay: float = 1e-4
    check_every: int = 100


@dataclass(frozen=True)
class Forward:
    """An ensemble that has been learned, as arrays, and the temper of its variances ``(K,)``."""

    arrays: dict[str, NDArray[np.floating]]
    temper: Floats


def learn_forward(
    x: Floats,
    y: Floats,
    *,
    schedule: Schedule | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Forward:
    """Learn words ``(N, K)`` from latents ``(N, D)``, both in standard units.

    Args:
        x: Latents.
        y: Words; NaN where undefined: those teach nothing.
        schedule: How long and how fast.
        seed: Of weights, batches, and of what is set aside.
        job: Counts steps; can be stopped, and then nothing is kept.
    """
    plan = schedule or Schedule()
    job = quiet_job(job, "learn")
    job.begin(plan.n_steps, "the ensemble", unit="steps")
    rng = np.random.default_rng([seed, 21])
    order = rng.permutation(len(x))
    n_check = max(1, round(CHECK_SHARE * len(x)))
    check, fit = order[:n_check], order[n_check:]
    torch.manual_seed(seed)
    net = EnsembleNet(x.shape[1], y.shape[1], plan.n_members, plan.hidden)
    latents, words = _tensor(x), _tensor(y)
    best, best_score = net.arrays(), np.full(plan.n_members, np.inf)
    optimiser = torch.optim.AdamW(
        net.parameters(), lr=plan.rate, weight_decay=plan.weight_decay, foreach=True
    )
    fall = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, plan.n_steps)
    for step in range(1, plan.n_steps + 1):
        rows = torch.from_numpy(fit[rng.integers(len(fit), size=(plan.n_members, plan.batch))])
        mean, log_variance = net(latents[rows])
        loss = _beta_nll(mean, log_variance, words[rows])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        fall.step()
        if step % plan.check_every == 0 or step == plan.n_steps:
            score = _check(net, latents[check], words[check])
            best, best_score = _better(best, best_score, net.arrays(), score)
            job.advance(step - job.done, f"held-out error {best_score.mean():.3f}")
            job.check()
    temper = _temper(EnsembleNet.from_arrays(best), latents[check], words[check])
    return Forward(best, temper)


def _beta_nll(mean: Tensor, log_variance: Tensor, truth: Tensor) -> Tensor:
    known = torch.isfinite(truth)
    missed = torch.where(known, truth, mean) - mean
    nll = 0.5 * (missed**2 * torch.exp(-log_variance) + log_variance)
    weighed = nll * torch.exp(BETA * log_variance.detach())
    # Members do not share weights: the sum over them trains each as if it were alone.
    return (weighed * known).sum() / known.sum().clamp(min=1) * mean.shape[0]


@torch.no_grad()
def _check(net: EnsembleNet, x: Tensor, y: Tensor) -> Floats:
    """Mean squared error of each member ``(M,)``, words weighed alike."""
    mean, _ = net(x)
    known = torch.isfinite(y)
    squared = torch.where(known, (torch.where(known, y, 0.0) - mean) ** 2, 0.0)
    by_word = squared.sum(dim=1) / known.sum(dim=0).clamp(min=1)
    score: Floats = by_word.mean(dim=1).double().numpy()
    return score


def _better(
    best: dict[str, NDArray[np.floating]],
    best_score: Floats,
    now: dict[str, NDArray[np.floating]],
    score: Floats,
) -> tuple[dict[str, NDArray[np.floating]], Floats]:
    """Each member at the step where it was best."""
    won = score < best_score
    kept = {
        name: np.where(won.reshape(-1, *[1] * (array.ndim - 1)), array, best[name])
        for name, array in now.items()
    }
    return kept, np.where(won, score, best_score)


@torch.no_grad()
def _temper(net: EnsembleNet, x: Tensor, y: Tensor) -> Floats:
    """What makes standardised errors of the mixture 1 wide, for each word ``(K,)``."""
    means, log_variances = net(x)
    variance = log_variances.exp().mean(dim=0) + means.var(dim=0, correction=0)
    ratio = ((y - means.mean(dim=0)) ** 2 / variance).double().numpy()
    known = np.isfinite(ratio)
    mean = np.where(known, ratio, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known.any(axis=0), np.clip(mean, 0.1, 10.0), 1.0)


def _tensor(values: Floats) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values)).float()
