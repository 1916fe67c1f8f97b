"""The plan of a sonification: all that decides what an item sounds like."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.sonify.paths import N_STOPS, SECONDS, PathName
from timbrespace.sonify.rendering import LOUDNESS_LUFS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from timbrespace.sonify.coupling import How
    from timbrespace.sonify.posterior import Posterior
    from timbrespace.spaces.data.base import DataSpace
    from timbrespace.spaces.data.items import DataItems
    from timbrespace.spaces.voice import Voice


@dataclass(frozen=True)
class Plan:
    """All that decides what an item sounds like.

    Args:
        space: Id of the data space.
        space_hash: Of what it computes with.
        items: Digest of the items and their latents.
        voice: Id of the voice.
        voice_hash: Of what it computes with.
        home: Digest of the frames where the voice is at home.
        how: Of the coupling.
        words: That data plays, where it plays words.
        path: Of the latents.
        order: Which item follows which.
        seconds: Of each sound; None: as long as the item.
        loudness_lufs: That all sounds get; None: as they come.
        seed: Of everything.
        stops: Of a tour; None where there is none.
        tour_of: The label each class of which is one course; None: none.
    """

    space: str
    space_hash: str
    items: str
    voice: str
    voice_hash: str
    home: str
    how: How
    words: tuple[str, ...]
    path: PathName
    order: str
    seconds: float | None
    loudness_lufs: float | None
    seed: int
    stops: int | None = None
    tour_of: str | None = None

    def facts(self) -> dict[str, Any]:
        """What JSON keeps of it; of stops and tours it speaks only where there are any."""
        made: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        maybe = ("stops", "tour_of")
        return {key: value for key, value in made.items() if key not in maybe or value is not None}


def plan_of(
    space: DataSpace,
    items: DataItems,
    voice: Voice,
    home: Posterior,
    *,
    how: How,
    path: PathName,
    order: str,
    seed: int,
    words: Sequence[str] = (),
    seconds: float | None = None,
    stops: int = N_STOPS,
    loudness_lufs: float | None = LOUDNESS_LUFS,
    tour_of: str | None = None,
) -> Plan:
    """The plan by which items are heard.

    Args:
        space: Of the data.
        items: That are heard.
        voice: That plays.
        home: Where it is at home.
        how: Of the coupling.
        path: Of the latents.
        order: Which item follows which.
        seed: Of everything.
        words: That data plays, where it plays words.
        seconds: Of each sound; None: as usual on this path.
        stops: Of a tour; other paths have none.
        loudness_lufs: That all sounds get; None: as they come.
        tour_of: The label each class of which is one course.
    """
    return Plan(
        space=space.id, space_hash=space.model_hash,
        items=digest(items.latents, items.offsets, text=items.table.to_csv(index=False)),
        voice=voice.id, voice_hash=voice.model_hash, home=digest(home.frames),
        how=how, words=tuple(words), path=path, order=order,
        seconds=SECONDS[path] if seconds is None else seconds,
        loudness_lufs=loudness_lufs, seed=seed, stops=stops if path == "tour" else None,
        tour_of=tour_of,
    )  # fmt: skip


def digest(*arrays: NDArray[Any], text: str = "") -> str:
    """16 hex digits of arrays and a text."""
    made = hashlib.sha256(text.encode())
    for array in arrays:
        made.update(repr(array.shape).encode())
        made.update(np.ascontiguousarray(array).tobytes())
    return made.hexdigest()[:16]
