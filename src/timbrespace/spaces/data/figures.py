"""Figures: where the joints of clips were, so that what is heard can be seen to move.

They lie in a space's folder, and go with an atlas that was made from it, as one file
``figures.safetensors``: ``positions (all frames, J, 3)``, ``offsets (N + 1,)``,
``parents (J,)``, ``rate_hz (1,)``; its metadata holds the ids of items and the names of joints.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import write_atomically
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data.items import offsets_of

FIGURES = "figures.safetensors"


@dataclass(frozen=True)
class Figures:
    """What was seen, clip by clip.

    Args:
        ids: Of the items.
        positions: ``(all frames, J, 3)`` float32: X, height, Z, in reaches of the body.
        offsets: ``(N + 1,)`` int64: where each item's frames begin and end.
        parents: ``(J,)``: the joint that each hangs on; -1 for the root.
        names: Of the joints.
        rate_hz: Frames a second.

    Raises:
        TimbrespaceError: The parts do not fit together.
    """

    ids: tuple[str, ...]
    positions: NDArray[np.float32]
    offsets: NDArray[np.int64]
    parents: tuple[int, ...]
    names: tuple[str, ...]
    rate_hz: float

    def __post_init__(self) -> None:
        n_frames = int(self.offsets[-1]) if len(self.offsets) else -1
        fits = (
            self.positions.shape == (n_frames, len(self.parents), 3)
            and len(self.offsets) == len(self.ids) + 1
            and len(self.names) == len(self.parents)
            and self.rate_hz > 0
        )
        if not fits:
            raise TimbrespaceError(
                f"{len(self.ids)} figures of {len(self.parents)} joints and positions "
                f"{self.positions.shape} do not belong together.",
                "Train the space again, or copy its folder again.",
            )

    def __contains__(self, item: object) -> bool:
        return item in self._numbers

    def of(self, item: str) -> NDArray[np.float32]:
        """The frames ``(F, J, 3)`` of one item.

        Raises:
            KeyError: It has none.
        """
        number = self._numbers[item]
        return self.positions[self.offsets[number] : self.offsets[number + 1]]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {item: number for number, item in enumerate(self.ids)}


def write(folder: Path, figures: Figures) -> None:
    """Put figures into a folder, of a space or of an atlas."""
    from safetensors.numpy import save_file

    arrays: dict[str, NDArray[Any]] = {
        "positions": np.ascontiguousarray(figures.positions, np.float32),
        "offsets": np.ascontiguousarray(figures.offsets, np.int64),
        "parents": np.array(figures.parents, np.int32),
        "rate_hz": np.array([figures.rate_hz], np.float64),
    }
    said = {"ids": json.dumps(figures.ids), "names": json.dumps(figures.names)}
    write_atomically(folder / FIGURES, lambda aside: save_file(arrays, aside, said))


def read(folder: Path) -> Figures | None:
    """The figures of a folder; None where it has none.

    Raises:
        TimbrespaceError: They are damaged.
    """
    from safetensors import SafetensorError, safe_open

    path = folder / FIGURES
    if not path.is_file():
        return None
    try:
        with safe_open(path, "numpy") as file:
            said = file.metadata()
            return Figures(
                tuple(json.loads(said["ids"])),
                file.get_tensor("positions"),
                file.get_tensor("offsets"),
                tuple(int(parent) for parent in file.get_tensor("parents")),
                tuple(json.loads(said["names"])),
                float(file.get_tensor("rate_hz")[0]),
            )
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise TimbrespaceError(
            f"'{path}' holds no figures that can be read ({error}).",
            "Copy it again from where it came from, or delete it.",
        ) from error


@runtime_checkable
class Showing(Protocol):
    """A data space whose items can be seen to move."""

    def figures(self, data: Path | None = None) -> Figures | None:
        """Those of what it was trained with, or of other data; None where it has none."""


def take_along(
    space: object, atlas: Path, renamed: Mapping[str, str], data: Path | None = None
) -> bool:
    """Put the figures of a space's items into the folder of an atlas made from them.

    Args:
        space: An open data space; one that shows nothing has no figures.
        atlas: The atlas's folder.
        renamed: The id that each item has in the atlas; others stay behind.
        data: Where the items were read from, if not from the space itself.

    Returns:
        Whether there were any.
    """
    figures = space.figures(data) if isinstance(space, Showing) else None
    kept = [] if figures is None else [item for item in figures.ids if item in renamed]
    if figures is None or not kept:
        return False
    frames = [figures.of(item) for item in kept]
    offsets = offsets_of(frames)
    ids = tuple(renamed[item] for item in kept)
    write(atlas, replace(figures, ids=ids, positions=np.concatenate(frames), offsets=offsets))
    return True
