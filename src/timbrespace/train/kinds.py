"""The kinds of space that can be trained, ours and those of other packages.

A package adds a kind by an entry point ``timbrespace.kinds`` that names a :class:`Kind`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.train.model import TrainableModel

ENTRY_POINTS = "timbrespace.kinds"


@dataclass(frozen=True)
class Kind:
    """A kind of space that can be trained.

    Args:
        name: One word: ``"waveform"``.
        title: One line for a list.
        config: A frozen dataclass of plain values, all with defaults; what a config file and
            ``--set`` may change.
        presets: Values that differ from those defaults, by preset; ``"small"`` trains in
            minutes on two cores. Keys of :class:`timbrespace.train.config.TrainingConfig`
            (``epochs``, ``batch_size``, ``patience``) may stand there too.
        build: A new model from a ``config``. Imports PyTorch, so it is called late.
        open: The runtime of a trained folder, without PyTorch.
        search: What ``timbrespace tune`` may change: key -> ``(low, high)``, whole numbers or
            not as these are, ``(low, high, "log")``, or a list of values to choose from. Only
            what leaves the held-out loss comparable. Empty: learning rate and batch size.
    """

    name: str
    title: str
    config: type
    presets: Mapping[str, Mapping[str, Any]]
    build: Callable[[Any], TrainableModel]
    open: Callable[[Path], DecodingSpace]
    search: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind that can be trained here, by name."""
    from timbrespace.train.own_kinds import OWN

    found = {kind.name: kind for kind in OWN}
    for point in entry_points(group=ENTRY_POINTS):
        kind = point.load()
        if not isinstance(kind, Kind):
            raise TimbrespaceError(
                f"The entry point {point.value!r} should be a kind of space, and is not.",
                f"Update or remove the package {point.dist.name if point.dist else '?'}.",
            )
        found[kind.name] = kind
    return found


def kind_named(name: str) -> Kind:
    """The kind of that name.

    Raises:
        TimbrespaceError: There is none; the nearest name is given.
    """
    known = kinds()
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.5)
        meant = f"Did you mean {near[0]!r}? " if near else ""
        listing = "; ".join(f"{each.name} ({each.title})" for each in known.values())
        raise TimbrespaceError(f"There is no kind {name!r}.", f"{meant}Kinds here: {listing}.")
    return known[name]
