"""What a program of the convention says of itself: methods, attributes, rate."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import torch

#: Methods that the convention knows; where a file does not list its own, these are looked for.
USUAL = ("encode", "decode", "forward")
#: Names under which programs keep their rate.
RATES = ("sampling_rate", "sample_rate", "sr")
#: What a rate of sound can be, in Hz.
_LOWEST_HZ, _HIGHEST_HZ = 4_000, 384_000
_PARAMS = "_params"


@dataclass(frozen=True)
class Method:
    """One method, from tensors ``(B, in_channels, T / in_ratio)`` to out-channels and -ratio.

    Args:
        name: ``"decode"``.
        in_channels: Of what it takes.
        in_ratio: Samples for each of its values.
        out_channels: Of what it gives.
        out_ratio: Samples for each of its values.
    """

    name: str
    in_channels: int
    in_ratio: int
    out_channels: int
    out_ratio: int


def methods_of(module: torch.jit.ScriptModule) -> tuple[Method, ...]:
    """The methods that hosts can call.

    Raises:
        TimbrespaceError: It has none: it is not in the convention.
    """
    listed = _called(module, "get_methods")
    names = [str(name) for name in listed] if listed else USUAL
    found = tuple(
        Method(name, *numbers)
        for name in names
        if hasattr(module, name) and (numbers := _numbers(module, name)) is not None
    )
    if not found:
        raise TimbrespaceError(
            "This TorchScript file is not in the convention of nn~: no method has a buffer "
            "METHOD_params of four whole numbers above 0.",
            "Export it with nn_tilde, or with RAVE's own 'rave export'.",
        )
    return found


def attributes_of(module: torch.jit.ScriptModule) -> dict[str, Any]:
    """The attributes that hosts can set, with their values now."""
    names = [str(name) for name in _called(module, "get_attributes") or _with_params(module)]
    found = {}
    for name in names:
        getter = getattr(module, f"get_{name}", None)
        # An attribute that can't be read is no reason not to play the file.
        with suppress(RuntimeError):
            if callable(getter):
                found[name] = getter()
    return found


def rate_of(module: torch.jit.ScriptModule) -> int | None:
    """The rate in Hz that the program, or a part of it, says; the outermost wins."""
    for part in module.modules():
        for name in RATES:
            rate = _rate(part, name)
            if rate is not None:
                return rate
    return None


def decoder_of(methods: tuple[Method, ...]) -> Method:
    """The method ``decode``, which makes a voice a voice.

    Raises:
        TimbrespaceError: There is none, or its ratios make no whole samples.
    """
    found = {method.name: method for method in methods}
    decode = found.get("decode")
    if decode is None:
        forward = "forward" in found
        raise TimbrespaceError(
            "This file has no method 'decode'"
            + (", only 'forward': it is an effect, sound in and sound out." if forward else "."),
            "Only what makes sound from latents can be played; export a model with 'decode'.",
        )
    if decode.in_ratio % decode.out_ratio:
        raise TimbrespaceError(
            f"Its decode makes {decode.in_ratio}/{decode.out_ratio} samples a frame, "
            "which is not a whole number.",
            "Export the model again: decode_params should be [dims, hop, channels, 1].",
        )
    return decode


def _numbers(module: torch.jit.ScriptModule, name: str) -> tuple[int, int, int, int] | None:
    values = getattr(module, name + _PARAMS, None)
    try:
        a, b, c, d = (int(value) for value in values)  # type: ignore[union-attr]
    except (TypeError, ValueError, RuntimeError):
        return None
    return (a, b, c, d) if min(a, b, c, d) > 0 else None


def _rate(part: Any, name: str) -> int | None:
    value = getattr(part, name, None)
    if callable(value) or value is None or isinstance(value, str | bool):
        return None
    try:
        rate = float(value)
    except (TypeError, ValueError, RuntimeError):
        return None
    return round(rate) if _LOWEST_HZ <= rate <= _HIGHEST_HZ else None


def _called(module: torch.jit.ScriptModule, name: str) -> list[Any] | None:
    method: Callable[[], Any] | None = getattr(module, name, None)
    found = method() if callable(method) else None
    return list(found) if isinstance(found, list | tuple) else None


def _with_params(module: torch.jit.ScriptModule) -> list[str]:
    names = [name for name, _ in module.named_buffers(recurse=False) if name.endswith(_PARAMS)]
    stems = [name.removesuffix(_PARAMS) for name in names]
    return [stem for stem in stems if hasattr(module, f"set_{stem}")]
