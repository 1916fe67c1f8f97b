"""What can be set of a training: preset, then config file, then ``--set``, each checked.

Two frozen dataclasses hold all of it: the kind's own (what the model is) and
:class:`TrainingConfig` (how it is fitted). Their keys live side by side, so that a preset, a
file and ``--set`` need not know which is whose. Where both have a key (``batch_size``), the
kind's is the default of the other.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from timbrespace.atlas.files import read_toml
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.train.kinds import Kind


@dataclass(frozen=True)
class TrainingConfig:
    """How a model is fitted, whatever its kind.

    Args:
        epochs: At most so many passes; raise it if the loss still falls at the end.
        batch_size: Segments a step; lower it if memory runs out.
        patience: Stop after so many epochs without a better held-out loss; 0 never stops early.
        segments_per_epoch: Segments of an epoch; 0 takes as many as the sounds hold (with a
            limit of 500 steps). Raise it for very few sounds, where an epoch is over too soon.
        gradient_clip: Longest gradient; 0 leaves it. Set 1 to 5 if the loss leaps.
        validation_share: Part of the groups that decides when to stop.
        test_share: Part of the groups that is only ever measured.
        preview_every: Epochs from one preview of reconstructions to the next; 0: none.
        logs_per_epoch: Log steps of an epoch: so often the logger is told what was lost since
            the last one.
    """

    epochs: int = 100
    batch_size: int = 16
    patience: int = 15
    segments_per_epoch: int = 0
    gradient_clip: float = 0.0
    validation_share: float = 0.1
    test_share: float = 0.1
    preview_every: int = 5
    logs_per_epoch: int = 1

    def __post_init__(self) -> None:
        least = {"epochs": 1, "batch_size": 1, "patience": 0, "segments_per_epoch": 0,
                 "gradient_clip": 0, "preview_every": 0, "logs_per_epoch": 1}  # fmt: skip
        for name, low in least.items():
            if getattr(self, name) < low:
                raise TimbrespaceError(f"{name} is {getattr(self, name)}.", f"Give {low} or more.")
        for name in ("validation_share", "test_share"):
            if not 0 < getattr(self, name) < 0.5:
                raise TimbrespaceError(
                    f"{name} is {getattr(self, name)}.", "Give more than 0 and less than 0.5."
                )


@dataclass(frozen=True)
class Settings:
    """All that was set: the model's own, and how it is fitted.

    Args:
        model: An instance of the kind's ``config``.
        training: How it is fitted.
        preset: The preset it began with, or ``""``.
    """

    model: Any
    training: TrainingConfig
    preset: str = ""

    def as_dict(self) -> dict[str, Any]:
        """All values by key, for a file."""
        return {**plain(self.training), **plain(self.model)}


def resolve(
    kind: Kind,
    preset: str | None = None,
    config: Path | Mapping[str, Any] | None = None,
    changes: Iterable[str] | Mapping[str, Any] = (),
) -> Settings:
    """What a training is to use: the kind's defaults, then preset, config file and changes.

    Args:
        kind: Whose settings.
        preset: The name of one of its presets.
        config: A TOML file, or its values; it may name a ``preset`` itself.
        changes: ``"key=value"`` texts, or values by key; they win.

    Raises:
        TimbrespaceError: There is no such preset or key, or a value is of the wrong type or
            out of range.
    """
    from_file = dict(read_toml(config) if isinstance(config, Path) else config or {})
    named = from_file.pop("preset", None)
    preset = preset or (str(named) if named is not None else None)
    given = {**_preset(kind, preset), **from_file, **_parsed(changes)}
    own_types, common_types = _types(kind.config), _types(TrainingConfig)
    _check_known(kind.name, given, [*own_types, *common_types])
    own = {k: converted(k, v, own_types[k]) for k, v in given.items() if k in own_types}
    model = _made(kind.config, own)
    common = {k: getattr(model, k) for k in common_types if k in own_types}
    common |= {
        k: converted(k, v, common_types[k])
        for k, v in given.items()
        if k in common_types and k not in own_types
    }
    return Settings(model, TrainingConfig(**common), preset or "")


def converted(key: str, value: Any, hint: Any) -> Any:
    """A value as a field of this type wants it.

    Raises:
        TimbrespaceError: It cannot be that.

    Example:
        >>> converted("dilations", "1, 2, 4", tuple[int, ...])
        (1, 2, 4)
        >>> converted("rate", "1e-3", float), converted("deep", "true", bool)
        (0.001, True)
    """
    try:
        return _convert(value, hint)
    except (ValueError, TypeError) as error:
        raise TimbrespaceError(
            f"{key} should be {_named(hint)}, and is {value!r}.",
            f"For instance --set {key}={_sample(hint)}",
        ) from error


def plain(config: Any) -> dict[str, Any]:
    """The values of a config as TOML and JSON can hold them: tuples as lists, no None."""
    if not is_dataclass(config) or isinstance(config, type):
        raise TypeError(f"expected a config, found {type(config).__name__}")
    return {k: _plain(v) for k, v in asdict(config).items() if v is not None}


def _preset(kind: Kind, name: str | None) -> Mapping[str, Any]:
    if name is None:
        return {}
    if name not in kind.presets:
        near = difflib.get_close_matches(name, kind.presets, 1, 0.5)
        meant = f"Did you mean {near[0]!r}? " if near else ""
        raise TimbrespaceError(
            f"The kind {kind.name!r} has no preset {name!r}.",
            f"{meant}It has: {', '.join(kind.presets) or 'none'}.",
        )
    return kind.presets[name]


def _parsed(changes: Iterable[str] | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(changes, Mapping):
        return dict(changes)
    pairs = {}
    for change in changes:
        key, equals, value = change.partition("=")
        if not equals or not key.strip():
            raise TimbrespaceError(f"'{change}' sets nothing.", "Write --set key=value.")
        pairs[key.strip()] = value.strip()
    return pairs


def _types(config: type) -> dict[str, Any]:
    hints = get_type_hints(config)
    return {each.name: hints[each.name] for each in fields(config)}


def _check_known(kind: str, given: Iterable[str], known: list[str]) -> None:
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1, 0.5)
            meant = f"Did you mean {near[0]!r}? " if near else ""
            raise TimbrespaceError(
                f"Nothing called {key!r} can be set of {kind!r}.",
                f"{meant}It has: {', '.join(dict.fromkeys(known))}.",
            )


def _made(config: type, values: Mapping[str, Any]) -> Any:
    try:
        return config(**values)
    except (ValueError, TypeError) as error:
        raise TimbrespaceError(f"These settings don't go together ({error}).") from error


def _convert(value: Any, hint: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _convert_optional(value, inner)
    if origin is Literal:
        return _one_of(value, inner)
    if origin is tuple:
        return _convert_tuple(value, inner)
    if hint is bool:
        return _convert_bool(value)
    if hint is int:
        return _whole(value)
    if hint is float and not isinstance(value, bool):
        return float(value)
    if hint is str and isinstance(value, str):
        return value
    raise ValueError(f"can't be {hint}")


def _convert_optional(value: Any, inner: tuple[Any, ...]) -> Any:
    if value is None or (isinstance(value, str) and value.lower() in ("none", "")):
        return None
    return _convert(value, next(hint for hint in inner if hint is not type(None)))


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    found = [each for each in allowed if each == value or str(each) == value]
    if not found:
        raise ValueError("not one of them")
    return found[0]


def _convert_tuple(value: Any, inner: tuple[Any, ...]) -> tuple[Any, ...]:
    parts = value.strip("()[] ").split(",") if isinstance(value, str) else list(value)
    parts = [p.strip() if isinstance(p, str) else p for p in parts]
    if isinstance(value, str):
        parts = [p for p in parts if p != ""]
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_convert(part, inner[0]) for part in parts)
    if len(parts) != len(inner):
        raise ValueError(f"expected {len(inner)} values")
    return tuple(_convert(part, hint) for part, hint in zip(parts, inner, strict=True))


def _convert_bool(value: Any) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ValueError("neither true nor false")


def _whole(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise ValueError("not a whole number")
    return int(value.replace("_", "")) if isinstance(value, str) else int(value)


def _named(hint: Any) -> str:
    words = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return "one of " + ", ".join(map(str, inner))
    if origin is tuple:
        return "numbers with commas" if inner[0] in (int, float) else "values with commas"
    if origin in (Union, types.UnionType):
        return " or ".join("none" if h is type(None) else _named(h) for h in inner)
    return words.get(hint, str(hint))


def _sample(hint: Any) -> str:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return str(inner[0])
    if origin is tuple:
        return ",".join(_sample(h) for h in (inner[0], inner[0]))
    if origin in (Union, types.UnionType):
        return _sample(next(h for h in inner if h is not type(None)))
    return {int: "8", float: "0.001", bool: "true"}.get(hint, "text")


def _plain(value: Any) -> Any:
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value
