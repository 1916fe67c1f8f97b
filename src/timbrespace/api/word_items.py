"""Items as a user names them on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas


def item_of(atlas: Atlas, text: str) -> str:
    """The id of an item that is named by its id, its path, or the end of its path.

    Raises:
        TimbrespaceError: There is none, or there are several.
    """
    items = atlas.items
    if (items["id"] == text).any():
        return text
    paths = items["path"].astype(str)
    found = items.loc[(paths == text) | paths.str.endswith(f"/{text}"), "id"].tolist()
    if len(found) != 1:
        many = f"{len(found)} items" if found else "no item"
        raise TimbrespaceError(
            f"This atlas has {many} called '{text}'.", "Name one by its id, or its whole path."
        )
    return str(found[0])


def rated(text: str) -> tuple[str, float]:
    """An item and its rating, from ``ITEM=3.5``.

    Raises:
        TimbrespaceError: It is something else.

    Example:
        >>> rated("a/b=c.wav=3.5")
        ('a/b=c.wav', 3.5)
    """
    item, _, rating = text.rpartition("=")
    try:
        return item, float(rating)
    except ValueError as error:
        raise TimbrespaceError(f"'{text}' is no rating.", "Write: --rate ITEM=3.5") from error
