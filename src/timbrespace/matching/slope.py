"""Down the slope of the risk: the distance of views, and its gradient through an effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.matching.nearness import HOP, LEAST, N_FFT
from timbrespace.matching.network import logits_of, settings_of
from timbrespace.matching.sound import PEAK_DBFS, Floats

if TYPE_CHECKING:
    from torch import Tensor

    from timbrespace.effects.base import Effect
    from timbrespace.matching.choosing import Anchors
    from timbrespace.matching.trials import Trials

#: Step of Adam (Kingma and Ba 2015) in logits of settings, and how much of it is left at the end.
RATE, LAST = 0.2, 0.3
#: Steps over which it falls.
_FALLING = 24


def check_slope(effect: Effect) -> None:
    """Raise unless an effect's gradients can be had here.

    Raises:
        TimbrespaceError: It has none.
        MissingExtra: PyTorch is not installed.
    """
    if not effect.differentiable:
        raise TimbrespaceError(
            f"{effect.title} passes no gradient, so settings can't be refined by it.",
            "Leave --refine gradient out: the search needs none.",
        )
    try:
        import torch  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtra("refining by gradient", "models") from error


def descend(
    trials: Trials,
    anchors: Anchors,
    cost: Callable[[Floats], float],
    start: Floats,
    over: Callable[[], bool],
) -> None:
    """Steps down the slope of the risk until it is over.

    Each step renders one setting twice: by the twin, as all trials are (``cost``), and by the
    form, for the slope there. Both count as one rendering.

    Args:
        trials: Of the input.
        anchors: What the target may be.
        cost: Renders settings ``(P',)`` and keeps them.
        start: Where to begin.
        over: Whether to stop.
    """
    import torch

    logits = torch.tensor(logits_of(start), dtype=torch.float32, requires_grad=True)
    learner = torch.optim.Adam([logits], RATE, betas=(0.8, 0.99))
    risk = _Risk(trials, anchors)
    for step in range(1_000_000):
        if over():
            return
        if step:
            cost(settings_of(logits.detach().double().numpy()))
        for group in learner.param_groups:
            group["lr"] = RATE * LAST ** min(1.0, step / _FALLING)
        learner.zero_grad()
        found = risk(torch.sigmoid(logits))
        torch.autograd.backward(found)
        if logits.grad is None or not bool(torch.isfinite(logits.grad).all()):
            return
        learner.step()


class _Risk:
    """The mean distance from anchors, as :mod:`timbrespace.matching.nearness` measures it."""

    def __init__(self, trials: Trials, anchors: Anchors) -> None:
        import torch

        self._trials = trials
        self._x = torch.tensor(trials.sound)[None, None]
        self._usual = torch.tensor(trials.usual, dtype=torch.float32)
        kept = [(v, w) for v, w in zip(anchors.views, anchors.weights, strict=True) if w > 1e-3]
        self._plain = torch.tensor(np.stack([v.plain for v, _ in kept]))
        self._log = torch.tensor(np.stack([v.log for v, _ in kept]))
        self._energy = torch.tensor([v.energy for v, _ in kept])
        self._weights = torch.tensor(np.array([w for _, w in kept], np.float32))

    def __call__(self, settings: Tensor) -> Tensor:
        import torch

        told = torch.tensor(self._trials.told)
        theta = self._usual.index_copy(0, told, settings)
        made = self._trials.effect.apply(self._x, theta[None], self._trials.sample_rate)[0, 0]
        made = made * (10 ** (PEAK_DBFS / 20) / made.abs().max().clamp_min(1e-6))
        plain = magnitudes(made)
        apart = (self._plain - plain).norm(dim=1) / self._energy
        logs = (self._log - plain.log()).abs().mean(dim=1)
        total: Tensor = (self._weights * (apart + logs)).sum()
        return total


def magnitudes(sound: Tensor) -> Tensor:
    """What :func:`timbrespace.matching.nearness.view` takes of a sound ``(T,)``: ``(F * K,)``."""
    import torch

    found = torch.stft(
        sound, N_FFT, HOP, window=torch.hann_window(N_FFT, dtype=sound.dtype), center=True,
        pad_mode="reflect", return_complex=True,
    )  # fmt: skip
    power = found.real**2 + found.imag**2
    return power.clamp_min(LEAST**2).sqrt().T.reshape(-1)
