"""The first half of the lesson: settings from styles, of pairs that are drawn anew each step."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from timbrespace.jobs import Job, quiet_job
from timbrespace.matching.learning.network import MatcherNetwork
from timbrespace.matching.learning.pool import Dry, Wet
from timbrespace.matching.sound import Floats

#: How often the input is of the reference's own source; else it is any other scene.
SAME_SOURCE = 0.6
BATCH, RATE, DECAY = 192, 1.5e-3, 0.1
#: Steps between two looks at what was not learned from; the best look is kept.
LOOK_EVERY = 100
#: The point is learned beside the mixture, by squares of settings, with this weight.
_POINT_WEIGHT = 6.0
#: Styles are blurred by so many deviations, which stands for sounds that were never drawn.
_BLUR = 0.3


@dataclass(frozen=True)
class Lesson:
    """Styles and settings as tensors, on which a network learns or is judged.

    Args:
        dry: Styles of inputs ``(N, D)``: of each scene.
        sibling: Of another scene of the same source ``(N, D)``.
        wet: Of the scenes through the effect ``(N, D)``.
        theta: Settings that can be told from sound ``(N, P)``.
    """

    dry: torch.Tensor
    sibling: torch.Tensor
    wet: torch.Tensor
    theta: torch.Tensor

    @classmethod
    def of(cls, dry: Dry, wet: Wet, told: NDArray[np.intp]) -> Lesson:
        """The usable rows; ``told`` names the parameters that sound can tell."""
        rows = np.flatnonzero(wet.usable)
        arrays = (dry.scene[rows], dry.sibling[rows], wet.style[rows], wet.theta[rows][:, told])
        return cls(*(torch.tensor(a, dtype=torch.float32) for a in arrays))

    def pairs(self, n: int, generator: torch.Generator) -> tuple[torch.Tensor, ...]:
        """Inputs, references and settings of ``n`` pairs."""
        count = len(self.theta)
        rows = torch.randint(count, (n,), generator=generator)
        others = torch.randint(count, (n,), generator=generator)
        same = torch.rand(n, generator=generator) < SAME_SOURCE
        inputs = torch.where(same[:, None], self.sibling[rows], self.dry[others])
        return inputs, self.wet[rows], self.theta[rows]


def learn_settings(
    lesson: Lesson,
    judge: Lesson,
    n_steps: int,
    seed: int,
    job: Job | None = None,
) -> tuple[MatcherNetwork, float]:
    """A network that was shown settings; and its mean log likelihood on the judging lesson.

    Raises:
        Cancelled: The job was asked to stop.
    """
    job = quiet_job(job, "learn")
    torch.manual_seed(seed)
    draws = torch.Generator().manual_seed(seed)
    mean, scale = _scaling(lesson)
    network = MatcherNetwork(mean, scale, lesson.theta.shape[1])
    learner = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(learner, RATE, total_steps=n_steps)
    job.begin(n_steps, "Learning settings", unit="steps")
    best, kept = -np.inf, copy.deepcopy(network.state_dict())
    for step in range(1, n_steps + 1):
        job.check()
        dry, wet, theta = lesson.pairs(BATCH, draws)
        blur = network.scale * _BLUR
        raw, logits = network(
            dry + blur * torch.randn_like(dry), wet + blur * torch.randn_like(wet)
        )
        squares = ((torch.sigmoid(logits) - theta) ** 2).sum(dim=1)
        loss = (_POINT_WEIGHT * squares - network.log_likelihood(raw, theta)).mean()
        learner.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        learner.step()
        schedule.step()
        job.advance()
        if step % LOOK_EVERY == 0 or step == n_steps:
            found = judged(network, judge)
            if found > best:
                best, kept = found, copy.deepcopy(network.state_dict())
    network.load_state_dict(kept)
    return network.eval(), best


@torch.no_grad()
def judged(network: MatcherNetwork, judge: Lesson) -> float:
    """Mean log likelihood of true settings, inputs being siblings of the references."""
    was_learning = network.training
    network.eval()
    raw, _ = network(judge.sibling, judge.wet)
    network.train(was_learning)
    return float(network.log_likelihood(raw, judge.theta).mean())


def _scaling(lesson: Lesson) -> tuple[Floats, Floats]:
    both = torch.cat([lesson.dry, lesson.wet]).double()
    return both.mean(dim=0).numpy(), (both.std(dim=0) + 1e-3).numpy()
