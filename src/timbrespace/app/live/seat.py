"""One player at a time: two hands on one set of sliders would fight."""

from __future__ import annotations

import asyncio


class Seat:
    """Where the page that plays sits; used from one event loop only.

    Example:
        >>> seat = Seat()
        >>> first = seat.take()
        >>> seat.take() is None  # Taken.
        True
        >>> second = seat.take(by_force=True)
        >>> first.lost.is_set()
        True
        >>> seat.leave(first)  # It has none to leave any more.
        >>> seat.is_taken
        True
    """

    def __init__(self) -> None:
        self._sitting: Ticket | None = None

    @property
    def is_taken(self) -> bool:
        """Whether somebody plays."""
        return self._sitting is not None

    def take(self, *, by_force: bool = False) -> Ticket | None:
        """Sit down; None where somebody else does, unless by force."""
        if self._sitting is not None:
            if not by_force:
                return None
            self._sitting.lost.set()
        self._sitting = Ticket()
        return self._sitting

    def leave(self, ticket: Ticket) -> None:
        """Stand up, if one still sits there."""
        if self._sitting is ticket:
            self._sitting = None


class Ticket:
    """Shows that one sits there, until somebody else does."""

    def __init__(self) -> None:
        #: Set when another page has taken the seat.
        self.lost = asyncio.Event()
