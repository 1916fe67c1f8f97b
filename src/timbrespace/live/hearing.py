"""What the words of a surrogate are of a sound: descriptors measured, and words made of those."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics.naming import descriptor, measure
from timbrespace.semantics.sources import source_of
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.base import Floats, Surrogate
from timbrespace.surrogates.holding import Hold
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.words.surrogate import WithOwnWords


class Hearing:
    """Measures words; what cannot be measured here is said once, and left out.

    Safe from several threads once it is made, which may take a second: models are opened then.

    Args:
        surrogate: Whose words are measured, the user's own ones, too.
    """

    def __init__(self, surrogate: Surrogate) -> None:
        self._base = surrogate.base if isinstance(surrogate, WithOwnWords) else surrogate
        own = surrogate.sliders if isinstance(surrogate, WithOwnWords) else ()
        #: Of the words, as the surrogate has them.
        self.names = surrogate.names
        #: Why, by word with a slider that is not measured.
        self.lacking: dict[str, str] = {}
        played = {word.name for word in surrogate.words if not word.problem}
        read = {name for slider in own if slider.word.name in played for name in slider.model.dims}
        self._known = self._usable([name for name in self._base.names if name in played | read])
        self._own = [slider if slider.word.name in played else None for slider in own]
        for slider in own:
            unknown = [n for n in slider.model.dims if n not in self._known]
            if unknown and slider.word.name in played:
                self.lacking[slider.word.name] = f"It reads {', '.join(unknown)}."
        self.lacking = {name: why for name, why in self.lacking.items() if name in played}

    def of_sounds(self, sounds: Audio, sample_rate: int) -> Floats:
        """Words ``(B, K)`` of sounds ``(B, C, T)``; NaN where one is undefined or not measured."""
        return self._whole(measure(self._known, sounds, sample_rate))

    def of_latents(self, voice: Voice, latents: Latents, hold: Hold) -> Floats:
        """Words ``(B, K)`` of latents ``(B, D)``: each held, decoded and measured.

        Args:
            voice: That decodes; not the one that is heard meanwhile.
            latents: One for each row.
            hold: For how long each is held; best as long as when the surrogate was learned.
        """
        return self._whole(Meter(voice, self._known, hold).read(latents).values)

    def _usable(self, names: Sequence[str]) -> tuple[str, ...]:
        """Those that can be measured here: a probe, or a model, may not be at hand."""

        faint = np.zeros((1, 1, 16_000), np.float32)
        faint[0, 0, ::100] = 0.1  # Not quite: models are not asked about silence.
        found = []
        for name in names:
            try:
                if source_of(name) is None:
                    descriptor(name)
                else:
                    measure([name], faint, 16_000)
            except (TimbrespaceError, ImportError, OSError) as error:
                self.lacking[name] = str(error)
                continue
            found.append(name)
        return tuple(found)

    def _whole(self, known: Floats) -> Floats:
        """All words ``(B, K)`` from those that were measured."""
        values = np.full((len(known), len(self._base.names)), np.nan)
        values[:, [self._base.names.index(name) for name in self._known]] = known
        nothing = np.full(len(known), np.nan)
        own = [slider.heard(values) if slider else nothing for slider in self._own]
        return np.column_stack([values, *own])
