"""What a listener is asked to compare: trials of a MUSHRA test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

Audio = NDArray[np.float32]
Role = Literal["reference", "anchor", "condition"]

#: Names with a meaning of their own; all others are conditions.
REFERENCE, ANCHOR = "reference", "anchor"
#: What can be compared without losing the thread (ITU-R BS.1534-3, section 5).
MOST_STIMULI = 12
SHORTEST_S, LONGEST_S = 0.5, 20.0


@dataclass(frozen=True)
class Trial:
    """A reference, and what is to be compared with it.

    Args:
        name: Of the trial; unique in a test.
        reference: Samples ``(C, T)``: what the others are compared with, hidden among them too.
        conditions: Samples ``(C, T)`` by name. Names that begin with ``anchor`` are low anchors;
            without one, :func:`timbrespace.listening.stimuli.prepared` makes one.
        sample_rate: Of all of them, in Hz.

    Raises:
        TimbrespaceError: There is nothing to compare, or too much; a sound is empty, not finite,
            silent, too short or too long; one has other channels than the reference.

    Example:
        >>> noise = np.random.default_rng(0).normal(0, 0.1, (1, 48_000)).astype(np.float32)
        >>> trial = Trial("drum", noise, {"ours": noise * 0.9, "anchor": noise * 0.1}, 48_000)
        >>> {name: role_of(name) for name in trial.sounds}
        {'reference': 'reference', 'ours': 'condition', 'anchor': 'anchor'}
    """

    name: str
    reference: Audio
    conditions: Mapping[str, Audio]
    sample_rate: int

    def __post_init__(self) -> None:
        if not any(role_of(name) == "condition" for name in self.conditions):
            raise TimbrespaceError(
                f"Trial '{self.name}' has nothing to compare with its reference.",
                "Put at least one other sound beside it.",
            )
        if REFERENCE in self.conditions or len(self.conditions) >= MOST_STIMULI:
            raise TimbrespaceError(
                f"Trial '{self.name}' has two references, or more than {MOST_STIMULI} sounds.",
                "A listener cannot compare more: make two trials of them.",
            )
        for name, sound in self.sounds.items():
            check_sound(f"'{name}' of trial '{self.name}'", sound, self.sample_rate,
                        len(self.reference))  # fmt: skip

    @property
    def sounds(self) -> dict[str, Audio]:
        """All that is rated, the reference first."""
        return {REFERENCE: self.reference, **self.conditions}


def check_sound(name: str, sound: Audio, sample_rate: int, channels: int) -> None:
    """Refuse what can't be compared.

    Args:
        name: What a message calls it.
        sound: Samples ``(C, T)``.
        sample_rate: In Hz.
        channels: Of what it is compared with.

    Raises:
        TimbrespaceError: It is empty, not finite, silent, too short or too long, or has other
            channels.
    """
    seconds = sound.shape[-1] / sample_rate if sound.ndim == 2 else 0.0
    problem = (
        "is no array of channels and samples" if sound.ndim != 2
        else f"has {len(sound)} channels, the reference {channels}" if len(sound) != channels
        else "has more than two channels" if channels > 2
        else "has samples that are not numbers" if not np.isfinite(sound).all()
        else "is silent" if not sound.any()
        else f"lasts {seconds:.1f} s" if not SHORTEST_S <= seconds <= LONGEST_S
        else ""
    )  # fmt: skip
    if problem:
        raise TimbrespaceError(
            f"{name} {problem}.",
            f"Give one or two channels of {SHORTEST_S} to {LONGEST_S:.0f} s, as many in each.",
        )


def role_of(name: str) -> Role:
    """What a stimulus is there for, by its name."""
    if name == REFERENCE:
        return "reference"
    return "anchor" if name.startswith(ANCHOR) else "condition"
