"""From an OSC address and its values to a message for the engine, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from timbrespace.errors import TimbrespaceError
from timbrespace.live.messages import Message

ROOT = "/timbrespace"

#: Given the kind (``word`` or ``latent``), a name or number, and a share in 0..1 of what that
#: reaches: its value there.
At = Callable[[str, "int | str", float], float]

#: The published table: address, values, what it does.
TABLE: tuple[tuple[str, str, str], ...] = (
    ("/play", "[0 or 1]", "begin to sound; 0 stops"),
    ("/stop", "", "fall silent"),
    ("/word/NAME", "value", "hold a word at a value, in its own unit"),
    (
        "/word/NAME/unit",
        "0..1",
        "the same, as a share of its reach, by octaves for words in Hz: for faders",
    ),
    ("/words", "NAME value NAME value ...", "several at once"),
    ("/free/NAME", "", "let a word move again"),
    ("/latent/N", "value", "move one latent, by its number from 0 or its name"),
    ("/latent/N/unit", "0..1", "the same, as a share of its usual range"),
    ("/latents", "value value ...", "all of them at once"),
    ("/gain", "dB", "-90 (nothing) to 12"),
    ("/smooth", "ms", "time constant of the latents"),
    ("/store", "SLOT", "keep where you stand, as A or B"),
    ("/recall", "SLOT", "go back there"),
    ("/save", "NAME", "write a preset"),
    ("/load", "NAME", "go to a preset"),
    ("/undo", "", "one step back"),
    ("/redo", "", "one step forth again"),
    ("/voice", "ID", "change to another voice; the words stay where they are"),
    ("/measure", "0 or 1", "measure the words while it plays, twice a second"),
    ("/record", "0 or 1", "record sound and latents"),
    ("/replay", "NAME [latents or words]", "play a performance again"),
    ("/ask", "", "send the state back, once"),
)

#: Buttons: pressed where there is no value, or one that is not 0; a release says nothing.
_BUTTONS = ("stop", "undo", "redo")
_NAMED = {"store": "slot", "recall": "slot", "save": "name", "load": "name", "voice": "id"}
_VALUED = {"gain": "db", "smooth": "ms"}


def message_of(address: str, values: Sequence[Any], at: At) -> Message | None:
    """The message that an address and its values mean; None for the release of a button.

    Raises:
        TimbrespaceError: They mean nothing, or the values are missing.

    Example:
        >>> message_of("/timbrespace/word/brightness", [60.0], lambda kind, name, share: share)
        {'do': 'word', 'name': 'brightness', 'value': 60.0}
        >>> message_of("/timbrespace/latent/3/unit", [0.5], lambda *of: 6 * of[2] - 2)
        {'do': 'latent', 'dim': 3, 'value': 1.0}
    """
    if not address.startswith(f"{ROOT}/"):
        raise _unknown(address)
    do, *rest = address.removeprefix(f"{ROOT}/").split("/")
    try:
        if do in ("word", "latent"):
            return _moved(do, rest, values, at)
        if do == "free" and len(rest) == 1:
            return {"do": "free", "name": rest[0]} if _pressed(values) else None
        if rest:
            raise _unknown(address)
        return _plain(do, values, address)
    except (IndexError, TypeError):
        raise TimbrespaceError(
            f"The OSC message {address} came with the values {list(values)!r}.",
            f"Send: {_usage(do)}",
        ) from None


def _moved(do: str, rest: list[str], values: Sequence[Any], at: At) -> Message:
    name: int | str = rest[0]
    if do == "latent" and rest[0].isdecimal():
        name = int(rest[0])
    value = values[0]
    if rest[1:] == ["unit"]:
        value = at(do, name, min(1.0, max(0.0, value)))
    elif rest[1:]:
        raise IndexError
    return {"do": do, "name" if do == "word" else "dim": name, "value": value}


def _plain(do: str, values: Sequence[Any], address: str) -> Message | None:
    if do == "play":
        return {"do": "play" if _pressed(values) else "stop"}
    if do in _BUTTONS:
        return {"do": do} if _pressed(values) else None
    if do in _NAMED:
        return {"do": do, _NAMED[do]: str(values[0])}
    if do in _VALUED:
        return {"do": do, _VALUED[do]: values[0]}
    if do == "latents":
        return {"do": do, "values": list(values)}
    if do == "words":
        return {"do": do, "values": dict(zip(values[::2], values[1::2], strict=False))}
    if do in ("record", "measure"):
        return {"do": do, "on": bool(values[0])}
    if do == "replay":
        by = {"by": str(values[1])} if len(values) > 1 else {}
        return {"do": do, "name": str(values[0]), **by}
    raise _unknown(address)


def _pressed(values: Sequence[Any]) -> bool:
    return not values or bool(values[0])


def _usage(do: str) -> str:
    return "; ".join(f"{ROOT}{a} {v}".strip() for a, v, _ in TABLE if a.split("/")[1] == do)


def _unknown(address: str) -> TimbrespaceError:
    known = ", ".join(dict.fromkeys(f"{ROOT}/{a.split('/')[1]}" for a, _, _ in TABLE))
    return TimbrespaceError(f"The OSC address '{address}' means nothing here.", f"Known: {known}.")
