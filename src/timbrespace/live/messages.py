"""What page, OSC and MIDI say to the engine, checked before anything is touched.

A message is plain data: ``{"do": "word", "name": "brightness", "value": 60}``. Any message may
carry an ``id``, to be told when it took effect, and ``at_s``, the second of the engine's own clock
at which it is to hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from timbrespace.errors import TimbrespaceError

Message = dict[str, Any]
Check = Callable[[Any], Any]
#: Fields that must be there, and those that may.
Fields = tuple[dict[str, Check], dict[str, Check]]

#: The quietest and the loudest that the gain goes, in dB.
GAIN_DB = (-90.0, 12.0)
#: Longest time constant of the latents.
MOST_SMOOTH_MS = 5_000.0
#: A latent farther out than this is a slip of the hand.
MOST_LATENT = 1e4


def number(value: Any) -> float:
    """A finite number.

    Raises:
        ValueError: It is none.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("a number")
    return float(value)


def within(low: float, high: float) -> Check:
    """A check for numbers from ``low`` to ``high``."""

    def check(value: Any) -> float:
        if not low <= number(value) <= high:
            raise ValueError(f"a number from {low:g} to {high:g}")
        return float(value)

    return check


def text(value: Any) -> str:
    """A text, neither empty nor long.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(value, str) or not 0 < len(value) <= 400:
        raise ValueError("a text")
    return value


def flag(value: Any) -> bool:
    """True or false.

    Raises:
        ValueError: It is neither.
    """
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _dim(value: Any) -> int | str:
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError("the number or the name of a dim")


def _id(value: Any) -> int | str:
    if isinstance(value, bool) or not isinstance(value, (int, str)) or len(str(value)) > 80:
        raise ValueError("a short text or a whole number")
    return value


_latent = within(-MOST_LATENT, MOST_LATENT)


def _latents(value: Any) -> list[float]:
    if not isinstance(value, (list, tuple)):
        raise ValueError("a list of numbers")
    return [_latent(each) for each in value]


def _words(value: Any) -> dict[str, float]:
    if not isinstance(value, Mapping) or not value:
        raise ValueError("words with a number each")
    return {text(name): number(each) for name, each in value.items()}


def _way(value: Any) -> str:
    if value not in ("latents", "words"):
        raise ValueError("'latents' or 'words'")
    return str(value)


count = within(0, 1e9)

#: What can be done.
MESSAGES: dict[str, Fields] = {
    "play": ({}, {}),
    "stop": ({}, {}),
    "latent": ({"dim": _dim, "value": _latent}, {}),
    "latents": ({"values": _latents}, {}),
    "word": ({"name": text, "value": number}, {}),
    "words": ({"values": _words}, {}),
    "free": ({"name": text}, {}),
    "gain": ({"db": within(*GAIN_DB)}, {}),
    "smooth": ({"ms": within(0, MOST_SMOOTH_MS)}, {}),
    "store": ({"slot": text}, {}),
    "recall": ({"slot": text}, {}),
    "save": ({"name": text}, {}),
    "load": ({"name": text}, {}),
    "undo": ({}, {}),
    "redo": ({}, {}),
    "record": ({"on": flag}, {}),
    "measure": ({"on": flag}, {}),
    "voice": ({"id": text}, {}),
    "replay": ({"name": text}, {"by": _way}),
    "heard": ({"buffered": count, "underruns": count}, {}),
}
_ALWAYS: dict[str, Check] = {"id": _id, "at_s": within(0, 1e7)}


def checked(message: Any, known: Mapping[str, Fields] = MESSAGES) -> Message:
    """The message, if it can be understood whatever the voice is.

    Args:
        message: What came.
        known: What can be done, and the fields that it takes.

    Raises:
        TimbrespaceError: It can't; the remedy says what was expected.

    Example:
        >>> checked({"do": "gain", "db": -6})
        {'do': 'gain', 'db': -6.0}
        >>> checked({"do": "gain", "db": "loud"})
        Traceback (most recent call last):
        timbrespace.errors.TimbrespaceError: The message 'gain' has no usable 'db' ('loud'). ...
    """
    do = message.get("do") if isinstance(message, Mapping) else None
    if not isinstance(do, str) or do not in known:
        raise TimbrespaceError(
            f"The engine knows no message {_short(message)}.",
            f"Send {{'do': ...}} with one of: {', '.join(known)}.",
        )
    needed, allowed = known[do]
    fields = {**_ALWAYS, **needed, **allowed}
    made: Message = {"do": do}
    for name in message:
        if name != "do" and name not in fields:
            raise TimbrespaceError(
                f"The message '{do}' has a field '{name}', which means nothing.",
                f"It takes: {', '.join(fields)}.",
            )
    for name, check in fields.items():
        if name not in needed and name not in message:
            continue
        try:
            made[name] = check(message.get(name))
        except ValueError as error:
            found = _short(message.get(name))
            raise TimbrespaceError(
                f"The message '{do}' has no usable '{name}' ({found}).", f"Send {error}."
            ) from None
    return made


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
