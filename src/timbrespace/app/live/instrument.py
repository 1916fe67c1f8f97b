"""The page's Instrument: which voices there are, what they do, and the page that plays one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import Answer, NotFound
from timbrespace.app.live import around
from timbrespace.app.live.playing import Engine
from timbrespace.app.live.seat import Seat
from timbrespace.app.live.surface import Surface

if TYPE_CHECKING:
    from timbrespace.app.view import View
    from timbrespace.surrogates.base import Surrogate


class Instrument:
    """Answers the panel's calls, and lets one page at a time play; safe from several threads.

    Args:
        open_engine: Makes the engine, when somebody asks for it first; default: one that plays
            the shipped voice.
    """

    def __init__(self, open_engine: Callable[[], Engine] | None = None) -> None:
        self._open = open_engine or _shipped
        self._opening = threading.Lock()
        self._engine: Engine | None = None
        #: Where the page sits that plays.
        self.seat = Seat()
        self._surface: Surface | None = None

    @property
    def engine(self) -> Engine:
        """Opened on first use.

        Raises:
            TimbrespaceError: The voice cannot be opened.
        """
        with self._opening:
            if self._engine is None:
                self._engine = self._open()
            return self._engine

    def voices(self) -> Answer:
        """Every voice that can be named here, also those that cannot be opened, and why."""
        from timbrespace.api.playing import SHIPPED, voices

        return Answer({"voices": voices(), "shipped": SHIPPED})

    # Where the player stands ------------------------------------------------------------

    def heat(self, word: str, x: int, y: int) -> Answer:
        """What a word is over two dims around the player.

        Raises:
            NotFound: There is no such word or dim, or the voice has no words at all.
        """
        return Answer(around.heat(self._surrogate(), self._latent(), word, x, y))

    def arrows(self) -> Answer:
        """Which dims raise or lower which words from here, and how sure that is."""
        return Answer(around.arrows(self._surrogate(), self._latent()))

    def _surrogate(self) -> Surrogate:
        found = self.engine.surrogate
        if found is None:
            voice = self.engine.snapshot()["voice"]["id"]
            raise NotFound(
                f"'{voice}' has no words yet.", f"Learn them: timbrespace surrogate {voice}"
            )
        return found

    def _latent(self) -> list[float]:
        state = self.engine.snapshot()
        return list(state.get("targets") or state["latents"])

    # The map --------------------------------------------------------------------------

    def surface(self, view: View) -> Answer:
        """Whether the map can be played with the voice that is on, and how it could."""
        return Answer(self._surface_of(view).facts())

    def _place(self, view: View, message: dict[str, Any]) -> None:
        """Go to a place on the map.

        Args:
            view: The atlas.
            message: ``items`` and their ``weights``.

        Raises:
            TimbrespaceError: These items have no latents in the voice's space.
        """
        latent = self._surface_of(view).latent(message.get("items"), message.get("weights"))
        self.engine.apply({"do": "latents", "values": latent})

    def _surface_of(self, view: View) -> Surface:
        voice = self.engine.snapshot()["voice"]
        found = self._surface
        if found is None or found.voice != voice["id"] or found.view is not view:
            found = self._surface = Surface(view, voice["id"], len(voice["dims"]))
        return found

    # Messages -------------------------------------------------------------------------

    def obey(self, view: View, message: dict[str, Any]) -> dict[str, Any] | None:
        """Carry out what a page says; what is returned is told to it.

        Raises:
            TimbrespaceError: It makes no sense, or cannot be done.
        """
        if message["do"] == "place":
            self._place(view, message)
        else:
            self.engine.apply(message)
        return None


def _shipped() -> Engine:
    from timbrespace.api.playing import open_engine

    return open_engine()
