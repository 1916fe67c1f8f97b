"""Effects of our own: a differentiable form in PyTorch, and a compiled twin that plays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from timbrespace.effects.base import Audio, Floats, Parameter, Running
from timbrespace.effects.whole import through_stream
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from torch import Tensor

#: Settings of our own effects may change this often: a millisecond and a third at 48 kHz.
GRAIN = 64


class Twin(Protocol):
    """The compiled half of an effect of our own: what plays, sample by sample."""

    delay_samples: int
    tail_samples: int

    def process(self, block: Audio, values: Floats) -> Audio:
        """``(C, n)`` under values ``(P,)`` in the units of the parameters, in their order."""

    def reset(self) -> None:
        """Silence lies behind."""


@dataclass(frozen=True)
class OwnEffect:
    """An effect that is written here.

    Args:
        id: One word.
        title: What a person reads.
        parameters: In the order in which both halves take them.
        room: The package that holds both halves, ``"timbrespace.effects.mda.overdrive"``:
            ``form.form(x, sample_rate, **values)``, PyTorch, each value ``(B,)`` in units and
            named as its parameter; and ``twin.Twin(sample_rate, channels)``, numba.
        stereo: It works on two channels.
        differentiable: Its form passes gradients.
        linear: See :attr:`timbrespace.effects.base.Effect.linear`.
        of_mean: See :attr:`timbrespace.effects.base.Effect.of_mean`.
    """

    id: str
    title: str
    parameters: tuple[Parameter, ...]
    room: str
    stereo: bool = False
    differentiable: bool = True
    linear: bool = False
    of_mean: bool = False

    def apply(self, x: Any, theta: Any, sample_rate: int) -> Any:
        """The differentiable form for tensors, the twin for arrays; see :class:`Effect`."""
        _check(self, x, theta)
        if isinstance(x, np.ndarray):
            return through_stream(self, x, np.asarray(theta, np.float64), sample_rate)
        return self._differentiable(x, theta, sample_rate)

    def stream(self, sample_rate: int, channels: int = 2) -> Running:
        """The twin; see :class:`Effect`.

        Raises:
            TimbrespaceError: It works on two channels, and there are more.
        """
        if self.stereo and channels > 2:
            raise TimbrespaceError(
                f"{self.title} works on two channels, and this sound has {channels}.",
                "Mix them to one or two first.",
            )
        make: Callable[[int, int], Twin] = import_module(f"{self.room}.twin").Twin
        inner = 2 if self.stereo else channels
        return _Playing(self.parameters, make(sample_rate, inner), channels, inner)

    def _differentiable(self, x: Tensor, theta: Tensor, sample_rate: int) -> Tensor:
        form: Callable[..., Tensor] = import_module(f"{self.room}.form").form
        named = {each.name: each.value(theta[:, i]) for i, each in enumerate(self.parameters)}
        if self.stereo and x.shape[1] == 1:
            doubled: Tensor = form(x.expand(-1, 2, -1), sample_rate, **named)
            return doubled.mean(dim=1, keepdim=True)
        return form(x, sample_rate, **named)


class _Playing:
    """A twin whose settings are travels, and whose channels are those that were asked for."""

    grain_samples = GRAIN

    def __init__(
        self, parameters: tuple[Parameter, ...], twin: Twin, channels: int, inner: int
    ) -> None:
        self._parameters, self._twin = parameters, twin
        self._channels, self._doubled = channels, channels == 1 and inner == 2
        self.delay_samples, self.tail_samples = twin.delay_samples, twin.tail_samples

    def process(self, block: Audio, theta: Floats) -> Audio:
        """See :class:`Running`."""
        if block.ndim != 2 or len(block) != self._channels:
            # Compiled loops look at no bounds: they would write over what is not theirs.
            raise TimbrespaceError(
                f"This stream takes blocks ({self._channels}, n), not {block.shape}.",
                "Begin a stream with as many channels as the sound has.",
            )
        named = zip(self._parameters, theta, strict=True)
        values = np.array([each.value(float(at)) for each, at in named])
        if not self._doubled:
            return self._twin.process(np.ascontiguousarray(block, np.float32), values)
        both = self._twin.process(np.repeat(np.asarray(block, np.float32), 2, axis=0), values)
        return np.asarray(both.mean(axis=0, keepdims=True), np.float32)

    def reset(self) -> None:
        """See :class:`Running`."""
        self._twin.reset()

    def close(self) -> None:
        """A twin holds nothing."""


def _check(effect: OwnEffect, x: Any, theta: Any) -> None:
    if x.ndim != 3 or tuple(theta.shape) != (x.shape[0], len(effect.parameters)):
        raise TimbrespaceError(
            f"{effect.title} takes sounds (B, C, T) and settings (B, {len(effect.parameters)}); "
            f"these are {tuple(x.shape)} and {tuple(theta.shape)}.",
            "Give one row of settings for each sound.",
        )
