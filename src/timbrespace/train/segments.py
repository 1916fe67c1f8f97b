"""Which segments a model hears: drawn anew for each epoch, fixed where it is measured.

Draws come from seed and epoch alone, so that a training that was stopped after an epoch goes on
as if it had not been.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.audio.measure import is_silent, peak

if TYPE_CHECKING:
    from timbrespace.train.sounds import Sound

#: Places tried before a silent segment is taken as it is.
TRIES = 6


class EpochSegments:
    """The training segments of one epoch, by number; each ``(1, segment)`` float32.

    A sound comes about as often as it holds segments. Where more are asked for than there are,
    every sound has come once before any comes again.

    Args:
        sounds: What to draw from.
        segment: Samples of each.
        n: How many.
        seed: Of the training.
        epoch: From 0.
    """

    def __init__(
        self, sounds: Sequence[Sound], segment: int, n: int, seed: int, epoch: int
    ) -> None:
        self._sounds, self._segment = sounds, segment
        rng = np.random.default_rng([seed, 2, epoch])
        dealt = np.repeat(np.arange(len(sounds)), [n_held(s, segment) for s in sounds])
        decks = [rng.permutation(dealt) for _ in range(math.ceil(n / len(dealt)))]
        self._chosen = np.concatenate(decks)[:n]
        self._places = rng.random((n, TRIES))

    def __len__(self) -> int:
        return len(self._chosen)

    def __getitem__(self, index: int) -> NDArray[np.float32]:
        sound = self._sounds[self._chosen[index]]
        room = max(0, len(sound) - self._segment)
        heard = np.zeros(0, np.float32)
        for place in self._places[index]:
            heard = sound.read(int(place * (room + 1)), self._segment)
            if not room or not is_silent(peak(heard[None])):
                break
        return padded(heard, self._segment)


class HeldSegments:
    """Segments that are always the same, spread over all sounds; silent ones are passed over.

    Args:
        sounds: What to cut.
        segment: Samples of each.
        most: At most so many.
    """

    def __init__(self, sounds: Sequence[Sound], segment: int, most: int = 256) -> None:
        self._sounds, self._segment = sounds, segment
        self.places = list(self._sounding(most))

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, index: int) -> NDArray[np.float32]:
        number, start = self.places[index]
        return padded(self._sounds[number].read(start, self._segment), self._segment)

    def sound(self, index: int) -> Sound:
        """The sound that a segment is of."""
        return self._sounds[self.places[index][0]]

    def _sounding(self, most: int) -> Iterator[tuple[int, int]]:
        every = [
            (number, k * self._segment)
            for number, sound in enumerate(self._sounds)
            for k in range(n_held(sound, self._segment))
        ]
        # An order that covers all sounds however soon it stops, and is the same every time.
        order = np.random.default_rng(len(every)).permutation(len(every))
        chosen: list[int] = []
        for index in order:
            number, start = every[index]
            heard = self._sounds[number].read(start, self._segment)
            if heard.size and not is_silent(peak(heard[None])):
                chosen.append(index)
            if len(chosen) == most:
                break
        for index in sorted(chosen) or [0]:
            yield every[index]


def n_held(sound: Sound, segment: int) -> int:
    """How many segments a sound holds; one at least."""
    return max(1, len(sound) // segment)


def padded(samples: NDArray[np.float32], n: int) -> NDArray[np.float32]:
    """Samples ``(T,)`` as a segment ``(1, n)``, filled up with silence.

    Example:
        >>> padded(np.ones(2, np.float32), 4).tolist()
        [[1.0, 1.0, 0.0, 0.0]]
    """
    segment = np.zeros((1, n), np.float32)
    segment[0, : len(samples)] = samples
    return segment
