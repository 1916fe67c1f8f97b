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
        from timbrespace.live.rack.source import Sound

        rack = self._opened()
        try:
            ready = self._effects.sounds.find(view, name)
            rack.load(Sound(ready.samples, rack.sample_rate, ready.facts))
        except TimbrespaceError as error:
            rack.notices.add(str(error))

    def _preset(self, name: Any) -> None:
        from timbrespace.app.effects import presets

        rack = self._opened()
        try:
            found = presets.told(str(name))
            rack.apply({"do": "effect", "id": found["effect"], "theta": found["theta"]})
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


def _finite(message: dict[str, Any], name: str) -> float:
    value = number(message.get(name))
    if value is None or isinstance(message.get(name), bool):
        raise CallError(f"'{name}' is a number.", "Send where on the map it is.")
    return value
