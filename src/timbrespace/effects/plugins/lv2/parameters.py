"""Which of an LV2 plug-in's ports are parameters, and what the others are given."""

from __future__ import annotations

from itertools import pairwise

from timbrespace.effects.base import Parameter, Scale
from timbrespace.effects.plugins.knobs import Knob
from timbrespace.effects.plugins.lv2 import words
from timbrespace.effects.plugins.lv2.description import Lv2Plugin, Port

#: What ports are for that a host sets, not a person; and to what.
_HOSTS_OWN = {f"{words.LV2}enabled": 1.0, f"{words.LV2}freeWheeling": 0.0}
#: A trigger acts once when it is pressed; it is no setting.
_NO_SETTING = {"trigger"}


def knobs(plugin: Lv2Plugin) -> tuple[Knob, ...]:
    """Its parameters, in the order of its ports; slots count all ports that take a number."""
    return tuple(
        _knob(port, slot) for slot, port in enumerate(plugin.of("control")) if _is_setting(port)
    )


def resting(plugin: Lv2Plugin) -> list[float]:
    """The number for each port that takes one, while nobody turns a knob."""
    return [_HOSTS_OWN.get(port.designation, port.default) for port in plugin.of("control")]


def by_rate(plugin: Lv2Plugin) -> tuple[int, ...]:
    """Which of these numbers are parts of the sample rate."""
    ports = enumerate(plugin.of("control"))
    return tuple(slot for slot, port in ports if "sampleRate" in port.flags)


def _is_setting(port: Port) -> bool:
    by_the_host = port.designation in _HOSTS_OWN or "/time#" in port.designation
    return not by_the_host and not port.flags & _NO_SETTING and port.high > port.low


def _knob(port: Port, slot: int) -> Knob:
    of_rate = "sampleRate" in port.flags
    scale: Scale = "log" if "logarithmic" in port.flags and port.low > 0 else "linear"
    parameter = Parameter(
        name=port.symbol,
        title=port.title,
        unit="of the sample rate" if of_rate else port.unit,
        low=port.low,
        high=port.high,
        scale=scale,
        default=port.default,
        choices=_choices(port),
    )
    return Knob(
        parameter,
        slot,
        points=_meant(port),
        whole=bool(port.flags & {"integer", "toggled"}),
        by_rate=of_rate,
    )


def _choices(port: Port) -> tuple[tuple[float, str], ...]:
    """From where on each of the meant values is the nearest, and its name."""
    meant = _meant(port)
    named = sorted((value, name) for value, name in port.points if value in meant)
    ends = [port.low, *(0.5 * (a[0] + b[0]) for a, b in pairwise(named))]
    return tuple((end, name) for end, (_, name) in zip(ends, named, strict=False))


def _meant(port: Port) -> tuple[float, ...]:
    """The only values of a choice; none where its names stand at parts of a whole.

    These are places on what is a plain knob inside, and may be wrong: at what the mda Leslie calls
    *slow*, 0.5, it turns fast; it is slow from 0.1 on.
    """
    values = tuple(value for value, _ in port.points)
    is_choice = "enumeration" in port.flags and all(value.is_integer() for value in values)
    return values if is_choice else ()
