"""The feed-forward inverse learned from the ensemble's own answers. Needs the extra ``models``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.inverse import LEAVE, STAY
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.networks import EnsembleNet, GuessNet


@dataclass(frozen=True)
class GuessSchedule:
    """How long and how fast the inverse learns; as :class:`.learning.Schedule`."""

    hidden: tuple[int, ...] = (128, 128)
    n_steps: int = 3000
    batch: int = 256
    rate: float = 2e-3


def learn_guess(
    ensemble: dict[str, NDArray[np.floating]],
    x: Floats,
    region: Region,
    low: Floats,
    high: Floats,
    *,
    schedule: GuessSchedule | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> dict[str, NDArray[np.floating]]:
    """Learn to find latents for wanted words; what they sound like, the ensemble says.

    The loss is what :mod:`.inverse` minimises, averaged over wishes: half of them for one word
    anywhere in its range, half for several words that one latent has together.

    Args:
        ensemble: Weights of the forward direction.
        x: Latents ``(N, D)`` where players may stand, in standard units.
        region: Where the voice is known.
        low: Lower ends ``(K,)`` of the words' ranges, in standard units.
        high: Upper ends.
        schedule: How long and how fast.
        seed: Of weights and wishes.
        job: Counts steps; can be stopped, and then nothing is kept.
    """
    plan = schedule or GuessSchedule()
    job = quiet_job(job, "learn")
    job.begin(plan.n_steps, "the inverse", unit="steps")
    rng = np.random.default_rng([seed, 22])
    torch.manual_seed(seed + 1)
    forward = EnsembleNet.from_arrays(ensemble).requires_grad_(False)
    net = GuessNet(x.shape[1], len(low), plan.hidden)
    optimiser = torch.optim.AdamW(net.parameters(), lr=plan.rate, foreach=True)
    fall = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, plan.n_steps)
    whiten, frames = _tensor(region.whiten), _tensor(region.frames @ region.whiten.T)
    for step in range(1, plan.n_steps + 1):
        near, there = (_tensor(x[rng.integers(len(x), size=plan.batch)]) for _ in range(2))
        with torch.no_grad():
            heard = forward(there)[0].mean(dim=0)
        wanted, mask = _wishes(heard, low, high, rng)
        guessed = net(wanted, mask, near)
        missed = (forward(guessed)[0] - wanted) * mask
        far = torch.cdist(guessed @ whiten.T, frames).min(dim=1).values
        outside = torch.relu(far - region.radius)
        away = ((guessed - near) ** 2).sum(dim=1)
        loss = ((missed**2).sum(dim=2).mean(dim=0) + STAY * away + LEAVE * outside**2).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        fall.step()
        if step % 50 == 0 or step == plan.n_steps:
            job.advance(step - job.done, f"error {loss.item():.3f}")
            job.check()
    return net.arrays()


def _wishes(
    heard: Tensor, low: Floats, high: Floats, rng: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Wanted words ``(B, K)`` and their marks: one anywhere, or several that go together."""
    n, n_words = heard.shape
    one = np.eye(n_words)[rng.integers(n_words, size=n)]
    several = rng.random((n, n_words)) < rng.random((n, 1))
    alone = rng.random((n, 1)) < 0.5
    mask = np.where(alone, one, np.maximum(several, one))
    anywhere = low + (high - low) * rng.random((n, n_words))
    wanted = torch.where(_tensor(alone) > 0, _tensor(anywhere), heard)
    return wanted, _tensor(mask)


def _tensor(values: NDArray[np.generic]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values)).float()
