"""The rack as a page plays it: what names sounds and places becomes samples and settings."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.app.answers import CallError
from timbrespace.app.effects.spaces import checked_how
from timbrespace.app.live.playing import Playing
from timbrespace.app.live.seat import Seat
from timbrespace.app.tables import number
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.growing import MAP

if TYPE_CHECKING:
    from timbrespace.app.effects.panel import Effects
    from timbrespace.app.effects.sounds import Ready
    from timbrespace.app.view import View
    from timbrespace.live.rack.rack import Rack

#: The wire's block.
BLOCK = 256


class Host:
    """What a page sits down at (:class:`timbrespace.app.live.visit.Played`).

    Args:
        effects: The panel.
    """

    def __init__(self, effects: Effects) -> None:
        self.seat = Seat()
        self._effects = effects
        self._lock = threading.Lock()
        self._rack: Rack | None = None
        self._reader = ThreadPoolExecutor(1, "effects-reader")
        # Of the reader's thread: what plays, and the peak that it is brought to.
        self._sound: Ready | None = None
        self._peak_db: float | None = None

    @property
    def engine(self) -> Playing:
        """The rack, made on first use."""
        return self._opened()

    def close(self) -> None:
        """Close the effect."""
        self._reader.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            if self._rack is not None:
                self._rack.close()
                self._rack = None

    def obey(self, view: View, message: dict[str, Any]) -> dict[str, Any] | None:
        """Carry out what a page says; reading a sound goes on behind.

        Raises:
            TimbrespaceError: It makes no sense.
        """
        rack, do = self._opened(), message["do"]
        if do == "sound":
            self._reader.submit(self._load, view, message.get("sound"))
        elif do in ("at", "point"):
            self._go(rack, message)
        elif do == "preset":
            self._reader.submit(self._preset, message.get("name"))
        elif do == "input_peak":
            self._reader.submit(self._level, checked_peak(message.get("db")))
        elif do == "effect":
            peak_db = checked_peak(message.get("input_peak_db"))
            rack.apply({name: each for name, each in message.items() if name != "input_peak_db"})
            self._reader.submit(self._level, peak_db)
        else:
            rack.apply(message)
        return None

    def _opened(self) -> Rack:
        from timbrespace.live.rack.rack import Rack

        with self._lock:
            if self._rack is None:
                self._rack = Rack(self._effects.open, block=BLOCK)
            return self._rack

    def _load(self, view: View, name: Any) -> None:
        try:
            self._sound = self._effects.sounds.find(view, name)
            self._play_sound()
        except TimbrespaceError as error:
            self._opened().notices.add(str(error))

    def _level(self, peak_db: float | None) -> None:
        """From now on sounds come in at this peak, in dBFS, or as they are."""
        if peak_db == self._peak_db:
            return
        self._peak_db = peak_db
        if self._sound is not None:
            self._play_sound()

    def _play_sound(self) -> None:
        from timbrespace.effects.levels import gain_in, peak_of
        from timbrespace.live.rack.source import Sound

        rack, ready, peak_db = self._opened(), self._sound, self._peak_db
        assert ready is not None
        samples = ready.samples
        if peak_db is not None:
            samples = samples * np.float32(gain_in(peak_of(samples), peak_db))
        facts = {**ready.facts, "input_peak_db": peak_db}
        rack.load(Sound(samples, rack.sample_rate, facts))

    def _preset(self, name: Any) -> None:
        from timbrespace.app.effects import presets

        rack = self._opened()
        try:
            found = presets.told(str(name))
            rack.apply({"do": "effect", "id": found["effect"], "theta": found["theta"]})
            self._level(found["input_peak_db"])
        except TimbrespaceError as error:
            rack.notices.add(str(error))

    def _go(self, rack: Rack, message: dict[str, Any]) -> None:
        """To the settings of a place or a point; what no place can tell stays as it is."""
        from timbrespace.settings.drawn import free

        space, map_name = str(message.get("space")), str(message.get("map", MAP))
        how = checked_how(message.get("how", "between"))
        state = self._effects.spaces.state(space)
        if message["do"] == "at":
            found = state.at(_finite(message, "x"), _finite(message, "y"), map_name, how)
        else:
            index = message.get("index")
            if not isinstance(index, int):
                raise CallError("A point is named by its number.", "Send 'index'.")
            found, how = state.point(index, map_name), "nearest"
        effect = rack.effect
        if effect is None or [p.name for p in effect.parameters] != [
            p.name for p in state.parameters
        ]:
            raise CallError(f"These are settings of {state.title}.", "Choose that effect first.")
        theta = np.where(free(state.parameters), found.theta, rack.theta)
        here = {
            "space": space,
            "map": map_name,
            "x": number(found.x),
            "y": number(found.y),
            "how": how,
            "nearest": found.nearest,
        }
        kept: dict[str, Any] = {name: message[name] for name in ("id", "leap") if name in message}
        values = [float(each) for each in np.clip(theta, 0.0, 1.0)]
        rack.apply({"do": "theta", "values": values, **kept}, here)


def checked_peak(value: Any) -> float | None:
    """A peak in dBFS that sounds are brought to, None for as they are.

    Raises:
        CallError: It is none.
    """
    peak_db = number(value)
    if value is None or (not isinstance(value, bool) and peak_db is not None):
        if peak_db is None or -100.0 <= peak_db <= 0.0:
            return peak_db
    raise CallError("That is no peak of a sound.", "Send -100 to 0, in dB, or null.")


def _finite(message: dict[str, Any], name: str) -> float:
    value = number(message.get(name))
    if value is None or isinstance(message.get(name), bool):
        raise CallError(f"'{name}' is a number.", "Send where on the map it is.")
    return value
