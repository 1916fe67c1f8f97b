"""What faces are told in words, besides the state."""

from __future__ import annotations

import itertools
from collections import deque
from typing import Any

#: So many are kept.
MOST = 8


class Notices:
    """The last few sentences, numbered, so that a face can tell which ones are new.

    Example:
        >>> notices = Notices()
        >>> notices.add("Saved.")
        >>> notices.listed()
        [{'number': 1, 'text': 'Saved.'}]
    """

    def __init__(self) -> None:
        self._last: deque[dict[str, Any]] = deque(maxlen=MOST)
        self._numbers = itertools.count(1)

    def add(self, text: str) -> None:
        """Say something; from any thread."""
        self._last.append({"number": next(self._numbers), "text": text})

    def listed(self) -> list[dict[str, Any]]:
        """The newest last."""
        return list(self._last)
