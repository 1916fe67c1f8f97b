"""What a page that plays asks of an engine: messages in, sound and state out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Surrogate

#: What travels to the page.
RATE_HZ = 48_000
CHANNELS = 2

Message = Mapping[str, Any]


class Playing(Protocol):
    """Anything that plays; :class:`timbrespace.live.rack.rack.Rack` is one."""

    def apply(self, message: dict[str, Any]) -> None:
        """Do what a control says, from any thread, without waiting.

        Raises:
            TimbrespaceError: It makes no sense.
        """

    def render(self, out: NDArray[np.float32]) -> None:
        """The next samples ``(2, n)`` at 48 kHz; one thread only."""

    def take_back(self, most: int) -> int:
        """Of ``most`` rendered samples that nobody has heard: so many are rendered anew.

        The next samples take the place of the last so many, and are to be cross-faded with them;
        0: they go on from there. On the thread of :meth:`render`.
        """

    def set_transport(self, transport_ms: float, ahead_samples: int = 0) -> None:
        """What an output says of its own delay."""

    def snapshot(self) -> dict[str, Any]:
        """All that a face shows, as plain data; from any thread."""


class Engine(Playing, Protocol):
    """Plays a voice; :class:`timbrespace.live.engine.Engine` is one."""

    @property
    def surrogate(self) -> Surrogate | None:
        """The words of the voice that is played now; None where it has none."""
