"""The second half of the lesson: the settings chosen at once, refined by what they sound like.

Through an effect that can be differentiated the gradient is the true one. Through any other,
SPSA estimates it: a few draws of a small step in all settings together, on the settings only.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from timbrespace.effects.base import Effect
from timbrespace.jobs import Job, quiet_job
from timbrespace.matching.learning.network import MatcherNetwork
from timbrespace.matching.learning.pool import Dry, Wet
from timbrespace.matching.learning.scenes import Scenes
from timbrespace.matching.network import MARGIN
from timbrespace.matching.sound import PEAK_DBFS, Columns

#: Seconds of each sound that settings are heard on, and how many make a step.
HEARD_S, BATCH = 1.0, 6
RATE = 1e-3
#: Draws of SPSA for each gradient, and the step in settings.
N_DRAWS, STEP = 4, 0.02
#: Sounds that the refinement is judged on: it is kept only where it came nearer.
N_JUDGED = 36


@dataclass(frozen=True)
class Refined:
    """What came of it: the mean distance before and after, on what was not learned from."""

    before: float
    after: float
    steps: int
    way: str

    @property
    def kept(self) -> bool:
        """Whether the refined settings are the ones that are kept."""
        return self.after < self.before


class Heard:
    """Inputs, settings and styles as the refinement needs them.

    Args:
        effect: Any.
        scenes: That ``dry`` and ``wet`` were made of, with the seed.
        dry: Styles.
        wet: Styles and settings.
        told: Which parameters are looked for.
        seed: Of the pools.
    """

    def __init__(
        self, effect: Effect, scenes: Scenes, dry: Dry, wet: Wet, told: Columns, seed: int
    ) -> None:
        self.effect, self.scenes, self.dry, self.wet = effect, scenes, dry, wet
        self.told, self.seed = told, seed
        self.rows = np.flatnonzero(wet.usable)

    def inputs(self, rows: Columns) -> Tensor:
        """The siblings' sound ``(B, 1, T)``, a second from their middle, at -12 dBFS peak."""
        n = round(HEARD_S * self.scenes.sample_rate)
        found = []
        for row in rows:
            sound = self.scenes.pair((self.seed, int(row)))[1]
            at = max(0, (len(sound) - n) // 2)
            found.append(sound[at : at + n])
        return _at_peak(torch.tensor(np.stack(found))[:, None])

    def whole(self, settings: Tensor, rows: Columns) -> Tensor:
        """Chosen settings ``(B, P')`` among all ``(B, P)``; the others are the true ones."""
        theta = torch.tensor(self.wet.theta[rows], dtype=torch.float32)
        columns = [theta[:, i] for i in range(theta.shape[1])]
        for at, column in enumerate(self.told):
            columns[column] = settings[:, at]
        return torch.stack(columns, dim=1)

    def play(self, x: Tensor, theta: Tensor) -> Tensor:
        """The effect by whichever half can be differentiated; at -12 dBFS peak."""
        rate = self.scenes.sample_rate
        if self.effect.differentiable:
            return _at_peak(self.effect.apply(x, theta, rate))
        made = self.effect.apply(x.numpy(), theta.detach().double().numpy(), rate)
        return _at_peak(torch.tensor(np.nan_to_num(made)))


def refine(
    network: MatcherNetwork,
    learn: Heard,
    judge: Heard,
    n_steps: int,
    seed: int,
    job: Job | None = None,
) -> Refined:
    """Refine the network's point in place; where it came no nearer, it is as before.

    Raises:
        Cancelled: The job was asked to stop.
    """
    job, rng = quiet_job(job, "learn"), np.random.default_rng([seed, 9])
    compare = _distance()
    before_state = copy.deepcopy(network.state_dict())
    before = judged(network, judge, compare)
    learner = torch.optim.Adam(network.point.parameters(), RATE)
    job.begin(n_steps, "Refining by sound", unit="steps")
    for _ in range(n_steps):
        job.check()
        rows = rng.choice(learn.rows, BATCH)
        loss = _loss(network, learn, rows, compare, rng)
        if bool(torch.isfinite(loss)):
            learner.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(network.point.parameters(), 1.0)
            learner.step()
        job.advance()
    after = judged(network, judge, compare)
    if not after < before:
        network.load_state_dict(before_state)
    way = "gradient" if learn.effect.differentiable else f"SPSA, {N_DRAWS} draws"
    return Refined(before, after, n_steps, way)


@torch.no_grad()
def judged(network: MatcherNetwork, judge: Heard, compare: Callable[..., Any]) -> float:
    """Mean distance of what the chosen settings give from what the true ones give."""
    rows = judge.rows[:N_JUDGED]
    found = []
    for row in rows:
        one = np.array([row])
        x = judge.inputs(one)
        target = judge.play(x, torch.tensor(judge.wet.theta[one], dtype=torch.float32))
        made = judge.play(x, judge.whole(_chosen(network, judge, one), one))
        found.append(float(compare(made, target)))
    return float(np.nanmean(found))


def _loss(
    network: MatcherNetwork, heard: Heard, rows: Columns, compare: Callable[..., Any],
    rng: np.random.Generator,
) -> Tensor:  # fmt: skip
    x = heard.inputs(rows)
    with torch.no_grad():
        target = heard.play(x, torch.tensor(heard.wet.theta[rows], dtype=torch.float32))
    settings = _chosen(network, heard, rows)
    if heard.effect.differentiable:
        loss: Tensor = compare(heard.play(x, heard.whole(settings, rows)), target)
        return loss
    slope = spsa(
        lambda at: _each(compare, heard.play(x, heard.whole(at, rows)), target), settings, rng
    )
    # A number whose gradient is the estimate.
    return (settings * slope).sum() / len(rows)


def spsa(
    cost: Callable[[Tensor], Tensor], settings: Tensor, rng: np.random.Generator,
    n_draws: int = N_DRAWS, step: float = STEP,
) -> Tensor:  # fmt: skip
    """An estimate of the slopes of a cost ``(B,)`` in settings ``(B, P)``, without its gradient.

    Args:
        cost: Of settings ``(B, P)``, for each row.
        settings: Where.
        rng: Draws the directions, each coordinate -1 or 1.
        n_draws: Directions that the estimate is the mean over.
        step: To both sides.

    Source: simultaneous perturbation (Spall 1992).

    Example:
        >>> slopes = spsa(lambda t: (t**2).sum(dim=1), torch.full((1, 1), 0.5),
        ...               np.random.default_rng(0))
        >>> round(float(slopes[0, 0]), 3)
        1.0
    """
    at, total = settings.detach(), torch.zeros_like(settings)
    for _ in range(n_draws):
        way = torch.tensor(rng.choice([-1.0, 1.0], size=tuple(at.shape)), dtype=at.dtype)
        up, down = (at + step * way).clamp(0, 1), (at - step * way).clamp(0, 1)
        rise = (cost(up) - cost(down))[:, None]
        total += rise / (up - down).where(up != down, torch.ones_like(up))
    return total / n_draws


def _chosen(network: MatcherNetwork, heard: Heard, rows: Columns) -> Tensor:
    dry, wet = (
        torch.tensor(a[rows], dtype=torch.float32) for a in (heard.dry.sibling, heard.wet.style)
    )
    with torch.no_grad():
        inner = network.eval().inner(dry, wet)
    return torch.sigmoid(network.pointed(inner)).clamp(MARGIN, 1 - MARGIN)


def _each(compare: Callable[..., Any], made: Tensor, target: Tensor) -> Tensor:
    return torch.stack([compare(m[None], t[None]) for m, t in zip(made, target, strict=True)])


def _at_peak(sound: Tensor) -> Tensor:
    most = sound.abs().amax(dim=(1, 2), keepdim=True).clamp_min(1e-6)
    return sound * (10 ** (PEAK_DBFS / 20) / most)


def _distance() -> Callable[..., Any]:
    from auraloss.freq import MultiResolutionSTFTLoss

    compare: Callable[..., Any] = MultiResolutionSTFTLoss()
    return compare
