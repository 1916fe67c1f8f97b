"""Playing a voice live: what the command line, the page and a notebook call."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.live.engine import Engine
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Surrogate

#: The voice that ships with the package.
SHIPPED = "stream:bells"
#: Where performances go, unless another folder is named.
RECORDINGS = Path("performances")


def open_engine(
    voice: str | Path = SHIPPED,
    *,
    surrogate: str | Path | None = None,
    sample_rate: int = 48_000,
    block: int = 512,
    channels: int = 2,
    folder: Path | None = RECORDINGS,
    trust: bool = False,
    inline: bool = False,
) -> Engine:
    """An engine that plays a voice, and may change to any other that is listed here.

    Args:
        voice: Its name, or the path of its file or folder.
        surrogate: The folder of its words; default: the user's own, or the one that ships.
        sample_rate: Of the output, in Hz.
        block: Samples that are usually asked for at once.
        channels: Of the output.
        folder: Where performances are recorded to and replayed from.
        trust: Whether a voice that is a program may be run, and is remembered as trusted.
        inline: Work out each message at once; for rendering to files.

    Raises:
        TimbrespaceError: There is no such voice, or it can't be opened.

    Example:
        >>> with open_engine("stream:bells") as engine:
        ...     engine.snapshot()["voice"]["id"]
        'stream:bells'
    """
    from timbrespace.live.engine import Engine

    opened = _opened_voice(voice, trust)
    picker = Picker(opened, surrogate)
    return Engine(
        *picker(opened.id),
        sample_rate=sample_rate,
        block=block,
        channels=channels,
        opener=picker,
        voices=picker.listed(),
        folder=folder,
        inline=inline,
    )


class Picker:
    """Opens voices for an engine: the first one, and those that are listed; never a path.

    Messages come from a page or over a network; what they may open is what this user has opened
    before, or what ships.

    Args:
        first: The voice that plays first.
        surrogate: The folder of its words; default: those that are found for it.
    """

    def __init__(self, first: Voice, surrogate: str | Path | None = None) -> None:
        self._first, self._surrogate = first, surrogate

    def listed(self) -> list[dict[str, Any]]:
        """What can be picked: ``{"id", "title", "problem"}``."""
        first = {"id": self._first.id, "title": self._first.title, "problem": ""}
        return [first, *(each for each in voices() if each["id"] != first["id"])]

    def __call__(self, voice_id: str) -> tuple[Voice, Surrogate | None]:
        """A voice by its id, and its surrogate if there is one.

        Raises:
            TimbrespaceError: It is not listed, or it can't be opened.
        """
        if voice_id == self._first.id:
            if self._surrogate is not None:
                return self._first, _opened_words(self._surrogate, self._first)
            return self._first, _words_of(self._first)
        known = [each["id"] for each in self.listed()]
        if voice_id not in known:
            raise TimbrespaceError(
                f"There is no voice {voice_id!r} to change to.",
                f"Known: {', '.join(known)}. Play another once by its path, and it is known.",
            )
        opened = _opened_voice(voice_id, trust=False)
        return opened, _words_of(opened)


def set_controls(engine: Engine, values: Mapping[str, float]) -> None:
    """Move words and latents by their names; words first have the say, and move together.

    Raises:
        TimbrespaceError: The voice has neither a word nor a dim of that name.
    """
    state = engine.snapshot()
    words = {
        word["name"]: values[word["name"]] for word in state["words"] if word["name"] in values
    }
    dims = {dim["name"] for dim in state["voice"]["dims"]}
    for name in values:
        if name not in words and name not in dims:
            raise _no_control(name, state)
    for name, value in values.items():
        if name not in words:
            engine.apply({"do": "latent", "dim": name, "value": value})
    asked = {name: value for name, value in values.items() if name in words}
    if asked:
        engine.apply({"do": "words", "values": asked})


def voices() -> list[dict[str, Any]]:
    """The voices that can be named here: ``{"id", "title", "problem"}``."""
    from timbrespace.spaces.playing.opening import list_voices

    return [{"id": v.id, "title": v.title, "problem": v.problem} for v in list_voices()]


def _opened_voice(voice: str | Path, trust: bool) -> Voice:
    from timbrespace.spaces.playing.opening import open_voice

    return open_voice(voice, trust=trust)


def _words_of(voice: Voice) -> Surrogate | None:
    from timbrespace.api.words import with_own_words
    from timbrespace.surrogates.opening import find_surrogate

    found = find_surrogate(voice)
    return None if found is None else with_own_words(found)


def _opened_words(folder: str | Path, voice: Voice) -> Surrogate:
    from timbrespace.api.words import with_own_words
    from timbrespace.surrogates.opening import open_surrogate

    return with_own_words(open_surrogate(folder, voice))


def _no_control(name: str, state: Mapping[str, Any]) -> TimbrespaceError:
    import difflib

    words = [word["name"] for word in state["words"] if not word["problem"]]
    known = [*words, *(dim["name"] for dim in state["voice"]["dims"])]
    near = difflib.get_close_matches(name, known, 1, 0.5)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    return TimbrespaceError(
        f"'{state['voice']['id']}' has no word and no dim {name!r}.",
        f"{meant}It has: {', '.join(known[:24])}.",
    )
