"""The map of what was sonified: an atlas of the data, laid out, that plays the data's sounds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.jobs import Job

if TYPE_CHECKING:
    from timbrespace.sonify.folder import Folder, Line
    from timbrespace.sonify.plan import Plan
    from timbrespace.spaces.data.base import DataSpace
    from timbrespace.spaces.data.items import DataItems
    from timbrespace.spaces.voice import Voice

#: Of fewer items UMAP has no neighbourhoods to keep.
FEWEST_NEIGHBOURS = 16


def write_map(
    folder: Folder,
    plan: Plan,
    space: DataSpace,
    items: DataItems,
    lines: Sequence[Line],
    voice: Voice,
    *,
    data: Path | None,
    methods: Sequence[str] | None,
    job: Job,
) -> Path:
    """The atlas, its maps and its figures; where its sounds lie is remembered for this user.

    Args:
        folder: Of the sonification; its notes go along.
        plan: By which the sounds were made.
        space: Of the data.
        items: In the order of the lines.
        lines: What is known of their sounds.
        voice: That played.
        data: Where the items were read from, if not from the space itself.
        methods: Layouts, in this order; None: those that are usual.
        job: Progress.

    Raises:
        Cancelled: The job was asked to stop; the same call goes on.
    """
    import timbrespace
    from timbrespace.sonify.atlas import DATA_ID, write_atlas
    from timbrespace.sonify.folder import MAP
    from timbrespace.spaces.data.figures import take_along

    path = folder.path / MAP
    about = {
        "name": f"{space.name} by {voice.id}",
        "notes": folder.about()["notes"],
        "sonified": {"space": space.id, "voice": voice.id, "how": plan.how, "path": plan.path},
    }
    store = write_atlas(
        path, folder.sounds, space, items, lines, voice.sample_rate, voice.channels,
        about=about, job=job,
    )  # fmt: skip
    table = store.items()
    take_along(space, path, dict(zip(table[DATA_ID], table["id"], strict=True)), data)
    opened = timbrespace.open(path, sounds=folder.sounds)
    for method in usual_methods(len(items)) if methods is None else methods:
        job.check()
        job.begin(message=f"Laying out with {method}")
        opened.layout(method, seed=plan.seed, job=job)
    return path


def usual_methods(n: int) -> tuple[str, ...]:
    """Layouts of so many items, where none were named.

    Example:
        >>> usual_methods(FEWEST_NEIGHBOURS - 1), usual_methods(FEWEST_NEIGHBOURS)
        (('pca',), ('pca', 'umap'))
    """
    return ("pca", "umap") if n >= FEWEST_NEIGHBOURS else ("pca",)
