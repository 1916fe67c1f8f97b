"""Ways to change one factor of a sound's dims and keep the others, by the flow and without.

Every method takes the receptor's dims ``z (P, K)``, the donor's ``(M, K)`` and a :class:`Move`,
and gives new dims ``(P, K)``. What it knows of classes it has learnt from training rows alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.flow.flow import FactorFlow

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Move:
    """Which factor goes from which class to which.

    Args:
        factor: Name of the factor that is edited.
        source: Class code of the receptor.
        target: Class code of the donor.
        seed: For methods that draw at random.
    """

    factor: str
    source: int
    target: int
    seed: int = 0


@dataclass(frozen=True)
class LabelledRows:
    """Dims of real sounds with what is known of them.

    Args:
        z: ``(N, K)``, one row a patch.
        labels: Factor -> class code of each row ``(N,)``; -1 where it has none.
        groups: What each row was recorded with ``(N,)``.
    """

    z: Floats
    labels: Mapping[str, NDArray[np.int64]]
    groups: NDArray[np.int64]

    def of_class(self, factor: str, code: int) -> Floats:
        """The rows of one class ``(n, K)``."""
        rows: Floats = self.z[self.labels[factor] == code]
        return rows


class Method(Protocol):
    """A way to edit; see the module."""

    @property
    def name(self) -> str:
        """What tables call it."""

    def __call__(self, z: Floats, donor: Floats, move: Move, /) -> Floats:
        """New dims ``(P, K)``."""


def blend(flow: FactorFlow, z: Floats, donors: Mapping[str, Floats], strength: float) -> Floats:
    """Swap factors inside a flow: each becomes the mean of its donor's patches.

    A factor says what a sound is made of, and that does not change within it: so all patches
    of the receptor get one value, the donor's mean, whatever the two lengths.

    Args:
        flow: A trained flow of K dims.
        z: The receptor's dims ``(P, K)``.
        donors: Factor -> dims of its donor ``(M, K)``.
        strength: 0 leaves the receptor as it is, 1 swaps; more goes beyond the donor.
    """
    parts = {
        name: flow.forward(dims)[:, flow.columns(name)].mean(axis=0)
        for name, dims in donors.items()
    }
    return blend_parts(flow, z, parts, strength)


def blend_parts(
    flow: FactorFlow, z: Floats, parts: Mapping[str, Floats], strength: float
) -> Floats:
    """Move factors inside a flow towards parts of its output that are known already.

    Args:
        flow: A trained flow of K dims.
        z: The receptor's dims ``(P, K)``.
        parts: Factor -> what its columns of the flow's output are to be ``(d,)``.
        strength: As for :func:`blend`.
    """
    t = flow.forward(z)
    for name, part in parts.items():
        columns = flow.columns(name)
        t[:, columns] += np.float32(strength) * (part - t[:, columns])
    return flow.inverse(t)


@dataclass(frozen=True)
class FlowSwap:
    """The edit under test: swap the factor's part of the flow's output."""

    flow: FactorFlow
    name: str = "flow"
    strength: float = 1.0

    def __call__(self, z: Floats, donor: Floats, move: Move) -> Floats:
        """See :func:`blend`."""
        return blend(self.flow, z, {move.factor: donor}, self.strength)


@dataclass(frozen=True)
class Nothing:
    """The receptor as it is: what claims look like when nobody edits."""

    name: str = "nothing"

    def __call__(self, z: Floats, donor: Floats, move: Move) -> Floats:
        """The same dims."""
        return z


@dataclass(frozen=True)
class CopyAll:
    """All K dims of the donor: ceiling of the first claim, floor of the second."""

    name: str = "copy all dims"

    def __call__(self, z: Floats, donor: Floats, move: Move) -> Floats:
        """The donor's mean for every patch."""
        return np.broadcast_to(donor.mean(axis=0), z.shape).astype(np.float32)
