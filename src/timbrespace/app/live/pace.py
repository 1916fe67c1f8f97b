"""How far the server runs ahead of the page's loudspeakers, in frames."""

from __future__ import annotations

import threading

from timbrespace.app.live.playing import RATE_HZ

#: What the page may ask to have in hand: 5 ms to 0.5 s.
LEAST_TARGET, MOST_TARGET = 240, 24_000
#: Until the page says otherwise: 30 ms.
TARGET = 1_440
#: Between two reports the clock says what was played; without any for longer, nothing was.
TRUST_S = 0.4


class Pace:
    """Says when the page wants more; safe to use from several threads.

    The page reports how many frames it has played since it connected. Frames on their way count
    as ahead, too, so that a page which does not read is sent no more than it asked for, and what
    :data:`TRUST_S` holds.

    Args:
        rate_hz: Frames that the page plays in a second.

    Example:
        >>> pace = Pace()
        >>> pace.due(now_s=0.0)  # It has not said that it listens.
        0
        >>> pace.heard(0, target=1_440, flowing=False, now_s=0.0)
        >>> pace.due(now_s=0.0)
        1440
        >>> pace.sent(1_440)
        >>> pace.heard(0, target=1_440, flowing=True, now_s=0.1)
        >>> pace.due(now_s=0.11)  # Ten milliseconds later.
        480
    """

    def __init__(self, rate_hz: int = RATE_HZ) -> None:
        self._rate_hz = rate_hz
        self._lock = threading.Lock()
        self._sent = 0
        self._played = 0
        self._flowing = False
        self._target = 0
        self._at_s = 0.0

    def heard(self, played: int, *, target: int, flowing: bool, now_s: float) -> None:
        """The page reports.

        Args:
            played: Frames since it connected.
            target: Frames that it wants to have in hand; kept within bounds.
            flowing: Whether it plays now, or waits until it has that many.
            now_s: When that was.
        """
        with self._lock:
            self._played = min(max(played, self._played), self._sent)
            self._target = min(max(target, LEAST_TARGET), MOST_TARGET)
            self._flowing, self._at_s = flowing, now_s

    def sent(self, n_frames: int) -> None:
        """So many are on their way."""
        with self._lock:
            self._sent += n_frames

    def taken_back(self, n_frames: int) -> None:
        """So many of what was sent last are sent anew."""
        with self._lock:
            self._sent -= n_frames

    def due(self, now_s: float) -> int:
        """Frames that the page is short of."""
        with self._lock:
            return max(0, self._target - self._ahead(now_s)) if self._target else 0

    def wait_s(self, now_s: float) -> float:
        """Seconds until it is short of some; that long nothing need be done."""
        with self._lock:
            over = self._ahead(now_s) - self._target
            return max(0.0, over / self._rate_hz) if self._target else TRUST_S

    def ahead(self, now_s: float) -> int:
        """Frames that were sent and are not played yet."""
        with self._lock:
            return self._ahead(now_s)

    def _ahead(self, now_s: float) -> int:
        since_s = min(max(0.0, now_s - self._at_s), TRUST_S) if self._flowing else 0.0
        return max(0, self._sent - self._played - round(since_s * self._rate_hz))
