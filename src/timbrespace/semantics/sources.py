"""Descriptors that come from elsewhere: YAMNet's classes, and probes that were fitted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics import probes
from timbrespace.semantics.table import Descriptor

if TYPE_CHECKING:
    from timbrespace.semantics.probes import FittedProbe
    from timbrespace.spaces.base import Encoder


class DescriptorSource(Protocol):
    """Where descriptors come from whose names begin with a prefix and a colon."""

    #: What stands before the colon: ``"yamnet"``.
    prefix: str

    def descriptor(self, name: str) -> Descriptor:
        """What is known of a descriptor by its full name.

        Raises:
            TimbrespaceError: There is none of that name.
        """

    def measure(
        self, names: Sequence[str], x: NDArray[np.float32], sample_rate: int
    ) -> NDArray[np.float64]:
        """Values ``(B, K)`` of the named ones for sounds ``(B, C, T)``; NaN where undefined."""


class YamNetClasses:
    """The scores of YAMNet's 521 classes: ``yamnet:Glass``; case does not matter.

    Args:
        weights: Which set; default: the one that is used where none is named.
    """

    prefix = "yamnet"

    def __init__(self, weights: str = "tfhub") -> None:
        self.weights = weights

    def descriptor(self, name: str) -> Descriptor:
        """See :class:`DescriptorSource`."""
        title = _classes()[self._column(name)]
        return Descriptor(
            f"{self.prefix}:{title}",
            title,
            "",
            0.0,
            1.0,
            f"YAMNet ({self.weights}), mean score over patches of 0.96 s",
            f"How sure YAMNet is that it hears {title}.",
            differentiable=False,
            framewise=False,
        )

    def measure(
        self, names: Sequence[str], x: NDArray[np.float32], sample_rate: int
    ) -> NDArray[np.float64]:
        """See :class:`DescriptorSource`."""
        columns = [self._column(name) for name in names]
        return _heard(f"yamnet-{self.weights}:scores", x, sample_rate)[:, columns]

    def _column(self, name: str) -> int:
        import difflib

        wanted = name.removeprefix(f"{self.prefix}:").strip().lower()
        known = [title.lower() for title in _classes()]
        if wanted in known:
            return known.index(wanted)
        near = difflib.get_close_matches(wanted, known, 3, 0.5)
        meant = [f"'{self.prefix}:{_classes()[known.index(n)]}'" for n in near]
        raise TimbrespaceError(
            f"YAMNet has no class '{name.removeprefix(f'{self.prefix}:')}'.",
            f"Perhaps {' or '.join(meant)}?" if meant else "For instance yamnet:Glass.",
        )


class Probes:
    """Classes that a probe was fitted on: ``probe:material=glass``."""

    prefix = "probe"

    def descriptor(self, name: str) -> Descriptor:
        """See :class:`DescriptorSource`."""
        probe, column = self._found(name)
        value = probe.classes[column]
        return Descriptor(
            f"{self.prefix}:{probe.label}={value}",
            f"{probe.label}: {value}",
            "",
            0.0,
            1.0,
            f"logistic probe on {probe.space}; {probe.accuracy:.0%} of classes right on "
            f"{probe.n_groups} groups held out (chance {1 / len(probe.classes):.0%})",
            f"How likely its {probe.label} is {value}, to a probe.",
            differentiable=False,
            framewise=False,
        )

    def measure(
        self, names: Sequence[str], x: NDArray[np.float32], sample_rate: int
    ) -> NDArray[np.float64]:
        """See :class:`DescriptorSource`."""
        values = np.full((len(x), len(names)), np.nan)
        scores: dict[str, NDArray[np.float64]] = {}
        for k, name in enumerate(names):
            probe, column = self._found(name)
            if probe.label not in scores:
                scores[probe.label] = probe.scores(_heard(probe.space, x, sample_rate, probe))
            values[:, k] = scores[probe.label][:, column]
        return values

    def _found(self, name: str) -> tuple[FittedProbe, int]:
        label, _, value = name.removeprefix(f"{self.prefix}:").partition("=")
        probe = probes.recall(label)
        if value not in probe.classes:
            raise TimbrespaceError(
                f"The probe for '{label}' knows no '{value}'.",
                f"It knows: {', '.join(probe.classes)}.",
            )
        return probe, probe.classes.index(value)


SOURCES: tuple[DescriptorSource, ...] = (YamNetClasses(), Probes())


def source_of(name: str) -> DescriptorSource | None:
    """Where a descriptor comes from; None: it is one of our own.

    Example:
        >>> source_of("yamnet:Glass").prefix
        'yamnet'
        >>> source_of("centroid_hz") is None
        True
    """
    prefix, colon, _ = name.partition(":")
    return next((s for s in SOURCES if colon and s.prefix == prefix), None)


def _heard(
    space: str, x: NDArray[np.float32], sample_rate: int, probe: FittedProbe | None = None
) -> NDArray[np.float64]:
    """Latents ``(B, D)`` of sounds ``(B, C, T)`` in a space; NaN where one is silent."""
    from timbrespace.spaces.listen import encode_blocks

    encoder = _encoder(space)
    record = encoder.records[0]
    if probe is not None and record.model_hash != probe.model_hash:
        raise TimbrespaceError(
            f"The probe for '{probe.label}' was fitted on other weights of '{space}'.",
            f"Fit it anew: timbrespace describe ATLAS --descriptor probe:{probe.label}=...",
        )
    rows = np.full((len(x), len(record.dims)), np.nan)
    for i, sound in enumerate(x):
        if np.any(sound):
            [found] = encode_blocks([np.asarray(sound, np.float32)], sample_rate, [encoder])
            rows[i] = found if found.ndim == 1 else found.mean(axis=0)
    return rows


@lru_cache(maxsize=4)
def _encoder(space: str) -> Encoder:
    from timbrespace.spaces.registry import open_encoder

    return open_encoder(space)


@lru_cache(maxsize=1)
def _classes() -> tuple[str, ...]:
    from timbrespace.spaces.yamnet.table import class_names

    return class_names()
