"""What the page asks of the user's own words: how they were taught, and what sounds have of them.

They are the user's, not the atlas's: what is taught on one page is a colour of every map, and a
slider of every voice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

from timbrespace.app.answers import Answer, CallError, TooLarge, table_answer
from timbrespace.app.tables import number

if TYPE_CHECKING:
    from timbrespace.api.words import Suggestion
    from timbrespace.app.view import View
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.words.word import OwnWord

T = TypeVar("T")

#: Sounds that one call marks, and that are suggested at once, at most.
MOST_MARKED, MOST_SUGGESTED = 5_000, 50


class Plays(Protocol):
    """What plays by these words, and what is marked while it does."""

    def moment(self) -> tuple[Voice, list[float]]:
        """The voice that is on, to be decoded aside, and where it is now.

        Raises:
            TimbrespaceError: The voice cannot be opened.
        """

    def aside(self, work: Callable[[], T]) -> T:
        """Do what may wait, so that the sound does not."""

    def reopen(self) -> None:
        """Words have changed: play on with those that there are now."""


class OwnWords:
    """Answers the page's calls about words; safe to use from several threads.

    Args:
        plays: What plays by them.
        view: The atlas as the pages see it now.
        changed: Called after a word has changed, so that other pages read it again.
    """

    def __init__(
        self, plays: Plays, view: Callable[[], View], changed: Callable[[], None]
    ) -> None:
        self._plays = plays
        self._view = view
        self._changed = changed

    # What there is ----------------------------------------------------------------------

    def listed(self) -> Answer:
        """All of them, and how they were taught."""
        from timbrespace.api.words import list_words, told

        return Answer([told(word) for word in list_words()])

    def values(self, name: str) -> Answer:
        """What each item of the atlas has of a word, in its own units: float32 ``(n, 1)``.

        NaN where an item was not measured.

        Raises:
            TimbrespaceError: There is no such word, it was not learned, or the atlas has not got
                what it is read from.
        """
        from timbrespace.api import words

        view = self._view()
        found = words.values(name, view.atlas)  # type: ignore[arg-type]
        return table_answer({"name": name, "rows": len(found), "columns": 1}, found)

    def suggest(self, name: str, n: int) -> Answer:
        """The items whose marks would teach a word most, best first.

        Raises:
            TimbrespaceError: It cannot be called so, or the atlas has no descriptors.
        """
        from timbrespace.api import words

        n = min(max(1, n), MOST_SUGGESTED)
        found = words.suggest(name, self._view().atlas, n)  # type: ignore[arg-type]
        return Answer([_plain(each) for each in found])

    def file(self, name: str, *, marks: bool = True) -> Answer:
        """A word as the file that others can load.

        Raises:
            TimbrespaceError: There is no such word.
        """
        import json

        from timbrespace.api.words import get_word
        from timbrespace.surrogates.words.files import as_plain

        word = get_word(name)
        text = json.dumps(as_plain(word, marks=marks), indent=1, ensure_ascii=False)
        name = f"{word.name}.json"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Answer({"type": "application/json", "name": name}, text.encode(), headers)

    # What changes -----------------------------------------------------------------------

    def mark(self, name: str, said: Any, items: Sequence[str] | None = None) -> Answer:
        """Say of items, or of what plays now, that they are so, are not, or how much.

        Args:
            name: The word; begun if there is none of that name.
            said: True, False, or a rating from 1 to 5.
            items: Ids; None: what plays now.

        Raises:
            TimbrespaceError: There is no such item, nothing is heard, or the rating is none.
        """
        from timbrespace.api import words

        rating = _rating(said)
        if items is None:
            voice, latent = self._plays.moment()
            marked = lambda: words.mark_moment(name, voice, latent, rating)  # noqa: E731
            return self._told(self._plays.aside(marked))
        view = self._view()
        if not 0 < len(items) <= MOST_MARKED:
            raise CallError("These are no sounds to mark.", f"Name 1 to {MOST_MARKED} of them.")
        for item in items:
            view.items.row(item)
        return self._told(words.mark(name, view.atlas, items, rating))  # type: ignore[arg-type]

    def unmark(self, name: str, ids: Sequence[str]) -> Answer:
        """Take marks away, of items or of moments.

        Raises:
            TimbrespaceError: There is no such word.
        """
        from timbrespace.api import words

        return self._told(words.unmark(name, ids))

    def fit(self, name: str) -> Answer:
        """Learn a word from its marks: it then is a colour, and a slider of every voice.

        Raises:
            TimbrespaceError: There is no such word, or it has too few marks.
        """
        from timbrespace.api import words

        word = self._plays.aside(lambda: words.fit(name))
        return self._told(word, plays=True)

    def rename(self, name: str, title: str) -> Answer:
        """Call a word otherwise.

        Raises:
            TimbrespaceError: There is no such word, or the title is taken or none.
        """
        from timbrespace.api import words

        return self._told(words.rename(name, title), plays=True)

    def rescale(self, name: str, low: float, high: float, unit: str) -> Answer:
        """Let a word read ``low`` where nothing is so and ``high`` where all is.

        Raises:
            TimbrespaceError: There is no such word, or the scale has no extent.
        """
        from timbrespace.api import words

        return self._told(words.rescale(name, low, high, unit[:20]), plays=True)

    def forget(self, name: str) -> Answer:
        """Delete a word.

        Raises:
            TimbrespaceError: There is no such word.
        """
        from timbrespace.api import words

        return self._told(words.forget(name), plays=True)

    def load(self, file: bytes, name: str = "") -> Answer:
        """Take over a word that somebody has shared.

        Args:
            file: As :meth:`file` gives it.
            name: What to call it here; default: as it is called there.

        Raises:
            TimbrespaceError: It is no word, or one is called so already.
        """
        import tempfile
        from pathlib import Path

        from timbrespace.api import words
        from timbrespace.surrogates.words.files import MOST_BYTES

        if len(file) > MOST_BYTES:
            raise TooLarge("This is too large to be a word.", "Ask for the file again.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "word.json"
            path.write_bytes(file)
            return self._told(words.import_word(path, name), plays=True)

    def _told(self, word: OwnWord, *, plays: bool = False) -> Answer:
        """What the page hears of a word that has changed; all other pages hear that one has."""
        from timbrespace.api.words import told

        if plays:
            self._plays.reopen()
        self._changed()
        return Answer(told(word))


def _rating(said: Any) -> bool | float:
    if isinstance(said, bool | int | float):
        return said
    raise CallError("A mark is true, false, or a rating.", 'Send {"said": true}.')


def _plain(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "item": suggestion.item,
        "name": PurePosixPath(suggestion.path).name,
        "value": number(suggestion.value),
        "gain": number(np.clip(suggestion.gain, 0, 1)),
    }
