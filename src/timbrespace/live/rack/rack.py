"""The rack: the user's own sound through any effect, as hands ask for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from timbrespace.effects.base import Audio, Effect, Floats, defaults
from timbrespace.errors import TimbrespaceError
from timbrespace.live.inbox import Command
from timbrespace.live.messages import Message
from timbrespace.live.notices import Notices
from timbrespace.live.rack.lane import Lane
from timbrespace.live.rack.messages import understood
from timbrespace.live.rack.mixer import Mixer
from timbrespace.live.rack.source import Sound
from timbrespace.live.rack.state import rack_state
from timbrespace.live.state import Waits
from timbrespace.live.worker import Worker

#: From the id of an effect to it; may take seconds, and raise.
Opener = Callable[[str], Effect]
#: Time constant of the settings: short enough to follow a hand, too long for a click.
SMOOTH_MS = 15.0
#: At and under which the gain is nothing.
SILENT_DB = -90.0


class Rack:
    """Plays a sound through an effect whose settings move.

    :meth:`apply`, :meth:`load` and :meth:`snapshot` may be called from any thread,
    :meth:`render` from one. What takes long (opening effects) happens on a thread of its own.

    Args:
        opener: Opens effects for ``{"do": "effect"}``.
        sample_rate: Of the output, in Hz.
        block: Samples that :meth:`render` is usually asked for; for the delay that is told.
        channels: Of the output.
        inline: Open effects at once, on the thread that brings the message.

    Example:
        >>> from timbrespace.effects.opening import open_effect
        >>> with Rack(open_effect, inline=True) as rack:
        ...     rack.load(Sound(np.full((1, 48_000), 0.1, np.float32), 48_000))
        ...     rack.apply({"do": "effect", "id": "overdrive"})
        ...     rack.apply({"do": "set", "name": "drive", "value": 80})
        ...     rack.apply({"do": "play"})
        ...     out = np.zeros((2, 9_600), np.float32)
        ...     rack.render(out)
        >>> bool(out.max() > 0.2)
        True
    """

    def __init__(
        self,
        opener: Opener,
        *,
        sample_rate: int = 48_000,
        block: int = 256,
        channels: int = 2,
        inline: bool = False,
    ) -> None:
        self.sample_rate, self.channels = sample_rate, channels
        self.mixer = Mixer(sample_rate, channels)
        self.waits = Waits(block_samples=block)
        self.notices = Notices()
        #: What plays, or will in a moment.
        self.effect: Effect | None = None
        self.theta: Floats = np.zeros(0)
        self.sound: Sound | None = None
        #: The effect that is being opened, or "".
        self.opening = ""
        self.playing = self.dry = False
        self.loop = True
        self.match = "dry"
        self.gain_db, self.smooth_ms = 0.0, SMOOTH_MS
        #: Where on a map the settings are, as whoever set them knows it.
        self.here: dict[str, Any] | None = None
        self._opener, self._inline = opener, inline
        self._lock = threading.Lock()
        self._worker = Worker(lambda messages: None, self._opening_failed)
        self._lost = False

    def __enter__(self) -> Rack:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the effect; nothing is rendered any more."""
        self._worker.close()
        lane, self.mixer.lane = self.mixer.lane, None
        if lane is not None:
            lane.close()

    def load(self, sound: Sound) -> None:
        """Let another sound go through the effect, from its beginning; cross-fades.

        Raises:
            TimbrespaceError: It is at another rate than the output.
        """
        if sound.sample_rate != self.sample_rate:
            raise TimbrespaceError(
                f"The rack plays at {self.sample_rate} Hz, the sound is at {sound.sample_rate}.",
                "Resample it first.",
            )
        shape = (self.channels, sound.samples.shape[1])
        spread = np.ascontiguousarray(np.broadcast_to(sound.samples, shape), np.float32)
        self.sound = Sound(spread, sound.sample_rate, sound.facts)
        self.mixer.inbox.post(Command("sound", self.sound))

    def apply(self, message: dict[str, Any], here: dict[str, Any] | None = None) -> None:
        """Do what a face says; returns at once, but for an ``effect`` where inline.

        Args:
            message: ``{"do": ...}``; docs/server.md has all of them.
            here: For settings: where on a map they are, to be told in the state.

        Raises:
            TimbrespaceError: It makes no sense; nothing has changed then.
        """
        known = understood(message)
        do = known["do"]
        if do == "heard":
            self.waits.page_underruns = int(known["underruns"])
        elif do == "effect":
            self._ask_effect(known)
        elif do in ("theta", "turn", "set"):
            self._move(known, here)
        else:
            self._set(known)

    def render(self, out: Audio) -> None:
        """Fill ``(channels, n)`` float32 with the next samples; any ``n``, never raises."""
        began_s = time.perf_counter()
        try:
            self.mixer.render(out)
        except Exception as error:  # whatever it is: the sound goes on
            out.fill(0.0)
            if not self._lost:
                self.notices.add(f"A block was lost ({error}).")
            self._lost = True
        else:
            self._lost = False
        self.waits.note_block(time.perf_counter() - began_s, out.shape[1] / self.sample_rate)

    def take_back(self, most: int) -> int:
        """Before :meth:`render`, on its thread: go back in time where settings jump.

        Args:
            most: Samples that were rendered and that nobody has heard.

        Returns:
            ``n``: the next samples take the place of the last ``n``, to be cross-faded by whoever
            plays them.
        """
        try:
            return self.mixer.take_back(most)
        except Exception as error:  # whatever it is: the sound goes on
            self.notices.add(f"Settings were heard late ({error}).")
            return 0

    def set_transport(self, transport_ms: float, ahead_samples: int = 0) -> None:
        """What an output says: its own delay, and samples that are rendered ahead of it."""
        self.waits.transport_ms, self.waits.ahead_samples = transport_ms, ahead_samples

    def snapshot(self) -> dict[str, Any]:
        """All that a face shows, as plain data; docs/server.md has its fields."""
        return rack_state(self)

    # Settings -------------------------------------------------------------------------

    def _move(self, message: Message, here: dict[str, Any] | None) -> None:
        with self._lock:
            if self.effect is None:
                raise TimbrespaceError("There is no effect yet.", "Choose one first.")
            self.theta = _moved(self.effect, self.theta, message)
            self.here = here
            self._post("leap" if message.get("leap") else "theta", self.theta, message)

    def _set(self, message: Message) -> None:
        do = message["do"]
        if do in ("play", "stop"):
            self.playing = do == "play"
            self._post(do, None, message)
        elif do == "dry":
            self.dry = message["on"]
            self._post(do, self.dry, message)
        elif do == "match":
            self.match = message["to"]
            self._post(do, self.match, message)
        elif do == "loop":
            self.loop = message["on"]
            self._post(do, self.loop, message)
        elif do == "seek":
            self._post(do, message["s"] * self.sample_rate, message)
        elif do == "gain":
            self.gain_db = message["db"]
            silent = self.gain_db <= SILENT_DB
            self._post(do, 0.0 if silent else 10 ** (self.gain_db / 20), message)
        elif do == "smooth":
            self.smooth_ms = message["ms"]
            self._post(do, self.smooth_ms, message)

    def _post(self, kind: str, value: Any, message: Message) -> None:
        at = round(message.get("at_s", 0.0) * self.sample_rate)
        ids = (message["id"],) if "id" in message else ()
        self.mixer.inbox.post(Command(kind, value, at, ids))

    # Effects --------------------------------------------------------------------------

    def _ask_effect(self, message: Message) -> None:
        self.opening = str(message["id"])
        if self._inline:
            self._enter(message)
        else:
            self._worker.put(lambda: self._enter(message))

    def _enter(self, message: Message) -> None:
        """Open an effect, and let it sound."""
        effect_id = str(message["id"])
        try:
            effect = self._opener(effect_id)
            asked = message.get("theta")
            theta = defaults(effect) if asked is None else _fitting(effect, asked)
            lane = Lane(effect, theta, self.sample_rate, self.channels, self.smooth_ms)
            lane.warm_up()
        finally:
            self.opening = ""
        with self._lock:
            self.effect, self.theta, self.here = effect, theta, None
            self._post("lane", (lane, self._take_away), message)

    def _take_away(self, lane: Lane) -> None:
        """Close what does not sound any more, where nobody waits for it."""
        self._worker.put(lane.close)

    def _opening_failed(self, problem: str) -> None:
        self.notices.add(problem)


def _moved(effect: Effect, theta: Floats, message: Message) -> Floats:
    if message["do"] == "theta":
        return _fitting(effect, message["values"])
    moved = theta.copy()
    names = [each.name for each in effect.parameters]
    if message["name"] not in names:
        raise TimbrespaceError(
            f"{effect.title} has no setting '{message['name']}'.", f"It has: {', '.join(names)}."
        )
    which = names.index(message["name"])
    asked = message["theta"] if message["do"] == "turn" else None
    moved[which] = (
        effect.parameters[which].theta(message["value"]) if asked is None else float(asked)
    )
    return moved


def _fitting(effect: Effect, travels: list[float]) -> Floats:
    if len(travels) != len(effect.parameters):
        raise TimbrespaceError(
            f"{len(travels)} settings were sent to {effect.title}.",
            f"Send {len(effect.parameters)}, each in 0..1.",
        )
    return np.array(travels, np.float64)
