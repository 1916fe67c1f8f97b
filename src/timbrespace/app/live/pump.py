"""The thread that lets the engine play for one page."""

from __future__ import annotations

import logging
import struct
import threading
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from timbrespace.app.live.pace import Pace
from timbrespace.app.live.playing import CHANNELS, RATE_HZ, Playing

#: Frames of one message: 5.3 ms, so that a control is heard soon.
CHUNK = 256
#: Frames of a message that takes some back: 21 ms, so that the page soon has enough in hand again.
ANEW = 4 * CHUNK
#: What lies before the samples: number of the message, number of frames, and how many of the
#: frames before it takes the place of, at their end; little endian.
HEAD = struct.Struct("<iii")
#: Longest sleep: after it the thread looks whether it is to stop.
LONGEST_S = 0.05
#: Silence after which an engine that does not play is no longer asked.
REST_S = 0.5

_log = logging.getLogger(__name__)


class Pump:
    """Renders as much as the page is short of, and posts it, until it is stopped.

    Args:
        engine: Who plays.
        pace: What the page is short of.
        post: Takes each message; called on the pump's thread, it must not wait.
        failed: Called once with what went wrong, if something did; nothing is posted after it.
        clock: Seconds that go forward.
    """

    def __init__(
        self,
        engine: Playing,
        pace: Pace,
        post: Callable[[bytes], None],
        failed: Callable[[Exception], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._pace = pace
        self._post = post
        self._failed = failed
        self._clock = clock
        self._number = 0
        self._silent = 0
        #: Whether there is nothing to hear, so that nothing is sent.
        self.rests = False
        self._out = np.zeros((CHANNELS, ANEW), np.float32)
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="instrument", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Something has changed: do not sleep on."""
        self._silent, self.rests = 0, False
        self._woken.set()

    def stop(self, timeout_s: float = 2.0) -> None:
        """End; after it the engine is asked no more."""
        self._stopping = True
        self._woken.set()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            while not self._stopping:
                back = 0 if self.rests else self._take_back()
                if back or (not self.rests and self._pace.due(self._clock()) > 0):
                    self._send(back)
                else:
                    self._sleep()
        except Exception as error:
            _log.debug("The engine failed.", exc_info=True)
            self._failed(error)

    def _sleep(self) -> None:
        wait_s = LONGEST_S if self.rests else self._pace.wait_s(self._clock())
        self._woken.wait(min(wait_s, LONGEST_S))
        self._woken.clear()
        if self.rests and self._plays():
            self.wake()  # Somebody else, by OSC, has let it play.

    def _take_back(self) -> int:
        """Of what the page has in hand, what a control makes old; so it is heard at once."""
        back = self._engine.take_back(self._pace.ahead(self._clock()))
        self._pace.taken_back(back)
        return back

    def _send(self, back: int = 0) -> None:
        n = min(max(back, CHUNK), ANEW)
        out = self._out[:, :n]
        self._engine.render(out)
        self._silent = 0 if out.any() else self._silent + n
        self._pace.sent(n)
        self._number_and_post(out, back)
        if self._silent >= REST_S * RATE_HZ:
            self._silent = 0
            self.rests = not self._plays()
        if self.rests:
            self._number_and_post(out[:, :0])  # Nothing follows: the page need not wait for it.

    def _number_and_post(self, out: NDArray[np.float32], back: int = 0) -> None:
        self._post(packed(self._number, out, back))
        self._number += 1

    def _plays(self) -> bool:
        return bool(self._engine.snapshot().get("playing"))


def packed(number: int, out: NDArray[np.float32], back: int = 0) -> bytes:
    """A message for the page: number, frames, frames taken back, then left and right in turn.

    Example:
        >>> message = packed(7, np.zeros((2, 3), np.float32), back=2)
        >>> message[:12].hex(), len(message)
        ('070000000300000002000000', 36)
    """
    return HEAD.pack(number & 0x7FFFFFFF, out.shape[1], back) + out.T.astype("<f4").tobytes()
