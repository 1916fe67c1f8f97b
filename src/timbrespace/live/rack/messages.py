"""What a page says to the rack, checked before anything is touched."""

from __future__ import annotations

from typing import Any

from timbrespace.live.messages import (
    GAIN_DB,
    MOST_SMOOTH_MS,
    Check,
    Fields,
    Message,
    checked,
    count,
    flag,
    number,
    text,
    within,
)

#: Who is brought to whose loudness when effect and dry are compared.
MATCHES = ("dry", "effect", "none")
#: No effect has more settings.
MOST_PARAMETERS = 1_000

travel: Check = within(0.0, 1.0)


def _travels(value: Any) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) > MOST_PARAMETERS:
        raise ValueError("a list of numbers from 0 to 1")
    return [float(travel(each)) for each in value]


def _match(value: Any) -> str:
    if value not in MATCHES:
        raise ValueError(" or ".join(repr(each) for each in MATCHES))
    return str(value)


#: What can be done with what plays.
MESSAGES: dict[str, Fields] = {
    "play": ({}, {}),
    "stop": ({}, {}),
    "effect": ({"id": text}, {"theta": _travels}),
    "theta": ({"values": _travels}, {"leap": flag}),
    "turn": ({"name": text, "theta": travel}, {}),
    "set": ({"name": text, "value": number}, {}),
    "dry": ({"on": flag}, {}),
    "match": ({"to": _match}, {}),
    "loop": ({"on": flag}, {}),
    "seek": ({"s": within(0.0, 1e6)}, {}),
    "gain": ({"db": within(*GAIN_DB)}, {}),
    "smooth": ({"ms": within(0.0, MOST_SMOOTH_MS)}, {}),
    "heard": ({"buffered": count, "underruns": count}, {}),
}


def understood(message: Any) -> Message:
    """The message, if it can be understood whatever the effect is.

    Raises:
        TimbrespaceError: It can't; the remedy says what was expected.

    Example:
        >>> understood({"do": "turn", "name": "drive", "theta": 0.5})
        {'do': 'turn', 'name': 'drive', 'theta': 0.5}
    """
    return checked(message, MESSAGES)
