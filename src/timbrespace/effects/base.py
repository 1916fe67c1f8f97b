"""What every effect offers, whether it is ours, a plug-in or a chain of both."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Audio = NDArray[np.float32]
Floats = NDArray[np.float64]

#: NumPy's arrays and PyTorch's tensors alike.
Array = TypeVar("Array", bound=Any)

#: How a knob's travel goes onto its values: evenly, by ratios, or by the square of the travel
#: (finer at the low end, and zero can be reached, which ``"log"`` can't).
Scale = Literal["linear", "log", "square"]

#: What a setting may change alone: the level, or how far the channels are apart; ``"either"``
#: where nobody knows which, and ``""`` for all others.
Change = Literal["", "level", "width", "either"]


@dataclass(frozen=True)
class Parameter:
    """One named setting of an effect.

    Args:
        name: Unique within its effect (``"drive"``).
        title: What a person reads (``"Drive"``).
        unit: Of its values (``"dB"``, ``"Hz"``, ``"ms"``, ``"%"``), or ``""``.
        low: Value at ``theta = 0``; may lie above ``high``.
        high: Value at ``theta = 1``.
        scale: How ``theta`` in (0, 1) goes onto values between them.
        default: The value that an effect starts with.
        identifiable: Whether the output alone can tell it, once the peak is normalised and
            the channels are one: what a matcher can hope to find.
        why_not: Where it can't be told, the reason, as a sentence.
        changes_only: Where the reason is that it changes no more than a level, or a width:
            which. It holds at the end of a chain, and before what tells neither.
        choices: For a switch: the value from which on each of its positions holds, and what a
            person calls it, in order; the first holds from the lower end. Empty for a knob.

    Example:
        >>> cutoff = Parameter("cutoff", "Cut-off", "Hz", 20.0, 20_000.0, "log", default=200.0)
        >>> round(cutoff.value(0.5)), round(cutoff.theta(632.5), 3)
        (632, 0.5)
        >>> mode = Parameter("mode", "Mode", choices=((0.0, "off"), (0.5, "on")))
        >>> mode.choice(0.7), mode.chosen("off")
        ('on', 0.25)
    """

    name: str
    title: str
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    scale: Scale = "linear"
    default: float = 0.0
    identifiable: bool = True
    why_not: str = ""
    changes_only: Change = ""
    choices: tuple[tuple[float, str], ...] = ()

    def __post_init__(self) -> None:
        # As JSON gives them back, they would be lists, and no longer equal.
        object.__setattr__(self, "choices", tuple((low, name) for low, name in self.choices))

    def value(self, theta: Array) -> Array:
        """Values in ``unit`` of travels ``theta`` in (0, 1): a float, an array or a tensor."""
        if self.scale == "log":
            by_ratio: Array = self.low * (self.high / self.low) ** theta
            return by_ratio
        travel = theta * theta if self.scale == "square" else theta
        evenly: Array = self.low + (self.high - self.low) * travel
        return evenly

    def theta(self, value: float) -> float:
        """The travel in [0, 1] that has this value; values out of range go to the nearer end."""
        if self.scale == "log":
            travel = math.log(max(value / self.low, 1e-12)) / math.log(self.high / self.low)
        else:
            travel = (value - self.low) / (self.high - self.low)
        travel = min(max(travel, 0.0), 1.0)
        return math.sqrt(travel) if self.scale == "square" else travel

    def choice(self, value: float) -> str:
        """What a person calls the position of the switch at a value; ``""`` for a knob."""
        held = [name for low, name in self.choices if low <= value]
        first = [name for _, name in self.choices[:1]]
        return (held or first or [""])[-1]

    def chosen(self, name: str) -> float:
        """The middle of the values at which a switch is in this position.

        Raises:
            KeyError: It has no such position.
        """
        names = [each for _, each in self.choices]
        if name not in names:
            raise KeyError(name)
        ends = [*(low for low, _ in self.choices), max(self.low, self.high)]
        at = names.index(name)
        return 0.5 * (ends[at] + ends[at + 1])


class Running(Protocol):
    """An effect while it sounds: what it remembers of what went through.

    With settings that stay as they are, blocks of any sizes give the same samples to 1e-5.
    """

    #: Samples by which what comes out lags behind what goes in; the same for any settings.
    delay_samples: int
    #: How many samples may follow after the last sound went in, until they are below -60 dB
    #: of it; at most, for any settings.
    tail_samples: int
    #: Settings may change this often, in samples, before it costs much.
    grain_samples: int

    def process(self, block: Audio, theta: Floats) -> Audio:
        """The next samples ``(C, n)`` float32 of sound ``(C, n)``, under settings ``(P,)``.

        The settings hold for the whole block; whoever moves a knob cuts its way into small
        blocks (:attr:`grain_samples`), so that nothing is heard of the steps.
        """

    def reset(self) -> None:
        """Forget what went through: silence lies behind."""

    def close(self) -> None:
        """Give back what it holds (the process of a plug-in); not to be used any more."""


@runtime_checkable
class Effect(Protocol):
    """Audio in, audio out, with named settings normalised to (0, 1)."""

    @property
    def id(self) -> str:
        """``"overdrive"``, ``"dasp:eq"``, ``"lv2:URI"``, ``"vst3:PATH"``, ``"chain:NAME"``."""

    @property
    def title(self) -> str:
        """What a person reads."""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """In the order of ``theta``."""

    @property
    def differentiable(self) -> bool:
        """Whether :meth:`apply` passes gradients where it is given PyTorch's tensors."""

    @property
    def stereo(self) -> bool:
        """It works on two channels: one is doubled, and what comes out is averaged."""

    @property
    def linear(self) -> bool:
        """Under any settings, sounds added and made louder come out added, and as much louder;
        False where nobody knows.
        """

    @property
    def of_mean(self) -> bool:
        """The mean of its channels depends on the mean of those that come in alone; False
        where nobody knows.
        """

    def apply(self, x: Any, theta: Any, sample_rate: int) -> Any:
        """Whole sounds through the effect, from silence.

        Args:
            x: ``(B, C, T)``; NumPy in, NumPy out. Differentiable effects take tensors, too.
            theta: Settings ``(B, P)`` in [0, 1], one row for each sound.
            sample_rate: In Hz; any.

        Returns:
            ``(B, C, T)``: as long as what came in, the delay taken off.

        Raises:
            TimbrespaceError: A plug-in crashed, hung, or gave no finite samples.
        """

    def stream(self, sample_rate: int, channels: int = 2) -> Running:
        """Begin a stream, from silence."""


def defaults(effect: Effect) -> Floats:
    """The settings ``(P,)`` in [0, 1] that an effect starts with."""
    return np.array([each.theta(each.default) for each in effect.parameters])


def values(effect: Effect, theta: Floats) -> dict[str, float]:
    """Settings ``(P,)`` in [0, 1] as values in units, by name."""
    return {
        each.name: float(each.value(float(at)))
        for each, at in zip(effect.parameters, theta, strict=True)
    }
