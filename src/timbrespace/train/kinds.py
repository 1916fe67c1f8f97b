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
    from timbrespace.corpus.table import Corpus
    from timbrespace.jobs import Job
    from timbrespace.train.config import TrainingConfig
    from timbrespace.train.material import Material
    from timbrespace.train.model import Learnable

ENTRY_POINTS = "timbrespace.kinds"


@dataclass(frozen=True)
class Gathering:
    """What a kind of data is asked to gather; see :func:`timbrespace.api.training.train`.

    Args:
        data: A file or a folder.
        config: The kind's own settings.
        training: How it will be fitted: the shares of the parts.
        group: The label or column that says what belongs together.
        where: ``"label=value"``; only items with that label.
        split: A label whose values say the part.
        max_files: At most so many items, drawn at random.
        seed: For all draws.
        job: Progress.
    """

    data: Path | str | Corpus
    config: Any
    training: TrainingConfig
    group: str | None
    where: tuple[str, ...]
    split: str | None
    max_files: int | None
    seed: int
    job: Job


@dataclass(frozen=True)
class OfData:
    """What a kind says that learns from what is no sound.

    Args:
        items: What its items are called in reports: ``"rows"``.
        gather: What it learns from. Called late.
        complete: After the folder is written, puts beside the model what its runtime needs of
            the data: the items and their latents, names of columns, a skeleton.
        measure: How well the space does on held-out items, beside baselines, for
            ``metrics.json``.
    """

    items: str
    gather: Callable[[Gathering], Material]
    complete: Callable[[Path, Material], None]
    measure: Callable[[Path, Material, Job], Mapping[str, Any]]


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
        open: The runtime of a trained folder, without PyTorch: a
            :class:`timbrespace.spaces.base.DecodingSpace`, or of data a
            :class:`timbrespace.spaces.data.base.DataSpace`.
        search: What ``timbrespace tune`` may change: key -> ``(low, high)``, whole numbers or
            not as these are, ``(low, high, "log")``, or a list of values to choose from. Only
            what leaves the held-out loss comparable. Empty: learning rate and batch size.
        data: How it gathers, keeps and measures what is no sound; None: it learns from sounds.
    """

    name: str
    title: str
    config: type
    presets: Mapping[str, Mapping[str, Any]]
    build: Callable[[Any], Learnable]
    open: Callable[[Path], Any]
    search: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    data: OfData | None = None


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
