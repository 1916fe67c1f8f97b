"""What a listener is asked to tell apart: trials of an ABX test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.design import Audio, check_sound

__all__ = ["AbxTrial"]


@dataclass(frozen=True)
class AbxTrial:
    """Two sounds, and a third that belongs to one of them.

    Which of the two is called A, and to which X belongs, is tossed on the page for each listener.

    Args:
        name: Of the trial; unique in a test.
        a: Samples ``(C, T)``.
        b: Samples ``(C, T)``.
        sample_rate: Of all of them, in Hz.
        like_a: Another sound of the first one's kind: it is X where X belongs to the first. None:
            X is the very same sound, and the question is whether the two differ at all.
        like_b: Another sound of the second one's kind; given exactly where ``like_a`` is.
        condition: What is counted together in the results.

    Raises:
        TimbrespaceError: Only one of the two has another of its kind; a sound is empty, not
            finite, silent, too short or too long, or has other channels than the first.

    Example:
        >>> tone = np.sin(np.arange(16_000) / 5).astype(np.float32)[None]
        >>> trial = AbxTrial("octave", tone, tone**2, 16_000)
        >>> list(trial.sounds)
        ['a', 'b']
    """

    name: str
    a: Audio
    b: Audio
    sample_rate: int
    like_a: Audio | None = None
    like_b: Audio | None = None
    condition: str = "all"

    def __post_init__(self) -> None:
        if (self.like_a is None) != (self.like_b is None):
            raise TimbrespaceError(
                f"Trial '{self.name}' has another sound of one kind only.",
                "Give one like a and one like b, or neither.",
            )
        for name, sound in self.sounds.items():
            said = f"'{name}' of trial '{self.name}'"
            check_sound(said, np.asarray(sound), self.sample_rate, len(self.a))

    @property
    def sounds(self) -> dict[str, Audio]:
        """All that may be heard, by the names the page knows them by."""
        own = {"a": self.a, "b": self.b, "like-a": self.like_a, "like-b": self.like_b}
        return {name: sound for name, sound in own.items() if sound is not None}
