"""Effects one behind the other, as one effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from timbrespace.effects.base import Audio, Effect, Floats, Parameter, Running
from timbrespace.effects.whole import through_stream
from timbrespace.errors import TimbrespaceError

#: What the ids of chains begin with.
PREFIX = "chain:"


@dataclass(frozen=True)
class Chain:
    """Several effects as one: the settings of all of them, in order.

    Its parameters are called ``overdrive.drive``; those of a second overdrive
    ``overdrive-2.drive``. A level that leaves no trace at the end of a chain is told by what it
    drives, where that is not linear. Where one effect works on two channels, all of them get two.

    Args:
        links: The effects, the first one first.

    Example:
        >>> from timbrespace.effects.catalogue import own
        >>> twice = Chain((own("overdrive"), own("overdrive")))
        >>> twice.id, [each.name for each in twice.parameters][2:4]
        ('chain:overdrive+overdrive', ['overdrive.output', 'overdrive-2.drive'])
    """

    links: tuple[Effect, ...]
    parameters: tuple[Parameter, ...] = field(init=False)

    def __post_init__(self) -> None:
        if not self.links:
            raise TimbrespaceError("A chain without effects does nothing.", "Give it one.")
        object.__setattr__(self, "parameters", tuple(_parameters(self.links)))

    @property
    def id(self) -> str:
        """``"chain:overdrive+dasp:eq"``, by which it can be opened again."""
        return PREFIX + "+".join(each.id for each in self.links)

    @property
    def title(self) -> str:
        """The titles of the effects."""
        return " + ".join(each.title for each in self.links)

    @property
    def differentiable(self) -> bool:
        """Whether all of its effects are."""
        return all(each.differentiable for each in self.links)

    @property
    def stereo(self) -> bool:
        """Whether any of its effects works on two channels."""
        return any(each.stereo for each in self.links)

    @property
    def linear(self) -> bool:
        """Whether all of its effects are."""
        return all(each.linear for each in self.links)

    @property
    def of_mean(self) -> bool:
        """Whether all of its effects are."""
        return all(each.of_mean for each in self.links)

    def parts(self, theta: Any) -> list[Any]:
        """Settings ``(..., P)`` as those of each effect, in order."""
        sizes = [len(each.parameters) for each in self.links]
        ends = np.cumsum(sizes)
        return [theta[..., end - n : end] for n, end in zip(sizes, ends, strict=True)]

    def apply(self, x: Any, theta: Any, sample_rate: int) -> Any:
        """See :class:`timbrespace.effects.base.Effect`."""
        if x.ndim != 3 or tuple(theta.shape) != (x.shape[0], len(self.parameters)):
            raise TimbrespaceError(
                f"{self.title} takes sounds (B, C, T) and settings (B, {len(self.parameters)}); "
                f"these are {tuple(x.shape)} and {tuple(theta.shape)}.",
                "Give one row of settings for each sound.",
            )
        if isinstance(x, np.ndarray):
            return through_stream(self, x, np.asarray(theta, np.float64), sample_rate)
        doubled = self.stereo and x.shape[1] == 1
        if doubled:
            x = x.expand(-1, 2, -1)
        for link, part in zip(self.links, self.parts(theta), strict=True):
            x = link.apply(x, part, sample_rate)
        return x.mean(dim=1, keepdim=True) if doubled else x

    def stream(self, sample_rate: int, channels: int = 2) -> Running:
        """See :class:`timbrespace.effects.base.Effect`."""
        return _Running(self, sample_rate, channels)


def flat(effects: Sequence[Effect]) -> Chain:
    """A chain of effects; chains among them give their links."""
    links: list[Effect] = []
    for each in effects:
        links += each.links if isinstance(each, Chain) else [each]
    return Chain(tuple(links))


def short_name(effect: Effect) -> str:
    """One word for an effect: the last one of its id.

    Example:
        >>> from timbrespace.effects.catalogue import own
        >>> short_name(own("overdrive"))
        'overdrive'
    """
    word = effect.id.rstrip("/").replace("\\", "/").rpartition("/")[2].rpartition(":")[2]
    stem = word.removesuffix(".vst3").removesuffix(".component").lower()
    return "".join(letter if letter.isalnum() else "-" for letter in stem) or "effect"


class _Running:
    """The streams of all effects of a chain; delays and tails add up."""

    def __init__(self, chain: Chain, sample_rate: int, channels: int) -> None:
        self._chain = chain
        self._doubled = channels == 1 and chain.stereo
        inner = 2 if chain.stereo else channels
        self._streams: list[Running] = []
        try:
            for link in chain.links:
                self._streams.append(link.stream(sample_rate, inner))
        except BaseException:
            self.close()
            raise
        self.delay_samples = sum(each.delay_samples for each in self._streams)
        self.tail_samples = sum(each.tail_samples for each in self._streams)
        self.grain_samples = max(each.grain_samples for each in self._streams)

    def process(self, block: Audio, theta: Floats) -> Audio:
        """See :class:`timbrespace.effects.base.Running`."""
        sound = np.repeat(block, 2, axis=0) if self._doubled else block
        for stream, part in zip(self._streams, self._chain.parts(theta), strict=True):
            sound = stream.process(sound, part)
        if not self._doubled:
            return sound
        return np.asarray(sound.mean(axis=0, keepdims=True), np.float32)

    def reset(self) -> None:
        """See :class:`timbrespace.effects.base.Running`."""
        for each in self._streams:
            each.reset()

    def close(self) -> None:
        """See :class:`timbrespace.effects.base.Running`."""
        for each in self._streams:
            each.close()


def _parameters(links: Sequence[Effect]) -> list[Parameter]:
    seen: dict[str, int] = {}
    made: list[Parameter] = []
    for at, link in enumerate(links):
        behind = links[at + 1 :]
        word = short_name(link)
        seen[word] = seen.get(word, 0) + 1
        which = f"-{seen[word]}" if seen[word] > 1 else ""
        made += [
            replace(each, name=f"{word}{which}.{each.name}", title=f"{link.title}: {each.title}")
            for each in (_before(each, behind) for each in link.parameters)
        ]
    return made


def _before(parameter: Parameter, behind: Sequence[Effect]) -> Parameter:
    """A parameter of what effects follow: a level that drives one that bends sound is told."""
    of_level = parameter.changes_only in ("level", "either")
    of_width = parameter.changes_only in ("width", "either")
    kept = all((each.linear or not of_level) and (each.of_mean or not of_width) for each in behind)
    if parameter.identifiable or kept:
        return parameter
    return replace(parameter, identifiable=True, why_not="")
