"""The page's Instrument: which voices there are, what they do, and the page that plays one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from timbrespace.app.answers import Answer, Conflict, NotFound
from timbrespace.app.live import around
from timbrespace.app.live.aside import Aside
from timbrespace.app.live.playing import Engine
from timbrespace.app.live.pump import CHUNK
from timbrespace.app.live.seat import Seat
from timbrespace.app.live.surface import Surface
from timbrespace.app.live.targets import draw_targets, measure_latents

if TYPE_CHECKING:
    from timbrespace.app.view import View
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Surrogate

T = TypeVar("T")

#: What a recording consists of.
KINDS = {"wav": "audio/wav", "parquet": "application/vnd.apache.parquet"}


class Instrument:
    """Answers the panel's calls, and lets one page at a time play; safe from several threads.

    Args:
        open_engine: Makes the engine, when somebody asks for it first; default: one that plays
            the shipped voice.
        folder: Where the engine records to; default: where engines usually do.
    """

    def __init__(
        self, open_engine: Callable[[], Engine] | None = None, *, folder: Path | None = None
    ) -> None:
        self._open = open_engine or _shipped
        self._folder = folder
        self._opening = threading.Lock()
        self._engine: Engine | None = None
        #: Where the page sits that plays.
        self.seat = Seat()
        self._surface: Surface | None = None
        # Both take seconds: once for each voice, and never two at a time.
        self._thinking = threading.Lock()
        self._aside = Aside()
        self._names: dict[str, list[str]] = {}
        self._voice: tuple[str, Voice] | None = None

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
            TimbrespaceError: There is no such word or dim, or the voice has no words at all.
        """
        surrogate, latent = self._surrogate(), self._latent()
        return Answer(self._aside.run(lambda: around.heat(surrogate, latent, word, x, y)))

    def arrows(self, *, heard: bool = False) -> Answer:
        """Which dims raise or lower which words from here, and how sure that is.

        Args:
            heard: Also ask the voice itself, which takes some seconds.
        """
        surrogate, latent = self._surrogate(), self._latent()
        voice = self._voice_again() if heard else None
        return Answer(self._aside.run(lambda: around.arrows(surrogate, latent, voice)))

    def names(self) -> Answer:
        """What the dims are called after the words that they move; takes seconds, once."""
        surrogate = self._surrogate()
        with self._thinking:
            if surrogate.voice_hash not in self._names:
                found = self._aside.run(lambda: around.names(surrogate))
                self._names[surrogate.voice_hash] = found
        return Answer(self._names[surrogate.voice_hash])

    def targets(self, n: int, seed: int) -> Answer:
        """Sounds to be reached, for the matching task.

        Raises:
            TimbrespaceError: The voice has no words.
        """
        return Answer(draw_targets(self._surrogate(), n, seed))

    def measured(self, voice: str, latents: Sequence[Sequence[float]]) -> Answer:
        """What latents of the voice that is on sound like: decoded and measured, not foretold.

        Raises:
            Conflict: Another voice is on by now.
            TimbrespaceError: The voice has no words, or these are no latents of it.
        """
        surrogate = self._surrogate()
        if surrogate.voice != voice:
            raise Conflict(f"'{surrogate.voice}' is on, and not '{voice}'.", "Ask again.")
        again = self._voice_again()
        return Answer(self._aside.run(lambda: measure_latents(surrogate, again, latents)))

    # Words of the user's own ------------------------------------------------------------

    def moment(self) -> tuple[Voice, list[float]]:
        """What plays now, to be marked: the voice, opened a second time, and where it is.

        Raises:
            TimbrespaceError: The voice cannot be opened.
        """
        return self._voice_again(), self._latent()

    def aside(self, work: Callable[[], T]) -> T:
        """Do what may wait, so that the sound does not."""
        return self._aside.run(work)

    def reopen(self) -> None:
        """The same voice with the words that there are now; it stays where it is."""
        with self._opening:
            engine = self._engine
        if engine is not None:  # Else they are read when it is opened.
            engine.apply({"do": "voice", "id": engine.snapshot()["voice"]["id"]})

    # Recordings -------------------------------------------------------------------------

    def recording(self, name: str, kind: str) -> Answer:
        """A performance: its sound (``wav``), or the way through its latents (``parquet``).

        Raises:
            NotFound: The engine lists none of that name, or the file is gone.
        """
        from timbrespace.api.playing import RECORDINGS

        if kind not in KINDS or name not in self.engine.snapshot().get("performances", []):
            raise NotFound(f"There is no recording {name[:80]!r}.", "Choose one of the list.")
        try:
            bytes_ = ((self._folder or RECORDINGS) / f"{name}.{kind}").read_bytes()
        except OSError as error:
            raise NotFound(f"The file of {name!r} is gone.", "Record again.") from error
        return Answer({"name": f"{name}.{kind}", "type": KINDS[kind]}, bytes_)

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

    def _voice_again(self) -> Voice:
        """The voice that is on, opened a second time: what is decoded aside must not be heard."""
        from timbrespace.spaces.playing.opening import open_voice

        voice_id = str(self.engine.snapshot()["voice"]["id"])
        with self._thinking:
            if self._voice is None or self._voice[0] != voice_id:
                self._voice = (voice_id, open_voice(voice_id))
            return self._voice[1]

    # The map --------------------------------------------------------------------------

    def surface(self, view: View) -> Answer:
        """Whether the map can be played with the voice that is on, and how it could."""
        return Answer(self._surface_of(view).facts())

    def ground(self, view: View, name: str, word: str) -> Answer:
        """What a word is over a map, where its sounds have latents of the voice.

        Raises:
            NotFound: There is no such map, or the voice has no words.
            TimbrespaceError: There is no such word, or too few sounds have latents.
        """
        surrogate = self._surrogate()
        places, latents = self._surface_of(view).placed(name)
        return Answer(self._aside.run(lambda: around.ground(surrogate, word, places, latents)))

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

    return open_engine(block=CHUNK)  # What the pump asks for: the delay that is told follows it.
