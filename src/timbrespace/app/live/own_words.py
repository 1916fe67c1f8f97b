"""Words of the user's own, taught from the page: by the sounds of a map, and by what is played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import CallError

if TYPE_CHECKING:
    from timbrespace.app.view import View
    from timbrespace.spaces.voice import Voice


def listed() -> list[dict[str, Any]]:
    """All of them, as plain data."""
    from timbrespace.api.words import list_words, told

    return [told(word) for word in list_words()]


def mark_item(name: str, view: View, item: str, said: Any) -> dict[str, Any]:
    """Say of a sound of the map that it is so, is not, or how much.

    Raises:
        TimbrespaceError: There is no such item, or the rating makes no sense.
    """
    from timbrespace.api.words import mark, told

    view.items.row(item)
    return told(mark(name, view.atlas, item, _rating(said)))  # type: ignore[arg-type]


def mark_moment(name: str, voice: Voice, latent: list[float], said: Any) -> dict[str, Any]:
    """Say the same of what is played now: it is held, decoded and measured.

    Raises:
        TimbrespaceError: Nothing is heard there, or the rating makes no sense.
    """
    from timbrespace.api import words

    return words.told(words.mark_moment(name, voice, latent, _rating(said)))


def fit(name: str) -> dict[str, Any]:
    """Learn it from its marks, and say how far it can be relied on.

    Raises:
        TimbrespaceError: There is no such word, or it has too few marks.
    """
    from timbrespace.api import words

    return words.told(words.fit(name))


def forget(name: str) -> dict[str, Any]:
    """Delete it.

    Raises:
        TimbrespaceError: There is no such word.
    """
    from timbrespace.api import words

    return words.told(words.forget(name))


def _rating(said: Any) -> bool | float:
    if isinstance(said, bool | int | float):
        return said
    raise CallError("A mark is true, false, or a rating.", 'Send {"said": true}.')
