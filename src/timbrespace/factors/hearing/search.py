"""An edited latent as sound: gradient descent through the network, held to what sounds can be.

Descent on samples themselves would reach the latent with changes that nobody hears (adversarial
examples, Szegedy et al. 2014), so the search is over two smooth surfaces of time and frequency
only: a gain on the source's spectrogram, and the level of noise added to it. The source keeps
its phases, noise has its own, and both surfaces are pulled towards changing nothing.

Needs the extra ``models``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra
from timbrespace.factors.hearing.surfaces import FADE_S, MOST_PEAK, RATE_HZ, Prior, Surfaces, ends
from timbrespace.factors.one_core import one_core
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from torch import Tensor

    from timbrespace.factors.editing.layer import EditedLayer
    from timbrespace.spaces.yamnet.module import YamNetModule

Floats = NDArray[np.float32]

#: Steps of descent; each takes 20 ms for a sound of one patch, on one idle core.
N_STEPS = 150
#: Share of the peak below which a tail is silence: 60 dB.
SILENCE = 1e-3


@dataclass(frozen=True)
class Optimised:
    """A sound and how the search for it went.

    Args:
        audio: ``(T',)`` at 16 kHz; it may ring on after the source, to the end of the last
            patch that hears it. Peak at most 0.99, faded at both ends.
        misfit: Squared distance to the target in the edited dims, over that of the source,
            before each step.
        n_steps: Steps taken.
    """

    audio: Floats
    misfit: list[float]
    n_steps: int


def optimise(
    module: YamNetModule,
    source: Floats,
    target: Floats,
    tap: str,
    layer: EditedLayer,
    *,
    n_steps: int = N_STEPS,
    rate: float = 0.08,
    prior: Prior | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Optimised:
    """Look for a sound whose activations at a layer are the target's.

    Args:
        module: The network, differentiable down to the samples.
        source: Where the search begins, ``(T,)`` at 16 kHz.
        target: Activations wanted ``(P, D)``, P patches of the source's length.
        tap: Where they belong (``"9"``).
        layer: Says which dims were edited, and how activations are scaled.
        n_steps: Steps of Adam; fewer where time is short.
        rate: Its step in nepers.
        prior: How strongly it is held to the source.
        seed: For the noise.
        job: Counts steps; can be stopped.

    Raises:
        MissingExtra: PyTorch is not installed.
    """
    try:
        import torch
    except ModuleNotFoundError:
        raise MissingExtra("hearing edits", "models") from None

    job, prior = quiet_job(job, "hear"), prior or Prior()
    job.begin(n_steps, "Looking for the sound", unit="steps")
    heard = _to_patch_end(source)
    surfaces, goal = Surfaces(heard, seed), _Goal(target, layer)

    def misfit(audio: Tensor) -> tuple[Tensor, Tensor]:
        return goal.misfit(module(audio)[tap].reshape(len(target), -1))

    history: list[float] = []
    optimiser = torch.optim.Adam(surfaces.parameters, lr=rate)
    with one_core():
        with torch.no_grad():
            first = [max(float(part), 1e-12) for part in misfit(torch.from_numpy(heard))]
        for step in range(n_steps):
            job.check()
            optimiser.param_groups[0]["lr"] = rate * min(1.0, 2 * (1 - step / n_steps))
            edited, whole = (
                part / was for part, was in zip(misfit(surfaces.sound()), first, strict=True)
            )
            loss = edited + prior.rest * whole + surfaces.penalty(prior)
            surfaces.gain.grad, surfaces.noise.grad = torch.autograd.grad(
                loss, surfaces.parameters
            )
            optimiser.step()
            surfaces.hold()
            history.append(float(edited.detach()))
            job.advance(1)
        with torch.no_grad():
            audio = surfaces.sound().numpy()
    return Optimised(tidy(_without_silent_tail(audio, len(source)), source), history, n_steps)


def tidy(audio: Floats, source: Floats) -> Floats:
    """Fade both ends, and lower what would clip.

    Args:
        audio: ``(T,)``.
        source: The sound it came from: an end that is as loud there, an abrupt onset say, is
            left as it is.
    """
    faded: Floats = np.asarray(audio, np.float32) * ends(source, len(audio))
    peak = float(np.abs(faded).max(initial=0.0))
    return faded * np.float32(min(1.0, MOST_PEAK / peak)) if peak > 0 else faded


def _to_patch_end(audio: Floats) -> Floats:
    """The sound with the silence that the network hears after it, into which an edit may ring."""
    from timbrespace.spaces.yamnet.frontend import padded_length

    more = padded_length(len(audio)) - len(audio)
    faded = np.array(audio, np.float32)
    # A recording that was cut off clicks where silence follows.
    n = min(round(FADE_S * RATE_HZ), len(faded))
    faded[len(faded) - n :] *= np.linspace(1, 0, n, dtype=np.float32)
    return np.pad(faded, (0, more))


def _without_silent_tail(audio: Floats, least: int) -> Floats:
    """The sound up to where it is more than 60 dB below its peak for good."""
    loud = np.flatnonzero(np.abs(audio) > SILENCE * np.abs(audio).max(initial=0.0))
    end = int(loud[-1]) + 1 if len(loud) else 0
    return audio[: max(least, end)]


class _Goal:
    """The edited activations, and how far others are from them."""

    def __init__(self, target: Floats, layer: EditedLayer) -> None:
        import torch

        p = layer.projection
        self._scale = torch.from_numpy(np.asarray(p.scale, np.float32))
        dims = p.axes[: layer.n_dims] / p.spread[: layer.n_dims, None]
        self._dims = torch.from_numpy(np.asarray(dims.T, np.float32))
        self._target = torch.from_numpy(np.asarray(target, np.float32))

    def misfit(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Mean squares of what is missing in the edited dims, and in all scaled activations."""
        missing = (x - self._target) / self._scale
        return (missing @ self._dims).square().mean(), missing.square().mean()
